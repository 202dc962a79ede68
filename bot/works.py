"""Work that people wait for: they can stop it, and it ends when the bot does."""

import asyncio
from collections import deque
from collections.abc import Collection, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, Literal, TypeVar

from bot.errors import Refused
from bot.records.models import AnswerId
from index.models import Corpus

_Result = TypeVar("_Result")
Reason = Literal["stopped", "restarting"]

_REMEMBERED = 1_000
_SECONDS_TO_TELL = 2.0
_SECONDS_TO_REFUSE = 1.0


class BrokenOff(Exception):  # noqa: N818 - states the fact, as Refused does
    """Work was broken off before its end."""

    def __init__(self, reason: Reason) -> None:
        """Say why."""
        super().__init__(reason)
        self.reason: Reason = reason


class Work:
    """One piece of work, from its beginning to what people are told at its end.

    Attributes:
        corpus: where it belongs.
        user_id: who waits for it.
        whole: the task that it is all done in.
    """

    def __init__(self, corpus: Corpus, user_id: int, whole: "asyncio.Task[Any] | None") -> None:
        """Begin with nothing to break off."""
        self.corpus = corpus
        self.user_id = user_id
        self.whole = whole
        self._part: asyncio.Task[Any] | None = None
        self._reason: Reason | None = None

    async def follow(self, part: Coroutine[Any, Any, _Result]) -> _Result:
        """Return the result of `part`, which can be broken off meanwhile.

        Raises:
            BrokenOff: it was.
        """
        task = asyncio.create_task(part, name="work")
        self._part = task
        try:
            return await task
        except asyncio.CancelledError:
            if self._reason is None:
                raise
            raise BrokenOff(self._reason) from None

    def break_off(self, reason: Reason) -> None:
        """Break off what is followed; nothing happens if that has ended."""
        if self._part is not None and not self._part.done():
            self._reason = reason
            self._part.cancel()


class Works:
    """The work that is under way."""

    def __init__(self) -> None:
        """Nothing is under way yet."""
        self._works: dict[AnswerId, Work] = {}
        self._ended: deque[tuple[Corpus, AnswerId]] = deque(maxlen=_REMEMBERED)
        self._serving: set[asyncio.Task[Any]] = set()
        self._closing = False

    @contextmanager
    def enter(self, work_id: AnswerId, *, corpus: Corpus, user_id: int) -> Iterator[Work]:
        """Let the current task do a piece of work.

        Raises:
            Refused: "restarting": the bot stops.
        """
        if self._closing:
            raise Refused("restarting")
        self._works[work_id] = Work(corpus, user_id, asyncio.current_task())
        try:
            yield self._works[work_id]
        finally:
            del self._works[work_id]
            self._ended.append((corpus, work_id))

    def serve(self) -> None:
        """Note that the current task answers a person: it is waited for when the bot stops."""
        task = asyncio.current_task()
        if task is not None:
            self._serving.add(task)
            task.add_done_callback(self._serving.discard)

    def find(self, corpus: Corpus, work_id: AnswerId) -> Work | None:
        """Return what is under way under this id in `corpus`; None if nothing is."""
        work = self._works.get(work_id)
        return None if work is None or work.corpus != corpus else work

    def ended(self, corpus: Corpus, work_id: AnswerId) -> bool:
        """Say whether a work of `corpus` has just ended: then who waited for it was told how."""
        return (corpus, work_id) in self._ended

    async def close(self, seconds: float) -> None:
        """Take no more work, and give what is under way `seconds` to end; then break it off.

        Who asked for something too late has a moment to be told.
        """
        self._closing = True
        whole = [work.whole for work in self._works.values() if work.whole is not None]
        if whole:
            await self._end(whole, seconds)
        if self._serving:
            await asyncio.wait(self._serving, timeout=_SECONDS_TO_REFUSE)

    async def _end(self, whole: Collection["asyncio.Task[Any]"], seconds: float) -> None:
        await asyncio.wait(whole, timeout=max(seconds - _SECONDS_TO_TELL, 0.0))
        for work in self._works.values():
            work.break_off("restarting")
        _, late = await asyncio.wait(whole, timeout=_SECONDS_TO_TELL)
        for task in late:
            task.cancel()
        await asyncio.wait(whole)
