"""Follows feeds: takes them up, looks at them when they are due, and lets go of them."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from index.clock import utc_now
from index.errors import FeedError, FetchError, UnknownFeed
from index.feeds.discovery import feeds_of_page
from index.feeds.finding import meant
from index.feeds.models import Checked, Feed, Followed, FoundFeed
from index.feeds.parsing import is_feed, parse
from index.feeds.store import FeedStore
from index.identity import feed_id
from index.links import normalised
from index.models import Corpus, FeedId, FetchedPage
from index.ports import Fetcher
from index.problems import Problem
from index.schedule import DAY, next_time

FIRST_ENTRIES = 10  # of a new feed that are taken; what is older is left

MOST_FEEDS = 500
"""How many feeds a corpus may follow in any case."""
_MOST_TRIED = 3  # of the feeds that a page names
_NEWS = timedelta(days=30)  # what is dated longer before its feed was followed is no news
_LONGEST_GONE = timedelta(days=7)  # between looks at a feed that seems to be gone for good


class Following:
    """The feeds that corpora follow."""

    def __init__(
        self,
        *,
        store: FeedStore,
        fetcher: Fetcher,
        interval: timedelta,
        now: Callable[[], datetime] = utc_now,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Follow feeds.

        Args:
            store: where they are kept.
            fetcher: gets them.
            interval: how often one is looked at.
            now: tells the time in UTC.
            chance: gives random numbers, 0 included and 1 not.
        """
        self._store = store
        self._fetcher = fetcher
        self._interval = interval
        self._now = now
        self._chance = chance

    async def add(self, corpus: Corpus, link: str) -> Followed:
        """Follow the feed behind a link: the feed's own, or a page's that names its feed.

        The newest entries wait to be taken, the others are noted as seen.

        Raises:
            FetchError: the link or the feed can't be had, or its site doesn't want robots there.
            FeedError: there is no feed behind the link, or the corpus has too many.
            CatalogueError: the catalogue can't be read or written.
        """
        known = await self._store.with_link(corpus, normalised(link))
        if known is not None:
            return Followed(feed=known, outcome="known")
        if await self._store.count(corpus) >= MOST_FEEDS:
            raise FeedError(
                f"At most {MOST_FEEDS} feeds can be followed here: remove one first.",
                key="feed-too-many",
                most=MOST_FEEDS,
            )
        asked, page, found = await self._feed_behind(link)
        url = normalised(page.moved or asked)
        known = await self._store.with_link(corpus, url, normalised(page.url or url))
        if known is not None:
            return Followed(feed=known, outcome="known")
        now = self._now()
        feed = Feed(
            id=feed_id(corpus, url),
            corpus=corpus,
            url=url,
            title=found.title or url,
            site=found.site,
            added=_written(now),
            visited=_written(now),
            due=_written(next_time(now, self._interval, chance=self._chance())),
            validators=page.validators,
        )
        kept = await self._store.add(feed, found.entries, now=feed.added, taken=FIRST_ENTRIES)
        return Followed(feed=kept, outcome="followed" if kept.added == feed.added else "known")

    async def feeds(self, corpus: Corpus) -> list[Feed]:
        """Return the feeds that a corpus follows, in the order they were added.

        Raises:
            CatalogueError: the catalogue can't be read.
        """
        return await self._store.feeds(corpus)

    async def feed(self, corpus: Corpus, feed_id: FeedId) -> Feed:
        """Return a feed of a corpus.

        Raises:
            UnknownFeed: the corpus follows no such feed.
            CatalogueError: the catalogue can't be read.
        """
        feed = await self._store.feed(feed_id)
        if feed.corpus != corpus:
            raise UnknownFeed("There is no such feed here, or no longer.")
        return feed

    async def find(self, corpus: Corpus, text: str) -> list[Feed]:
        """Return the feeds that `text`, of an id, a title or a link, may mean; best first.

        Raises:
            CatalogueError: the catalogue can't be read.
        """
        return meant(await self._store.feeds(corpus), text)

    async def remove(self, corpus: Corpus, feed_id: FeedId) -> Feed:
        """Follow a feed no longer, and return it; its articles stay.

        Raises:
            UnknownFeed: the corpus follows no such feed.
            CatalogueError: the catalogue can't be written.
        """
        feed = await self.feed(corpus, feed_id)
        await self._store.remove(feed_id)
        return feed

    async def remove_corpus(self, corpus: Corpus) -> None:
        """Follow none of a corpus's feeds any longer.

        Raises:
            CatalogueError: the catalogue can't be written.
        """
        await self._store.remove_corpus(corpus)

    async def due(self, limit: int, *, corpus: Corpus | None = None) -> list[Feed]:
        """Return feeds that are to be looked at by now, the longest overdue first.

        Args:
            limit: the most feeds.
            corpus: the only corpus; None for all.

        Raises:
            CatalogueError: the catalogue can't be read.
        """
        return await self._store.due(_written(self._now()), limit, corpus=corpus)

    async def check(self, feed_id: FeedId) -> Checked:
        """Look at a feed and note its new entries; what goes wrong with it is noted as well.

        Raises:
            UnknownFeed: it is followed no longer.
            CatalogueError: the catalogue can't be read or written.
        """
        feed = await self._store.feed(feed_id)
        try:
            page = await self._fetcher.revisit(feed.url, feed.validators)
            found = None if page is None else await self._parsed(page, feed.url)
        except (FetchError, FeedError) as error:
            return Checked(feed=await self._store.visited(self._failed(feed, error)), new=0)
        read = self._read(feed)
        if page is None or found is None:
            return Checked(feed=await self._store.visited(read), new=0)
        kept, new = await self._store.read(
            replace(
                read,
                url=normalised(page.moved) if page.moved else feed.url,
                title=found.title or feed.title,
                site=found.site or feed.site,
                validators=page.validators,
            ),
            found.entries,
            now=_written(self._now()),
            old=_written(datetime.fromisoformat(feed.added) - _NEWS),
        )
        return Checked(feed=kept, new=new)

    async def _feed_behind(self, link: str) -> tuple[str, FetchedPage, FoundFeed]:
        """Return the feed at a link, or the first that can be read of those its page names.

        Returns:
            The feed's link, its page, and what stands there.

        Raises:
            FetchError: the link or the feed can't be had.
            FeedError: there is no feed.
        """
        page = await self._visited(link)
        if is_feed(page):
            return link, page, await self._parsed(page, link)
        named = (await asyncio.to_thread(feeds_of_page, page))[:_MOST_TRIED]
        problem: FetchError | FeedError = FeedError(
            f"{link} is no feed, and it names none: give the link of the feed itself.",
            key="feed-none",
            link=link,
        )
        for url in named:
            try:
                other = await self._fetcher.revisit(url)
                if other is not None:
                    return url, other, await self._parsed(other, url)
            except (FetchError, FeedError) as error:
                problem = error
        raise problem

    async def _visited(self, link: str) -> FetchedPage:
        """Return the page at a link; only a feed has to be open to robots.

        Raises:
            FetchError: it can't be had, or it is a feed that robots aren't wanted at.
        """
        try:
            page = await self._fetcher.revisit(link)
        except FetchError as error:
            if error.key != "fetch-robots":
                raise
            page = await self._fetcher.fetch(link)
            if is_feed(page):
                raise error from None
        return page or await self._fetcher.fetch(link)

    async def _parsed(self, page: FetchedPage, link: str) -> FoundFeed:
        return await asyncio.to_thread(parse, page, link=page.url or link, now=self._now())

    def _read(self, feed: Feed) -> Feed:
        now = self._now()
        due = next_time(now, self._interval, chance=self._chance())
        return replace(feed, visited=_written(now), due=_written(due), failures=0, problem=None)

    def _failed(self, feed: Feed, error: FetchError | FeedError) -> Feed:
        failed = replace(feed, failures=feed.failures + 1, problem=Problem.of(error))
        due = next_time(
            self._now(),
            _LONGEST_GONE if failed.gone else self._interval,
            chance=self._chance(),
            failures=failed.failures,
            longest=_LONGEST_GONE if failed.gone else DAY,
        )
        return replace(failed, due=_written(due))


def _written(time: datetime) -> str:
    return time.isoformat(timespec="microseconds")
