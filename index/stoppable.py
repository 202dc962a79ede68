"""Long work beside the event loop, which is told when nobody waits for it any more."""

import asyncio
import threading
from collections.abc import Callable
from typing import TypeVar

Stopped = Callable[[], bool]
"""Tells whether the work is to be broken off."""

_T = TypeVar("_T")


class BrokenOff(Exception):  # noqa: N818 - states the fact; nobody waits for it to be an error
    """Work was told to stop, and has."""


def never() -> bool:
    """Tell work that nobody can break off to go on."""
    return False


async def stoppable(work: Callable[[Stopped], _T]) -> _T:
    """Return what `work` makes in a thread; when cancelled, tell it and wait until it has ended."""
    stop = threading.Event()
    running = asyncio.ensure_future(asyncio.to_thread(work, stop.is_set))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        stop.set()
        await asyncio.wait({running})
        if not running.cancelled():
            running.exception()  # it was broken off, so whatever it is, nobody asks for it
        raise
