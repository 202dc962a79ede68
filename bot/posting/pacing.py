"""How often messages may be edited.

Discord lets a bot edit about five messages in five seconds in one channel. So streams of one
channel share it: each edits at least 1.5 s after its last edit, times the number of streams there.
"""

import time
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager

INTERVAL = 1.5  # seconds


class Stream:
    """A message that changes as work goes on."""

    def __init__(self, interval: Callable[[], float], now: Callable[[], float]) -> None:
        """Edit at most every `interval()` seconds by the clock `now`."""
        self._interval = interval
        self._now = now
        self._last: float | None = None

    def due(self) -> bool:
        """Return whether the message may be edited now; the first time it may."""
        return self.left() <= 0

    def left(self) -> float:
        """Return the seconds until the message may be edited, 0 at most if it is due."""
        return 0.0 if self._last is None else self._last + self._interval() - self._now()

    def edited(self) -> None:
        """Note that the message appeared or was edited now."""
        self._last = self._now()


class Pace:
    """Knows the streams that are open."""

    def __init__(self, *, now: Callable[[], float] = time.monotonic) -> None:
        """Measure with the clock `now`, in seconds."""
        self._now = now
        self._open: Counter[Hashable] = Counter()

    @contextmanager
    def stream(self, channel: Hashable = None) -> Iterator[Stream]:
        """Open a stream.

        Args:
            channel: whatever Discord counts edits by: a channel's id, or for the response to an
                interaction, which has a limit of its own, the interaction's. Streams without one
                share a limit.
        """
        self._open[channel] += 1
        try:
            yield Stream(lambda: INTERVAL * max(1, self._open[channel]), self._now)
        finally:
            self._open[channel] -= 1
            if not self._open[channel]:
                del self._open[channel]
