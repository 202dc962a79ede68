"""Imports many things at once: hosts take turns, and what fails doesn't stop the rest."""

import asyncio
from collections.abc import Iterator
from itertools import islice

from bot.errors import UserError
from bot.importing.items import (
    Item,
    Link,
    Skipped,
    StoredPage,
    Unusable,
    Wanted,
    as_line,
    link_of,
    name_of,
)
from bot.importing.taking import Taking
from bot.importing.tally import Failure, Tally
from bot.importing.turns import Turns
from index.errors import ExtractionError, FeedError, FetchError, UnknownArticle
from index.links import cleaned

AT_ONCE = 16  # links, files and texts under way
_READ_AHEAD = 16  # items that are read from an export in one go

_OF_THE_ITEM = (FetchError, ExtractionError, FeedError, UnknownArticle, UserError)
# Any other error, of the store or of a model, would befall every item after it.


class Importing:
    """Carries out one import."""

    def __init__(self, taking: Taking, tally: Tally, *, at_once: int = AT_ONCE) -> None:
        """Take up to `at_once` things at once, and count in `tally`."""
        self._taking = taking
        self._tally = tally
        self._at_once = at_once
        self._turns = Turns()
        self._seen: set[str] = set()

    async def run(self, items: Iterator[Item]) -> None:
        """Import all `items`; to be called once.

        Raises:
            FailedIndex: the store or a model fails, so that nothing more can be imported.
        """
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._bring(items))
                for _ in range(self._at_once):
                    group.create_task(self._work())
        except BaseExceptionGroup as several:
            raise several.exceptions[0] from None

    async def _bring(self, items: Iterator[Item]) -> None:
        """Let items wait for their turn, each link once."""
        while part := await asyncio.to_thread(_next_of, items):
            for item in part:
                match item:
                    case Skipped(kind=kind):
                        self._tally.skip(kind)
                    case Unusable(name=name, problem=problem):
                        self._tally.expect()
                        self._tally.fail(_unusable(name, problem))
                    case _:
                        self._tally.expect()
                        if self._is_repeated(item):
                            self._tally.count("repeated")
                        else:
                            await self._turns.put(item)
        await self._turns.close()

    def _is_repeated(self, item: Wanted) -> bool:
        link = item.link if isinstance(item, StoredPage) else link_of(item)
        if link is None:
            return False
        known_by = cleaned(link)
        if known_by in self._seen:
            return True
        self._seen.add(known_by)
        return False

    async def _work(self) -> None:
        while (item := await self._turns.take()) is not None:
            try:
                instead = await self._take(item)
                if instead is not None:
                    await self._turns.put(instead)
            finally:
                await self._turns.done(item)

    async def _take(self, item: Wanted) -> Link | None:
        try:
            taken = await self._taking.take(item)
        except _OF_THE_ITEM as error:
            self._tally.fail(_failure(item, error), as_line(item))
            return None
        if isinstance(taken, Link):
            return taken
        self._tally.count(taken)
        return None


def _next_of(items: Iterator[Item]) -> list[Item]:
    return list(islice(items, _READ_AHEAD))


def _unusable(name: str, problem: str) -> Failure:
    return Failure(name=name, reason=problem, sentence=f"{name}: {problem}")


def _failure(item: Wanted, error: Exception) -> Failure:
    name, told = name_of(item), str(error)
    key = getattr(error, "key", None)
    return Failure(
        name=name,
        reason=key if isinstance(key, str) else type(error).__name__,
        sentence=told if name in told else f"{name}: {told}",
    )
