"""When the pages of articles were visited, when they are due again, and what went wrong there.

A visit is begun by whoever reads an article from its link (`index.catalogue.links.see`), so an
article that was pasted or came in a file has none, and nothing takes its place unasked.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from index.catalogue.connection import Connection
from index.catalogue.counting import corpora
from index.catalogue.database import Database
from index.models import ArticleId, Corpus, Validators
from index.ports import NO_VALIDATORS
from index.problems import Problem, problem_of, problem_text
from index.shares import EVERYTHING, Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What is known of the last visits to an article's page.

    Attributes:
        validators: what the server called the state of the page that the article was read from.
        failures: how many visits in a row went wrong.
        problem: what went wrong at the last one; None if nothing did.
        titled: whether a person gave the article its title.
    """

    validators: Validators = NO_VALIDATORS
    failures: int = 0
    problem: Problem | None = None
    titled: bool = False


class Visits:
    """The visits to the pages of articles. All methods raise CatalogueError."""

    def __init__(self, database: Database, share: Share = EVERYTHING) -> None:
        """Use an open database, which is the catalogue's.

        Args:
            database: where visits are kept.
            share: whose articles are due for this process.
        """
        self._database = database
        self._share = share

    async def last(self, article_id: ArticleId) -> Visit:
        """Return what is known of the last visits; one that says nothing if there was none."""
        return await self._database.read(_last, article_id)

    async def went_well(self, article_id: ArticleId, *, at: datetime, due: datetime | None) -> None:
        """Note a visit, and when the next one is due; None for never.

        Of an article that is gone meanwhile nothing is noted.
        """
        await self._database.write(_note, article_id, at, due, None)

    async def went_wrong(
        self, article_id: ArticleId, problem: Problem, *, at: datetime, due: datetime | None
    ) -> None:
        """Note a visit that failed, and when the next one is due; None for never.

        Of an article that is gone meanwhile nothing is noted.
        """
        await self._database.write(_note, article_id, at, due, problem)

    async def due(
        self, now: datetime, *, unvisited_since: datetime, limit: int
    ) -> list[tuple[Corpus, ArticleId]]:
        """Return articles whose pages are to be visited by now, the longest overdue first.

        Args:
            now: the time.
            unvisited_since: pages whose last visit was before are due whatever was noted then,
                as the interval may have been longer; where it failed, what was noted counts.
            limit: the most articles to return.
        """
        among = None
        if not self._share.all:
            among = [each for each in await self._database.read(corpora) if self._share.owns(each)]
        return await self._database.read(
            _due, _written(now), _written(unvisited_since), limit, among
        )


def _last(connection: Connection, article: ArticleId) -> Visit:
    row = connection.execute(
        "SELECT t.etag, t.last_modified, coalesce(t.failures, 0), t.problem, "
        "coalesce(d.titled, 0) FROM cards c LEFT JOIN visits t ON t.article = c.id "
        "LEFT JOIN details d ON d.version = c.version WHERE c.id = ?",
        (article,),
    ).fetchone()
    if row is None:
        return Visit()
    etag, last_modified, failures, problem, titled = row
    return Visit(
        validators=Validators(etag=etag, last_modified=last_modified),
        failures=failures,
        problem=problem_of(problem),
        titled=bool(titled),
    )


def _note(
    connection: Connection,
    article: ArticleId,
    at: datetime,
    due: datetime | None,
    problem: Problem | None,
) -> None:
    failed = problem is not None
    connection.execute(
        "INSERT INTO visits (article, visited, due, failures, problem) "
        "SELECT id, ?, ?, ?, ? FROM articles WHERE id = ? ON CONFLICT (article) DO UPDATE SET "
        "visited = excluded.visited, due = excluded.due, problem = excluded.problem, "
        "failures = CASE WHEN excluded.failures = 0 THEN 0 ELSE visits.failures + 1 END",
        (_written(at), due and _written(due), int(failed), problem_text(problem), article),
    )


def _due(
    connection: Connection,
    now: str,
    unvisited_since: str,
    limit: int,
    among: Collection[Corpus] | None,
) -> list[tuple[Corpus, ArticleId]]:
    rows = connection.execute(
        "SELECT a.corpus, a.id FROM visits t JOIN articles a ON a.id = t.article "
        "WHERE a.url IS NOT NULL "
        "AND (t.due <= :now OR t.failures = 0 AND t.visited <= :unvisited_since) "
        "AND (CAST(:among AS TEXT) IS NULL "
        "OR a.corpus IN (SELECT value FROM json_each(:among))) "
        "AND EXISTS (SELECT 1 FROM versions v WHERE v.article = a.id AND v.state = 'ready') "
        "ORDER BY coalesce(t.due, t.visited), a.id LIMIT :limit",
        {
            "now": now,
            "unvisited_since": unvisited_since,
            "among": None if among is None else json.dumps(list(among)),
            "limit": limit,
        },
    )
    return [(Corpus(corpus), ArticleId(article)) for corpus, article in rows]


def _written(time: datetime) -> str:
    return time.isoformat(timespec="microseconds")
