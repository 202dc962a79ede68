"""Keeps articles coming and up to date while the bot runs: feeds, their entries, refreshes."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from typing import TypeVar

from index.abreast import abreast
from index.clock import utc_now
from index.errors import (
    ExtractionError,
    FailedIndex,
    FetchError,
    UnknownArticle,
    UnknownFeed,
)
from index.feeds.following import Following
from index.feeds.models import Checked, Feed, Taken
from index.feeds.taking import Taking
from index.models import ArticleCard, Corpus
from index.refreshing import Refreshing

Told = Callable[[Feed, ArticleCard], Awaitable[None]]

_FEEDS = 20  # that are looked at in one go
_REFRESHES = 10  # that are made in one go
_AT_ONCE = 4
_SHORTEST_REST, _LONGEST_REST = 1.0, 900.0  # seconds; clocks are set, and computers sleep
_AFTER_FAILURE = 60.0  # seconds

_T = TypeVar("_T")

_log = logging.getLogger(__name__)


def _ignore(_came: object) -> None:
    """Need not know."""


class Updater:
    """Looks at feeds when they are due, takes their entries, and refreshes articles.

    Whatever goes wrong is logged, without links and texts, and tried again later.
    """

    def __init__(
        self,
        following: Following,
        taking: Taking,
        refreshing: Refreshing | None = None,
        *,
        told: Told,
        checked: Callable[[Checked], object] = _ignore,
        taken: Callable[[Taken], object] = _ignore,
        corpus: Corpus | None = None,
        now: Callable[[], datetime] = utc_now,
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """Keep up to date.

        Args:
            following: knows which feeds are due.
            taking: turns their entries into articles.
            refreshing: knows which articles are due; None if there are none.
            told: awaited for each article that a feed has added.
            checked: called for each feed that was looked at.
            taken: called for each entry that was taken.
            corpus: the only one whose feeds are looked after; None for all.
            now: tells the time in UTC.
            pause: waits for so many seconds.
        """
        self._following = following
        self._taking = taking
        self._refreshing = refreshing
        self._told = told
        self._count_checked = checked
        self._count_taken = taken
        self._corpus = corpus
        self._now = now
        self._pause = pause
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Look at once what is to be done, as after a feed was added."""
        self._woken.set()

    async def run(self) -> None:
        """Do what is due, and wait for what will be, until cancelled."""
        while True:
            self._woken.clear()
            failed = False
            for step in (self._look, self._take, self._refresh):
                try:
                    await step()
                except Exception as error:  # noqa: BLE001 - whatever it is, the rest goes on
                    _log.warning("What is due can't be done now (%s).", type(error).__name__)
                    failed = True
            await self._rest(_AFTER_FAILURE if failed else await self._until_due())

    async def _look(self) -> None:
        """Look at feeds that are due; if there are more of them, the next round comes soon."""
        feeds = await self._following.due(_FEEDS, corpus=self._corpus)
        await _each(self._check, feeds)

    async def _check(self, feed: Feed) -> None:
        self._count_checked(await self._following.check(feed.id))

    async def _take(self) -> None:
        """Take the entries that may be taken, without keeping feeds waiting meanwhile."""
        while await self._taking.take(corpus=self._corpus, told=self._tell):
            await self._look()

    async def _refresh(self) -> None:
        """Refresh articles that are due; if there are more of them, go on at once after this."""
        if self._refreshing is None:
            return
        due = await self._refreshing.due(_REFRESHES)
        if len(due) == _REFRESHES:
            self._woken.set()
        refresh = self._refreshing.refresh
        await _each(lambda article: refresh(*article), due)

    async def _tell(self, taken: Taken) -> None:
        self._count_taken(taken)
        if taken.entry.state != "added" or taken.card is None:
            return
        try:
            await self._told(taken.feed, taken.card)
        except Exception as error:  # noqa: BLE001 - the article is there, whoever hears of it
            _log.warning("A feed's new article can't be announced (%s).", type(error).__name__)

    async def _until_due(self) -> float:
        """Return for how many seconds there is nothing to do."""
        try:
            due = await self._taking.next_due(corpus=self._corpus)
        except FailedIndex as error:
            _log.warning("What is due can't be told now (%s).", type(error).__name__)
            return _AFTER_FAILURE
        if due is None:
            return _LONGEST_REST
        return min(max((due - self._now()).total_seconds(), _SHORTEST_REST), _LONGEST_REST)

    async def _rest(self, seconds: float) -> None:
        """Wait until so many seconds are over, or `wake` is called."""
        waits = {
            asyncio.ensure_future(self._pause(seconds)),
            asyncio.ensure_future(self._woken.wait()),
        }
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()


async def _each(action: Callable[[_T], Awaitable[object]], things: Iterable[_T]) -> None:
    """Do the same with several things, some at once; what fails leaves the others alone."""

    async def guarded(thing: _T) -> None:
        try:
            await action(thing)
        except (FetchError, ExtractionError, UnknownArticle, UnknownFeed) as error:
            _log.debug("Something that is due can't be had (%s).", type(error).__name__)
        except Exception as error:  # noqa: BLE001 - whatever it is, the others go on
            _log.warning("Something that is due has failed (%s).", type(error).__name__)

    await abreast(guarded, things, most=_AT_ONCE)
