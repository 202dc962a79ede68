"""Keeps the bot from saying the same again and again."""

import time
from collections.abc import Callable, Hashable


class Throttle:
    """Lets something happen once in a while for each key; keys that are due are forgotten."""

    def __init__(self, *, seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        """Allow it once in `seconds`, as the clock `now` tells them."""
        self._seconds = seconds
        self._now = now
        self._last: dict[Hashable, float] = {}  # the oldest first

    def allows(self, key: Hashable) -> bool:
        """Say whether it may happen now for `key`; it is taken to happen then."""
        now = self._now()
        while self._last:
            oldest = next(iter(self._last))
            if now - self._last[oldest] < self._seconds:
                break
            del self._last[oldest]
        if key in self._last:
            return False
        self._last[key] = now
        return True
