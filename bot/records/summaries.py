"""The points of articles that were summarised, kept while the article and the models stay."""

import json
from collections.abc import Sequence

from answer.models import Length
from answer.shelf import KeptPoint
from index.catalogue.connection import Connection
from index.catalogue.database import Database
from index.clock import utc_now
from index.identity import text_hash
from index.models import Article

_MOST = 20  # summaries of one article; the oldest give way


class KeptSummaries:
    """Summaries of the articles of all corpora. All methods raise CatalogueError.

    They go with the version of the article that they are of.
    """

    def __init__(self, database: Database) -> None:
        """Use an open database, which has to be the one of a catalogue."""
        self._database = database

    def shelf(self, made_with: str) -> "SummaryShelf":
        """Return where summaries are kept that are made with what `made_with` names."""
        return SummaryShelf(self._database, made_with=made_with)

    async def prune(self, before: str) -> int:
        """Delete the summaries made before a time (ISO 8601, UTC); return how many there were."""
        return await self._database.write(_prune, before)


class SummaryShelf:
    """Summaries made in one way; see `answer.shelf.Shelf`. All methods raise CatalogueError."""

    def __init__(self, database: Database, *, made_with: str) -> None:
        """Use an open database; what was made with anything but `made_with` doesn't count."""
        self._database = database
        self._made_with = made_with

    async def kept(
        self, article: Article, *, length: Length, focus: str | None
    ) -> tuple[KeptPoint, ...] | None:
        """Return the points of an article with this text; None if none are kept."""
        return await self._database.read(_kept, article, length, focus or "", self._made_with)

    async def keep(
        self, article: Article, points: Sequence[KeptPoint], *, length: Length, focus: str | None
    ) -> None:
        """Keep the points of an article, unless it has another text meanwhile."""
        await self._database.write(_keep, article, points, length, focus or "", self._made_with)


def _kept(
    connection: Connection, article: Article, length: Length, focus: str, made_with: str
) -> tuple[KeptPoint, ...] | None:
    row = connection.execute(
        "SELECT points FROM summaries "
        "WHERE version = ? AND length = ? AND focus = ? AND made_with = ?",
        (_version(connection, article), length, focus, made_with),
    ).fetchone()
    if row is None:
        return None
    return tuple(
        KeptPoint(text=text, start=start, end=end) for text, start, end in json.loads(row[0])
    )


def _keep(
    connection: Connection,
    article: Article,
    points: Sequence[KeptPoint],
    length: Length,
    focus: str,
    made_with: str,
) -> None:
    version = _version(connection, article)
    if version is None:
        return
    connection.execute(
        "INSERT INTO summaries (version, length, focus, made_with, points, made) "
        "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (version, length, focus) DO UPDATE SET "
        "made_with = excluded.made_with, points = excluded.points, made = excluded.made",
        (
            version,
            length,
            focus,
            made_with,
            json.dumps([(point.text, point.start, point.end) for point in points]),
            utc_now().isoformat(timespec="microseconds"),
        ),
    )
    connection.execute(
        "DELETE FROM summaries WHERE version = ? AND (length, focus) NOT IN "
        "(SELECT length, focus FROM summaries WHERE version = ? ORDER BY made DESC LIMIT ?)",
        (version, version, _MOST),
    )


def _version(connection: Connection, article: Article) -> str | None:
    """Return the ready version of an article if it has the same text, else None."""
    row = connection.execute(
        "SELECT v.id FROM versions v JOIN articles a ON a.id = v.article "
        "WHERE a.id = ? AND a.corpus = ? AND v.state = 'ready' AND v.text_hash = ?",
        (article.card.id, article.card.corpus, text_hash(article.text)),
    ).fetchone()
    return None if row is None else str(row[0])


def _prune(connection: Connection, before: str) -> int:
    return connection.execute("DELETE FROM summaries WHERE made < ?", (before,)).rowcount
