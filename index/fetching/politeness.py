"""Taking turns at hosts, so that no site has to complain.

How often a host is asked is held by the generic cell rate algorithm (ITU-T I.371): a few requests
may follow each other at once, such as a redirect and its end, and then one comes every so often.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

_LONGEST_PAUSE = 24 * 3600.0
_HOSTS_BEFORE_SWEEPING = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How politely sites are visited.

    Attributes:
        at_once: requests that are under way at a time, to all hosts together.
        per_host: requests that are under way at a time to one host.
        gap: seconds from one request to the next to one host, on average.
        burst: requests to one host that needn't wait for each other, after a rest.
        longest_gap: seconds; a site that asks for a longer gap in its robots.txt gets this one.
    """

    at_once: int = 16
    per_host: int = 2
    gap: float = 1.0
    burst: int = 4
    longest_gap: float = 30.0


@dataclass(slots=True)
class _Host:
    """What is remembered of a host: until when its requests reach, and its pause."""

    slots: asyncio.Semaphore
    booked_until: float = 0.0
    paused_until: float = 0.0
    visitors: int = field(default=0)

    def is_forgettable(self, now: float) -> bool:
        return not self.visitors and now >= max(self.booked_until, self.paused_until)


class Politeness:
    """Knows whose turn it is at which host. One for all that fetches."""

    def __init__(self, manners: Manners) -> None:
        """Behave as `manners` say."""
        self._manners = manners
        self._all = asyncio.Semaphore(manners.at_once)
        self._hosts: dict[str, _Host] = {}

    @property
    def known_hosts(self) -> int:
        """How many hosts something is remembered of."""
        return len(self._hosts)

    @asynccontextmanager
    async def turn(self, host: str, *, gap: float | None = None) -> AsyncIterator[None]:
        """Wait for a turn at a host, which lasts until the context ends.

        Who waits for one host keeps no other host waiting.

        Args:
            host: the host.
            gap: seconds that it wants between two requests; None if it didn't say.
        """
        known = self._known(host)
        known.visitors += 1
        try:
            async with known.slots:
                await asyncio.sleep(self._book(known, gap))
                async with self._all:
                    yield
        finally:
            known.visitors -= 1

    def pause(self, host: str, seconds: float) -> None:
        """Note that a host wants to be left alone for a while."""
        until = _now() + min(seconds, _LONGEST_PAUSE)
        known = self._known(host)
        known.paused_until = max(known.paused_until, until)

    def paused(self, host: str) -> float:
        """Return for how many seconds more a host wants to be left alone."""
        known = self._hosts.get(host)
        return max(0.0, known.paused_until - _now()) if known else 0.0

    def _known(self, host: str) -> _Host:
        if host not in self._hosts:
            if len(self._hosts) >= _HOSTS_BEFORE_SWEEPING:
                now = _now()
                self._hosts = {
                    name: each for name, each in self._hosts.items() if not each.is_forgettable(now)
                }
            self._hosts[host] = _Host(asyncio.Semaphore(self._manners.per_host))
        return self._hosts[host]

    def _book(self, known: _Host, wanted: float | None) -> float:
        """Book the next request to a host; return the seconds until then."""
        manners = self._manners
        gap, burst = manners.gap, manners.burst
        if wanted is not None and wanted > gap:
            gap, burst = max(gap, min(wanted, manners.longest_gap)), 1
        now = _now()
        begins = max(known.booked_until, now)
        known.booked_until = begins + gap
        return max(0.0, begins - now - gap * (burst - 1))


def _now() -> float:
    return asyncio.get_running_loop().time()
