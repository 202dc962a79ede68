"""How many questions one person may ask in a minute."""

import math
import time
from collections import deque
from collections.abc import Callable

from bot.errors import Refused

_SECONDS = 60.0


class Cooldowns:
    """Counts each person's questions of the last minute; who asked none is forgotten."""

    def __init__(self, *, per_minute: int, now: Callable[[], float] = time.monotonic) -> None:
        """Allow `per_minute` questions in any minute, 0 for any number; `now` tells seconds."""
        self._per_minute = per_minute
        self._now = now
        self._asked: dict[int, deque[float]] = {}  # who asked last stands last

    def __len__(self) -> int:
        """How many people are remembered."""
        return len(self._asked)

    def take(self, user_id: int) -> None:
        """Let a person ask one question.

        Raises:
            Refused: "cooling-down": the person has to wait `seconds`. This try doesn't count.
        """
        if self._per_minute == 0:
            return
        now = self._now()
        self._forget_idle(now)
        times = self._asked.get(user_id, deque())
        while times and times[0] <= now - _SECONDS:
            times.popleft()
        if len(times) >= self._per_minute:
            raise Refused("cooling-down", seconds=max(1, math.ceil(_SECONDS - (now - times[0]))))
        times.append(now)
        self._asked.pop(user_id, None)
        self._asked[user_id] = times

    def _forget_idle(self, now: float) -> None:
        while self._asked:
            user_id, times = next(iter(self._asked.items()))
            if times[-1] > now - _SECONDS:
                return
            del self._asked[user_id]
