"""Reads articles anew from their links, on demand or when they are due."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

from index.catalogue.catalogue import Catalogue
from index.catalogue.visits import Visit, Visits
from index.clock import utc_now
from index.errors import ExtractionError, FetchError
from index.ingestion.ingestion import Ingestion
from index.models import ArticleCard, ArticleId, Corpus, ExtractedArticle, Validators
from index.problems import Problem
from index.renewal import renewed
from index.schedule import next_time

_LATEST = 1.1  # intervals after the last visit: a tenth is left to chance
_LONGEST = timedelta(days=90)  # between visits to a page that keeps failing


class Rereader(Protocol):
    """Reads articles that are looked after; `index.reading.LinkReader` does."""

    async def reread(self, link: str, validators: Validators) -> ExtractedArticle | None:
        """Return the article behind a link; None if its page hasn't changed.

        Raises:
            FetchError: the page can't be had, or its site doesn't want robots there.
            ExtractionError: it holds no article, or shows something else in its place.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """What became of an article that was read anew."""

    card: ArticleCard
    outcome: Literal["updated", "unchanged"]


class Refreshing:
    """Brings articles up to date. What fails leaves the version that there is."""

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        visits: Visits,
        reader: Rereader,
        ingestion: Ingestion,
        interval: timedelta | None,
        now: Callable[[], datetime] = utc_now,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Use these parts.

        Args:
            catalogue: has the articles.
            visits: remembers how visiting their pages went.
            reader: reads the pages.
            ingestion: takes new versions in.
            interval: how often an article is due; None for never.
            now: tells the time in UTC.
            chance: gives random numbers, 0 included and 1 not.
        """
        self._catalogue = catalogue
        self._visits = visits
        self._reader = reader
        self._ingestion = ingestion
        self._interval = interval
        self._now = now
        self._chance = chance

    async def refresh(
        self,
        corpus: Corpus,
        article_id: ArticleId,
        *,
        read: Callable[[], Awaitable[object]] | None = None,
    ) -> Refreshed:
        """Read an article anew, and let what was read take its place in one step.

        The article keeps its id, its history grows by what changed.

        Args:
            corpus: where the article is.
            article_id: the article.
            read: awaited when a new version was read and is about to be taken in; what it raises
                ends the refresh.

        Raises:
            UnknownArticle: the corpus has no such article, or no longer.
            FetchError: it has no link, its page can't be had, or the site doesn't want robots.
            ExtractionError: the page holds no article, or none that may replace this one.
            ReindexNeeded: the vectors are of another embedding model or damaged.
            VectorsError: the vectors can't be stored.
            CatalogueError: the catalogue can't be read or written.
        """
        visit = await self._visits.last(article_id)
        try:
            found = await self._found(corpus, article_id, visit)
            if found is not None:
                if read is not None:
                    await read()
                added = await self._ingestion.add(corpus, found, article_id=article_id)
        except (FetchError, ExtractionError) as error:
            due = self._next(visit.failures + 1)
            problem = Problem.of(error)
            await self._visits.went_wrong(article_id, problem, at=self._now(), due=due)
            raise
        await self._visits.went_well(article_id, at=self._now(), due=self._next(0))
        if found is None:
            card = await self._catalogue.card(corpus, article_id)
            return Refreshed(card=card, outcome="unchanged")
        changed = added.outcome == "updated"
        return Refreshed(card=added.card, outcome="updated" if changed else "unchanged")

    async def due(self, limit: int) -> list[tuple[Corpus, ArticleId]]:
        """Return articles that are to be read anew by now, the longest overdue first.

        Only articles that were read from their links ever are.

        Raises:
            CatalogueError: the catalogue can't be read.
        """
        if self._interval is None:
            return []
        now = self._now()
        return await self._visits.due(
            now, unvisited_since=now - _LATEST * self._interval, limit=limit
        )

    async def _found(
        self, corpus: Corpus, article_id: ArticleId, visit: Visit
    ) -> ExtractedArticle | None:
        """Return the next version of an article; None if its page hasn't changed."""
        before = await self._catalogue.article(corpus, article_id)
        card = before.card
        if card.url is None:
            raise FetchError(
                f"“{card.title}” wasn't read from a link, so there is no page to read again.",
                key="refresh-no-link",
                title=card.title,
            )
        found = await self._reader.reread(card.url, visit.validators)
        if found is None:
            return None
        await self._refuse_another(card, found)
        # Comparing long texts takes a while.
        return await asyncio.to_thread(renewed, before, found, titled=visit.titled)

    async def _refuse_another(self, card: ArticleCard, found: ExtractedArticle) -> None:
        """Refuse a reading that is another article of the corpus, to which the link leads now."""
        if found.url is None:
            return
        other = await self._catalogue.card_with_link(card.corpus, found.url)
        if other is not None and other.id != card.id:
            raise ExtractionError(
                f"The link of “{card.title}” leads to another article by now: “{other.title}”.",
                key="refresh-elsewhere",
                title=card.title,
                other=other.title,
            )

    def _next(self, failures: int) -> datetime | None:
        if self._interval is None:
            return None
        return next_time(
            self._now(),
            self._interval,
            chance=self._chance(),
            failures=failures,
            longest=_LONGEST,
        )
