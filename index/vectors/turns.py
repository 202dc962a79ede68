"""Changes of a corpus, one after the other in the order in which they were asked for."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from index.models import Corpus


class Turns:
    """Runs changes to their end, also those that nobody waits for any more.

    So what is deleted after it was stored is never stored after it was deleted.
    """

    def __init__(self) -> None:
        """Nothing is being changed."""
        self._last: dict[Corpus, asyncio.Task[None]] = {}

    async def take(self, corpus: Corpus, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run `work` once all that was asked for in this corpus is through."""
        task = asyncio.create_task(_after(self._last.get(corpus), work))
        self._last[corpus] = task
        task.add_done_callback(lambda done: self._forget(corpus, done))
        await asyncio.shield(task)

    async def finish(self) -> None:
        """Wait for all that is under way."""
        while self._last:
            await asyncio.wait(self._last.values())

    def _forget(self, corpus: Corpus, task: "asyncio.Task[None]") -> None:
        if not task.cancelled():
            task.exception()  # told to who waits, and to nobody if nobody does
        if self._last.get(corpus) is task:
            del self._last[corpus]


async def _after(
    earlier: "asyncio.Task[None] | None", work: Callable[[], Coroutine[Any, Any, None]]
) -> None:
    if earlier is not None:
        await asyncio.wait([earlier])
    await work()
