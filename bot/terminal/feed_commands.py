"""What a person can do with feeds in the terminal, by the command line and in the chat."""

from collections import Counter
from datetime import UTC, datetime

from bot.assembly import Assembly
from bot.errors import UserError
from bot.terminal.feed_views import feeds_view
from bot.terminal.terminal import Terminal
from index.abreast import abreast
from index.errors import UnknownFeed
from index.feeds.models import EntryState, Feed, Taken
from index.models import Corpus

_AT_ONCE = 4  # feeds that are looked at
_MOST = 1_000  # feeds that are looked at in one go
_NONE = "No feeds yet. Follow one with: footnote feed add LINK"


class FeedCommands:
    """The use cases of feeds, over one corpus.

    Attributes:
        corpus: the one.
    """

    def __init__(self, assembly: Assembly, terminal: Terminal, corpus: Corpus) -> None:
        """Work on `corpus` with the parts of `assembly`, and print on `terminal`."""
        self._assembly = assembly
        self._terminal = terminal
        self.corpus = corpus

    async def add(self, link: str) -> None:
        """Follow the feed behind a link."""
        followed = await (await self._assembly.following()).add(self.corpus, link)
        feed = followed.feed
        if followed.outcome == "known":
            self._terminal.say(f"Followed already: “{feed.title}” (id {feed.id}).")
        else:
            self._terminal.say(
                f"Following “{feed.title}” (id {feed.id}), {_articles(feed.waiting)} to be added."
            )

    async def show_all(self) -> None:
        """List the feeds."""
        feeds = await (await self._assembly.following()).feeds(self.corpus)
        if feeds:
            self._terminal.console.print(feeds_view(feeds, datetime.now(UTC)))
        else:
            self._terminal.say(_NONE)

    async def remove(self, feed: str) -> None:
        """Follow a feed no longer; its articles stay."""
        following = await self._assembly.following()
        removed = await following.remove(self.corpus, (await self.find(feed)).id)
        self._terminal.say(f"No longer following “{removed.title}”. Its articles stay.")

    async def update(self, *, every: bool) -> bool:
        """Look at the feeds that are due, or at every one, and add what is new now.

        Return whether all of them could be read.
        """
        following = await self._assembly.following()
        if not await following.feeds(self.corpus):
            self._terminal.say(_NONE)
            return True
        feeds = await (
            following.feeds(self.corpus) if every else following.due(_MOST, corpus=self.corpus)
        )
        failed = await self._look(feeds)
        states = await self._take()
        waiting = await (await self._assembly.taking()).waiting(self.corpus)
        self._terminal.say(_report(len(feeds), failed, states, waiting))
        return not failed

    async def find(self, feed: str) -> Feed:
        """Return the feed a person means: by id, the beginning of an id, title or link.

        Raises:
            UserError: no feed fits, or several do.
        """
        fits = await (await self._assembly.following()).find(self.corpus, feed)
        if not fits:
            raise UserError(f"No feed fits “{feed}”. `footnote feed list` lists them all.")
        exact = [each for each in fits if feed in {each.id, each.title, each.url}]
        if len(exact) != 1 and len(fits) > 1:
            named = ", ".join(f"“{each.title}” ({each.id})" for each in fits[:3])
            raise UserError(f"Several feeds fit “{feed}”: {named}. Name one by its id.")
        return (exact or fits)[0]

    async def titles(self) -> list[str]:
        """Return the titles of all feeds."""
        feeds = await (await self._assembly.following()).feeds(self.corpus)
        return [feed.title for feed in feeds]

    async def waiting(self) -> int:
        """Return how many articles of feeds are still to be added."""
        feeds = await (await self._assembly.following()).feeds(self.corpus)
        return sum(feed.waiting for feed in feeds)

    async def _look(self, feeds: list[Feed]) -> int:
        """Look at feeds and tell what is wrong with them; return how many couldn't be read."""
        following = await self._assembly.following()
        done = failed = 0
        problems: list[str] = []
        with self._terminal.progress("Looking at feeds") as report:

            async def look(feed: Feed) -> None:
                nonlocal done, failed
                try:
                    checked = await following.check(feed.id)
                except UnknownFeed:
                    return
                done += 1
                report(done, len(feeds))
                if checked.feed.problem is not None:
                    failed += 1
                    problems.append(f"“{feed.title}”: {checked.feed.problem}")

            report(0, len(feeds))
            await abreast(look, feeds, most=_AT_ONCE)
        for problem in problems:
            self._terminal.complain(problem)
        return failed

    async def _take(self) -> Counter[EntryState]:
        """Add what waits, and tell what can't be had; return what became of how many."""
        taking = await self._assembly.taking()
        states: Counter[EntryState] = Counter()
        problems: list[str] = []
        waiting = await taking.waiting(self.corpus)
        with self._terminal.progress("Adding articles") as report:

            async def count(taken: Taken) -> None:
                states[taken.entry.state] += 1
                report(states.total(), waiting, taken.feed.title)
                if taken.entry.problem is not None:
                    problems.append(str(taken.entry.problem))

            while await taking.take(corpus=self.corpus, told=count):
                pass
        for problem in problems:
            self._terminal.complain(problem)
        return states


def _report(feeds: int, failed: int, states: Counter[EntryState], waiting: int) -> str:
    looked = f"Looked at {'1 feed' if feeds == 1 else f'{feeds} feeds'}"
    told = [f"{states['added']} added"]
    if not feeds:
        looked = "No feed is due yet (--all looks at every one)"
    if failed:
        looked += f", {failed} of which can't be read"
    if states["known"]:
        told.append(f"{states['known']} known")
    if states["failed"]:
        told.append(f"{states['failed']} failed")
    if waiting:
        told.append(f"{waiting} left for later")
    return f"{looked}: {', '.join(told)}."


def _articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count} articles"
