"""How often something may happen within any stretch of time."""

import time
from collections import deque
from collections.abc import Callable, Hashable


class Window:
    """Counts what each key had of late; a key that had nothing is forgotten."""

    def __init__(
        self, *, most: int, seconds: float, now: Callable[[], float] = time.monotonic
    ) -> None:
        """Allow each key `most` within any `seconds`, 0 for any number; `now` tells seconds."""
        self.most = most
        self.seconds = seconds
        self._now = now
        self._had: dict[Hashable, deque[float]] = {}  # who had something last stands last

    def __len__(self) -> int:
        """How many keys are remembered."""
        return len(self._had)

    def wait(self, key: Hashable, count: int = 1) -> float:
        """Return for how many seconds `key` has to wait before it may have `count` more.

        It is 0 if it may have them now, and never more than the whole stretch.
        """
        if self.most == 0:
            return 0.0
        now = self._now()
        self._forget_idle(now)
        times = self._of_late(key, now)
        too_many = len(times) + count - self.most
        if too_many <= 0:
            return 0.0
        if too_many > len(times):  # more at once than there may ever be
            return self.seconds
        return self.seconds - (now - times[too_many - 1])

    def take(self, key: Hashable, count: int = 1) -> None:
        """Note that `key` has `count` more, whether it may or not."""
        if self.most == 0 or count == 0:
            return
        now = self._now()
        times = self._of_late(key, now)
        times.extend([now] * count)
        self._had.pop(key, None)
        self._had[key] = times

    def _of_late(self, key: Hashable, now: float) -> deque[float]:
        times = self._had.get(key, deque())
        while times and times[0] <= now - self.seconds:
            times.popleft()
        return times

    def _forget_idle(self, now: float) -> None:
        while self._had:
            key, times = next(iter(self._had.items()))
            if times and times[-1] > now - self.seconds:
                return
            del self._had[key]
