"""How articles leave the catalogue: versions are retired, which hides them, and then deleted."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.catalogue.connection import Connection
from index.catalogue.matching import delete_words
from index.catalogue.reading import card
from index.models import ArticleId, Corpus, PassageId, VersionId

_RETIRED = (
    "SELECT v.id, a.corpus FROM versions v JOIN articles a ON a.id = v.article "
    "WHERE v.state = 'retired' LIMIT ?"
)
_RETIRED_OF_CORPUS = (
    "SELECT v.id, a.corpus FROM articles a JOIN versions v ON v.article = a.id "
    "WHERE a.corpus = ? AND v.state = 'retired' LIMIT ?"
)
_RETIRED_OF_ARTICLE = (
    "SELECT v.id, a.corpus FROM articles a JOIN versions v ON v.article = a.id "
    "WHERE a.id = ? AND v.state = 'retired' LIMIT ?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RetiredVersion:
    """A version that remains to be deleted, after its vectors."""

    id: VersionId
    corpus: Corpus
    passages: tuple[PassageId, ...]


def retire(connection: Connection, version: VersionId) -> None:
    """Take a version out of every search."""
    connection.execute("UPDATE versions SET state = 'retired' WHERE id = ?", (version,))
    delete_words(connection, version)


def retire_pending(connection: Connection, version: VersionId) -> None:
    """Retire a version unless it has become ready."""
    connection.execute(
        "UPDATE versions SET state = 'retired' WHERE id = ? AND state = 'pending'", (version,)
    )


def unfinished(connection: Connection) -> list[Corpus]:
    """Return the corpora with versions that are pending or retired, in alphabetical order."""
    rows = connection.execute(
        "SELECT DISTINCT a.corpus FROM versions v JOIN articles a ON a.id = v.article "
        "WHERE v.state IN ('pending', 'retired') ORDER BY a.corpus"
    )
    return [Corpus(corpus) for (corpus,) in rows]


def retire_all_pending(connection: Connection, corpus: Corpus) -> int:
    """Retire the pending versions of a corpus; return how many there were."""
    return connection.execute(
        "UPDATE versions SET state = 'retired' WHERE state = 'pending' "
        "AND article IN (SELECT id FROM articles WHERE corpus = ?)",
        (corpus,),
    ).rowcount


def retire_article(connection: Connection, corpus: Corpus, article_id: ArticleId) -> None:
    """Take an article out of every search.

    Raises:
        UnknownArticle: the corpus has no such article.
    """
    card(connection, corpus, article_id)
    versions = connection.execute(
        "SELECT id FROM versions WHERE article = ?", (article_id,)
    ).fetchall()
    for (version,) in versions:
        retire(connection, version)


def retire_corpus(connection: Connection, corpus: Corpus) -> None:
    """Make all articles of a corpus disappear, in one step; their words go with their rows."""
    connection.execute(
        "UPDATE versions SET state = 'retired' WHERE state <> 'retired' "
        "AND article IN (SELECT id FROM articles WHERE corpus = ?)",
        (corpus,),
    )


def retired(
    connection: Connection,
    limit: int,
    *,
    corpus: Corpus | None,
    article: ArticleId | None,
) -> list[RetiredVersion]:
    """Return up to `limit` retired versions: of an article, of a corpus, or of all."""
    if article is not None:
        rows = connection.execute(_RETIRED_OF_ARTICLE, (article, limit))
    elif corpus is not None:
        rows = connection.execute(_RETIRED_OF_CORPUS, (corpus, limit))
    else:
        rows = connection.execute(_RETIRED, (limit,))
    return [
        RetiredVersion(id=version, corpus=where, passages=_passage_ids(connection, version))
        for version, where in rows.fetchall()
    ]


def delete(connection: Connection, versions: Sequence[VersionId]) -> None:
    """Delete those of the versions that are retired, and articles that have no other."""
    for version in versions:
        _delete(connection, version)


def _delete(connection: Connection, version: VersionId) -> None:
    row = connection.execute(
        "SELECT article FROM versions WHERE id = ? AND state = 'retired'", (version,)
    ).fetchone()
    if row is None:
        return
    delete_words(connection, version)
    connection.execute("DELETE FROM versions WHERE id = ?", (version,))
    connection.execute(
        "DELETE FROM articles WHERE id = ? "
        "AND NOT EXISTS (SELECT 1 FROM versions WHERE article = articles.id)",
        row,
    )


def _passage_ids(connection: Connection, version: VersionId) -> tuple[PassageId, ...]:
    rows = connection.execute("SELECT id FROM passages WHERE version = ?", (version,))
    return tuple(PassageId(identity) for (identity,) in rows)
