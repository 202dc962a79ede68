"""Signs of life of work that may hang."""

import time
from collections.abc import Callable

_SECONDS = 1.0


class Pulse:
    """Passes signs of life on, of many that come together the first only.

    Used in the thread that works.
    """

    def __init__(self, tell: Callable[[], object], *, seconds: float = _SECONDS) -> None:
        """Pass on to `tell`.

        Args:
            tell: called in the thread that works.
            seconds: how long nothing more is passed on then.
        """
        self._tell = tell
        self._seconds = seconds
        self._told = -seconds

    def beat(self) -> None:
        """Show that the work goes on."""
        now = time.monotonic()
        if now - self._told >= self._seconds:
            self._told = now
            self._tell()
