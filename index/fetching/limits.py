"""What one link may cost."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """How much one link may cost.

    Attributes:
        seconds: from the first connection to the last byte, redirects and further attempts
            included; what is waited for the host's turn, out of politeness, isn't.
        bytes: of the page, before decompression and after.
        redirects: how many of them are followed.
        attempts: how often a page is asked for that can't be had for the moment.
        backoff: seconds before the second attempt, at most; twice as many before each later one.
    """

    seconds: float = 20.0
    bytes: int = 10 * _MEBIBYTE
    redirects: int = 5
    attempts: int = 3
    backoff: float = 1.0


class Allowance:
    """The time that is left for one link."""

    def __init__(self, seconds: float) -> None:
        """Allow `seconds` from now on."""
        self.seconds = seconds
        self._loop = asyncio.get_running_loop()
        self._until = self._loop.time() + seconds

    @property
    def left(self) -> float:
        """The seconds that are left."""
        return max(0.0, self._until - self._loop.time())

    def timeout(self) -> asyncio.Timeout:
        """Return a context that raises TimeoutError when no time is left."""
        return asyncio.timeout_at(self._until)

    @contextmanager
    def uncounted(self) -> Iterator[None]:
        """Let the time that passes inside not count."""
        began = self._loop.time()
        try:
            yield
        finally:
            self._until += self._loop.time() - began
