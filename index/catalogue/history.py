"""What remains of the versions of an article: since when each was the searchable one."""

from collections.abc import Sequence

from index.catalogue.connection import Connection
from index.catalogue.reading import card
from index.models import ArticleId, ArticleVersion, Corpus, VersionId


def history(
    connection: Connection, corpus: Corpus, article_id: ArticleId
) -> tuple[ArticleVersion, ...]:
    """Return the versions of an article, the newest first.

    Raises:
        UnknownArticle: the corpus has no such article.
    """
    card(connection, corpus, article_id)
    rows = connection.execute(
        "SELECT since, title, text_hash, word_count FROM history "
        "WHERE article = ? ORDER BY number DESC",
        (article_id,),
    )
    return tuple(
        ArticleVersion(since=since, title=title, text_hash=text_hash, words=words)
        for since, title, text_hash, words in rows
    )


def take_over(
    connection: Connection, article_id: ArticleId, versions: Sequence[ArticleVersion]
) -> None:
    """Note versions, the oldest first, that a new article had in another store."""
    connection.executemany(
        "INSERT INTO history (article, since, title, text_hash, word_count) VALUES (?, ?, ?, ?, ?)",
        [
            (article_id, version.since, version.title, version.text_hash, version.words)
            for version in versions
        ],
    )


def remember(connection: Connection, version: VersionId) -> None:
    """Note that a version became the searchable one, unless it follows one that says the same."""
    connection.execute(
        "INSERT INTO history (article, title, text_hash, word_count, since) "
        "SELECT v.article, v.title, v.text_hash, v.word_count, v.created FROM versions v "
        "WHERE v.id = ? AND NOT EXISTS (SELECT 1 FROM history h WHERE h.number = "
        "(SELECT max(l.number) FROM history l WHERE l.article = v.article) "
        "AND h.title = v.title AND h.text_hash = v.text_hash)",
        (version,),
    )
