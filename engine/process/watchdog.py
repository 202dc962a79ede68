"""Tells when a process that is asked for something hangs."""

import asyncio
from collections.abc import Callable

from engine.process.messages import Call, Close, Open, Run, Work, Write
from engine.weights import Weights

_STEPS = 8  # of the time that is waited
_STARTING = 60.0  # seconds in which a process on a busy machine has begun to talk
_SLOWEST_DISK = 20_000_000  # bytes a second


class Watchdog:
    """Counts for how long a process that is asked for something has given no sign of life.

    It counts in steps, of which each is taken in the event loop: a machine that slept, or a loop
    that was stopped itself, loses one step and not the whole time.
    """

    def __init__(self, seconds: float) -> None:
        """Wait for `seconds` without a sign of life; 0 for ever."""
        self._seconds = seconds
        self._silent = 0.0
        self._allowed = _STARTING

    @property
    def silence(self) -> float:
        """For how many seconds it has been silent, although it was asked for something."""
        return self._silent

    def note(self) -> None:
        """Note a sign of life."""
        self._silent = self._allowed = 0.0

    async def wait(self, asked: Callable[[], list[Work]]) -> None:
        """Return once the process hangs.

        Args:
            asked: returns what it is asked for.
        """
        if not self._seconds:
            await asyncio.Event().wait()
        step = self._seconds / _STEPS
        while True:
            await asyncio.sleep(step)
            works = asked()
            if works:
                self._silent += step
                allowed = self._allowed + max(map(allowance, works))
                if self._silent >= self._seconds + allowed:
                    return


def allowance(work: Work) -> float:
    """Return for how many seconds more some work may be silent.

    A model file may be read in one call of the operating system, which takes as long as the disk.
    """
    match work:
        case Open(arguments=arguments) | Run(arguments=arguments):
            weights = arguments.get("weights")
            if isinstance(weights, Weights) and weights.path.exists():
                return weights.path.stat().st_size / _SLOWEST_DISK
        case Call() | Write() | Close():
            pass
    return 0.0
