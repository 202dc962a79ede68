"""Takes what feeds announce: fetches the articles of waiting entries and adds them.

An attempt is counted, and its place in the day taken, before anything is fetched, so that what
stops the process again and again is given up. Whatever moment the process stops at, an article
that was added is found by its link the next time and not fetched again.
"""

import asyncio
import html
import random
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlsplit

from index.abreast import abreast
from index.catalogue.catalogue import Catalogue
from index.clock import utc_now
from index.errors import CorpusFull, ExtractionError, FailedIndex, FetchError, UnknownFeed
from index.extraction.refusals import wall
from index.feeds.entry_rows import Day
from index.feeds.models import Entry, Taken
from index.feeds.store import FeedStore
from index.ingestion.ingestion import Ingestion
from index.models import ArticleCard, Corpus, ExtractedArticle, FetchedPage
from index.ports import NO_VALIDATORS, Extractor
from index.problems import Problem
from index.reading import LinkReader
from index.schedule import DAY, next_time

Told = Callable[[Taken], Awaitable[object]]

MOST_ATTEMPTS = 3  # at one entry

_AT_ONCE = 4  # entries, each of another site
_ROUND = 40  # entries that are looked at for one round
_OF_A_SITE = 3  # of them, so that a slow site doesn't hold the next round up
_ROOM_AGAIN = timedelta(hours=1)  # until somebody may have made room
_RETRY = timedelta(minutes=15)  # four times that after the first attempt, and four times as long
_LASTING = {  # what another attempt won't change
    "fetch-legal",
    "fetch-no-page",
    "fetch-payment",
    "fetch-private",
    "fetch-removed",
    "fetch-robots",
    "fetch-too-large",
}
_PASSING = "extract-error"  # a page that says that something went wrong may be there later


class Taking:
    """Turns waiting entries into articles, some a day."""

    def __init__(
        self,
        *,
        store: FeedStore,
        reader: LinkReader,
        extractor: Extractor,
        ingestion: Ingestion,
        catalogue: Catalogue,
        per_day: int,
        now: Callable[[], datetime] = utc_now,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Take entries.

        Args:
            store: where they are kept.
            reader: reads the articles behind their links.
            extractor: reads those that their feeds hold.
            ingestion: where the articles go.
            catalogue: knows the articles that are there.
            per_day: how many articles the feeds of one corpus may add in a day (UTC).
            now: tells the time in UTC.
            chance: gives random numbers, 0 included and 1 not.
        """
        self._store = store
        self._reader = reader
        self._extractor = extractor
        self._ingestion = ingestion
        self._catalogue = catalogue
        self._per_day = per_day
        self._now = now
        self._chance = chance

    async def take(self, *, corpus: Corpus | None = None, told: Told | None = None) -> list[Taken]:
        """Take some of the entries that may be taken now, and return what became of them.

        Several sites are visited at once, each for one entry at a time. When nothing is returned,
        nothing is left to be taken for now.

        Args:
            corpus: the only corpus; None for all.
            told: awaited for each entry as soon as it is through; must not raise.

        Raises:
            CatalogueError: the catalogue can't be read or written.
            VectorsError, ReindexNeeded: articles can't be added for now.
        """
        day = self._day()
        ready = await self._store.ready(
            now=_written(self._now()), day=day, limit=_ROUND, corpus=corpus
        )
        through: list[Taken] = []
        sites: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        places = asyncio.Semaphore(_AT_ONCE)

        async def go_on(entry: Entry) -> None:
            async with sites[_site(entry)], places:
                taken = await self._taken(entry, day)
                if taken is not None:
                    through.append(taken)
                    if told is not None:
                        await told(taken)

        some = _some_of_each_site(ready)
        await abreast(go_on, some, most=len(some) or 1)
        return through

    async def next_due(self, *, corpus: Corpus | None = None) -> datetime | None:
        """Return when an entry may be taken or a feed is to be looked at next; None if never.

        Args:
            corpus: the only corpus; None for all.

        Raises:
            CatalogueError: the catalogue can't be read.
        """
        tomorrow = datetime.combine(self._now().date() + DAY, time(), UTC)
        due = await self._store.next_due(self._day(), _written(tomorrow), corpus=corpus)
        return None if due is None else datetime.fromisoformat(due)

    async def waiting(self, corpus: Corpus) -> int:
        """Return how many entries of a corpus's feeds wait to be taken.

        Raises:
            CatalogueError: the catalogue can't be read.
        """
        return await self._store.waiting(corpus)

    async def _taken(self, entry: Entry, day: Day) -> Taken | None:
        """Take an entry; None if it isn't to be taken any more, or its feed was removed."""
        now = self._now()
        again = next_time(
            now, _RETRY, chance=self._chance(), failures=2 * (entry.attempts + 1), longest=DAY
        )
        begun = await self._store.begin(entry, now=_written(now), again=_written(again), day=day)
        if begun is None:
            return None
        try:
            ended, card = await self._attempt(begun)
        except CorpusFull as error:
            await self._store.release(self._waiting_for_room(entry, error), day)
            return None
        except (asyncio.CancelledError, FailedIndex) as error:  # none of which is its fault
            await self._store.release(entry, day)
            if isinstance(error, UnknownFeed):
                return None
            raise
        await self._store.end(ended, now=_written(self._now()), day=day)
        try:
            return Taken(entry=ended, feed=await self._store.feed(entry.feed_id), card=card)
        except UnknownFeed:
            return None

    async def _attempt(self, entry: Entry) -> tuple[Entry, ArticleCard | None]:
        """Return an entry as it is after an attempt, and its article.

        Raises:
            UnknownFeed: its feed was removed while it was read; nothing is added then.
            CorpusFull: there is no room for the article.
        """
        if entry.attempts > MOST_ATTEMPTS:
            return replace(entry, state="failed", problem=_stopped(entry)), None
        try:
            if entry.link is not None:
                known = await self._catalogue.card_with_link(entry.corpus, entry.link)
                if known is not None:
                    return _with_article(entry, known, added=False), known
            await self._ingestion.room.check(entry.corpus)  # before its site is bothered
            extracted = await self._article(entry)
            await self._store.feed(entry.feed_id)  # it may have been removed meanwhile
            added = await self._ingestion.add(entry.corpus, extracted)
        except (FetchError, ExtractionError) as error:
            return _failed(entry, error), None
        return _with_article(entry, added.card, added=added.outcome == "added"), added.card

    def _waiting_for_room(self, entry: Entry, error: CorpusFull) -> Entry:
        """Return an entry, as it was before an attempt, that waits until there may be room."""
        again = _written(self._now() + _ROOM_AGAIN)
        return replace(entry, due=again, problem=Problem.of(error))

    async def _article(self, entry: Entry) -> ExtractedArticle:
        """Return the article behind an entry's link, or the one that its feed holds.

        Raises:
            FetchError: it can't be had, or its site doesn't want robots there.
            ExtractionError: it can't be read, or isn't shown whole.
        """
        dated = None if entry.published is None else entry.published[: len("2026-01-01")]
        if entry.link is not None:
            read = await self._reader.reread(entry.link, NO_VALIDATORS)
            extracted = read or await self._reader.read(entry.link)
            return replace(extracted, published=extracted.published or dated)
        feed = await self._store.feed(entry.feed_id)
        extracted = await self._extractor.extract(_own_page(entry))
        if refused := wall(entry.title or feed.title, extracted.thin):
            raise refused
        return replace(
            extracted,
            title=entry.title or extracted.title,
            site=feed.title,
            url=None,
            published=extracted.published or dated,
        )

    def _day(self) -> Day:
        return Day(name=self._now().date().isoformat(), articles=self._per_day)


def _some_of_each_site(entries: list[Entry]) -> list[Entry]:
    counts: Counter[str] = Counter()
    some = []
    for entry in entries:
        counts[_site(entry)] += 1
        if counts[_site(entry)] <= _OF_A_SITE:
            some.append(entry)
    return some


def _site(entry: Entry) -> str:
    return entry.feed_id if entry.link is None else urlsplit(entry.link).netloc


def _with_article(entry: Entry, card: ArticleCard, *, added: bool) -> Entry:
    return replace(entry, state="added" if added else "known", article_id=card.id, problem=None)


def _failed(entry: Entry, error: FetchError | ExtractionError) -> Entry:
    lasting = error.key in _LASTING or (
        isinstance(error, ExtractionError) and error.key != _PASSING
    )
    over = lasting or entry.attempts >= MOST_ATTEMPTS
    return replace(entry, state="failed" if over else "waiting", problem=Problem.of(error))


def _stopped(entry: Entry) -> Problem:
    error = FetchError(
        f"“{entry.title or entry.link}” was tried several times, and Footnote stopped each time.",
        key="feed-stopped",
        title=entry.title or entry.link or "",
    )
    return Problem.of(error)


def _own_page(entry: Entry) -> FetchedPage:
    """Return the article that a feed holds as a page."""
    title = html.escape(entry.title or "")
    page = (
        f"<html><head><title>{title}</title></head>"
        f"<body><article><h1>{title}</h1>{entry.content or ''}</article></body></html>"
    )
    return FetchedPage(content=page.encode(), media_type="text/html", encoding="utf-8")


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")
