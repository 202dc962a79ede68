"""Where feeds and their entries are kept: tables of the catalogue's database."""

from collections.abc import Sequence

from index.catalogue.database import Database
from index.feeds import entry_rows, feed_rows
from index.feeds.entry_rows import Day
from index.feeds.models import Entry, Feed, FoundEntry
from index.models import Corpus, FeedId
from index.shares import EVERYTHING, Share


class FeedStore:
    """Feeds and their entries. All methods raise CatalogueError."""

    def __init__(self, database: Database, share: Share = EVERYTHING) -> None:
        """Use an open database, which is the catalogue's.

        Args:
            database: where feeds are kept.
            share: whose feeds and entries are due for this process, unless one is asked for.
        """
        self._database = database
        self._share = share

    # Feeds.

    async def add(
        self,
        feed: Feed,
        entries: Sequence[FoundEntry],
        *,
        now: str,
        taken: int,
    ) -> Feed:
        """Keep a new feed, with its entries, unless it is kept already; return it as it is kept.

        Args:
            feed: the feed.
            entries: what it holds, the newest first.
            now: ISO 8601 time (UTC).
            taken: how many of the newest wait to be taken; the others are skipped.
        """
        return await self._database.write(feed_rows.add, feed, entries, now, taken)

    async def feeds(self, corpus: Corpus | None = None) -> list[Feed]:
        """Return the feeds of a corpus, or of all, in the order they were added."""
        return await self._database.read(feed_rows.feeds, corpus)

    async def feed(self, feed_id: FeedId) -> Feed:
        """Return a feed.

        Raises:
            UnknownFeed: there is no such feed, or no longer.
        """
        return await self._database.read(feed_rows.feed_with_id, feed_id)

    async def with_link(self, corpus: Corpus, *urls: str) -> Feed | None:
        """Return the feed of a corpus at one of these links, None if there is none."""
        return await self._database.read(feed_rows.with_link, corpus, urls)

    async def count(self, corpus: Corpus) -> int:
        """Return how many feeds a corpus follows."""
        return await self._database.read(feed_rows.count, corpus)

    async def due(self, now: str, limit: int, *, corpus: Corpus | None = None) -> list[Feed]:
        """Return the feeds that are to be read by now, the longest overdue first."""
        return await self._database.read(feed_rows.due, now, limit, await self._among(corpus))

    async def read(
        self, feed: Feed, entries: Sequence[FoundEntry], *, now: str, old: str
    ) -> tuple[Feed, int]:
        """Keep what a feed was read as, and which of its entries are new.

        Args:
            feed: the feed as it is now.
            entries: what it holds, the newest first.
            now: ISO 8601 time (UTC).
            old: what was published before is skipped.

        Returns:
            The feed as it is kept, and how many of its new entries wait to be taken.

        Raises:
            UnknownFeed: it was removed meanwhile.
        """
        return await self._database.write(feed_rows.read, feed, entries, now, old)

    async def visited(self, feed: Feed) -> Feed:
        """Keep when a feed was read, when it is due, and what was wrong with it.

        Raises:
            UnknownFeed: it was removed meanwhile.
        """
        return await self._database.write(feed_rows.visited, feed)

    async def remove(self, feed_id: FeedId) -> None:
        """Forget a feed and its entries; their articles stay."""
        await self._database.write(feed_rows.remove, feed_id)

    async def remove_corpus(self, corpus: Corpus) -> None:
        """Forget all feeds of a corpus and their entries."""
        await self._database.write(feed_rows.remove_corpus, corpus)

    # Entries.

    async def ready(
        self, *, now: str, day: Day, limit: int, corpus: Corpus | None = None
    ) -> list[Entry]:
        """Return entries that may be taken now; feeds and corpora take turns.

        Args:
            now: ISO 8601 time (UTC).
            day: today, and how much each corpus may take of it.
            limit: the most entries.
            corpus: the only corpus; None for all of this process.
        """
        among = await self._among(corpus)
        return await self._database.read(entry_rows.ready, now, day, limit, among)

    async def begin(self, entry: Entry, *, now: str, again: str, day: Day) -> Entry | None:
        """Count an attempt at an entry, and its place in the day; return it as it is then.

        Args:
            entry: the entry.
            now: ISO 8601 time (UTC).
            again: when it may be taken again if nothing is heard of this attempt.
            day: today, and how much each corpus may take of it.

        Returns:
            None if it isn't to be taken: it is through, not yet due, or the day is full.
        """
        return await self._database.write(entry_rows.begin, entry, now, again, day)

    async def release(self, entry: Entry, day: Day) -> None:
        """Undo `begin`: `entry` as it was before, or as it is to wait from now on."""
        await self._database.write(entry_rows.release, entry, day)

    async def end(self, entry: Entry, *, now: str, day: Day) -> None:
        """Keep what became of an entry; what isn't "added" gives its place in the day back."""
        await self._database.write(entry_rows.end, entry, now, day)

    async def next_due(
        self, day: Day, tomorrow: str, *, corpus: Corpus | None = None
    ) -> str | None:
        """Return when a feed is to be read or an entry may be taken next; None if never.

        Args:
            day: today, and how much each corpus may take of it.
            tomorrow: ISO 8601 time (UTC) at which the next day begins.
            corpus: the only corpus; None for all of this process.
        """
        among = await self._among(corpus)
        return await self._database.read(entry_rows.next_due, day, tomorrow, among)

    async def waiting(self, corpus: Corpus) -> int:
        """Return how many entries of a corpus's feeds wait to be taken."""
        return await self._database.read(entry_rows.waiting, corpus)

    async def _among(self, corpus: Corpus | None) -> list[Corpus] | None:
        """Return the corpora whose feeds count; None for all that there are."""
        if corpus is not None:
            return [corpus]
        if self._share.all:
            return None
        return [
            each for each in await self._database.read(feed_rows.corpora) if self._share.owns(each)
        ]
