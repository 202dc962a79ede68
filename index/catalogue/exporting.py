"""All that is known of articles, some at a time, for other software and other stores."""

from dataclasses import dataclass

from index.catalogue.connection import Connection
from index.catalogue.history import history
from index.catalogue.reading import article, pages_of, version_passages
from index.models import (
    ArticleCard,
    ArticleId,
    ArticleVersion,
    Corpus,
    PageStart,
    Passage,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeArticle:
    """An article with everything that belongs to it.

    Attributes:
        passages: in reading order.
        aliases: other links that lead to it, in alphabetical order.
        titled: whether a person gave the title.
        history: the versions that it has had, the oldest first.
    """

    card: ArticleCard
    text: str
    passages: tuple[Passage, ...]
    pages: tuple[PageStart, ...]
    aliases: tuple[str, ...]
    titled: bool
    history: tuple[ArticleVersion, ...]


def whole_articles(
    connection: Connection, corpus: Corpus, after: ArticleCard | None, limit: int
) -> list[WholeArticle]:
    """Return some articles of a corpus, those first that were added first.

    Args:
        connection: within a transaction.
        corpus: where they are.
        after: the last that was returned before; None to begin.
        limit: the most articles.
    """
    added, last = ("", "") if after is None else (after.added, after.id)
    rows = connection.execute(
        "SELECT id, version FROM cards WHERE corpus = ? AND (added > ? OR (added = ? AND id > ?)) "
        "ORDER BY added, id LIMIT ?",
        (corpus, added, added, last, limit),
    ).fetchall()
    return [_whole(connection, corpus, ArticleId(name), version) for name, version in rows]


def _whole(
    connection: Connection, corpus: Corpus, article_id: ArticleId, version: str
) -> WholeArticle:
    known = article(connection, corpus, article_id)
    links = connection.execute(
        "SELECT link FROM aliases WHERE article = ? ORDER BY link", (article_id,)
    ).fetchall()
    titled = connection.execute(
        "SELECT titled FROM details WHERE version = ?", (version,)
    ).fetchone()
    return WholeArticle(
        card=known.card,
        text=known.text,
        passages=version_passages(connection, version, known.text),
        pages=pages_of(connection, [version]).get(version, ()),
        aliases=tuple(link for (link,) in links if link != known.card.url),
        titled=titled is not None and bool(titled[0]),
        history=history(connection, corpus, article_id)[::-1],
    )
