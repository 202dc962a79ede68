"""Work in a thread is told when nobody waits for it any more, and waited for."""

import asyncio
import threading

import pytest

from index.stoppable import BrokenOff, Stopped, stoppable


async def test_what_it_makes() -> None:
    """It runs beside the event loop, and its result and its errors come back."""
    assert await stoppable(lambda _stopped: threading.get_ident()) != threading.get_ident()

    def fail(_stopped: Stopped) -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await stoppable(fail)


async def test_nobody_waits_any_more() -> None:
    """It is told, and has ended when the one who was waiting goes on."""
    begun, ended = threading.Event(), threading.Event()

    def work(stopped: Stopped) -> None:
        begun.set()
        while not stopped():
            pass
        ended.set()
        raise BrokenOff

    waiting = asyncio.create_task(stoppable(work))
    await asyncio.to_thread(begun.wait)
    assert not ended.is_set()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert ended.is_set()
