"""One thread for blocking work, used from the event loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from engine.errors import ModelError

_P = ParamSpec("_P")
_R = TypeVar("_R")


class Worker:
    """A thread that does what it is given, one call after the other, first come first served."""

    def __init__(self, name: str) -> None:
        """Set up the thread; it starts with its first call and is named `name`."""
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._closed = False

    def start(
        self, work: Callable[_P, _R], *args: _P.args, **kwargs: _P.kwargs
    ) -> asyncio.Future[_R]:
        """Queue `work` and return its future result; cancelling it takes it out of the queue.

        Raises:
            ModelError: the worker has been closed.
        """
        if self._closed:
            raise ModelError("The model has been closed.")
        return asyncio.wrap_future(self._executor.submit(work, *args, **kwargs))

    async def close(self, last: Callable[[], None]) -> None:
        """Let the queue empty, do `last` as its end, and stop; closing twice changes nothing."""
        if not self._closed:
            done = self.start(last)
            self._closed = True
            await done
            self._executor.shutdown(wait=False)
