"""Who is next: of each host only a few links at once, so that a slow one holds up nobody else."""

import asyncio
from collections import Counter, deque

from bot.importing.items import Wanted, link_of
from index.hosts import host_of

AT_ONE_HOST = 2
HERE = 8  # texts and files at once, which need no host

_HERE = ""


class Turns:
    """Items wait here for their turn, hosts taking turns.

    Links may wait in any number, for they are small. What has its text with it may not: who brings
    more of it is held up until some has gone.
    """

    def __init__(self, *, at_one_host: int = AT_ONE_HOST, here: int = HERE) -> None:
        """Let `at_one_host` links of a host be under way at once, and `here` of what has none."""
        self._most = at_one_host
        self._most_here = here
        self._waiting: dict[str, deque[Wanted]] = {}
        self._under_way: Counter[str] = Counter()
        self._closed = False
        self._changed = asyncio.Condition()

    async def put(self, item: Wanted) -> None:
        """Let an item wait for its turn."""
        host = _host(item)
        async with self._changed:
            if host == _HERE:
                await self._changed.wait_for(lambda: self._waits_here() < self._most_here)
            self._waiting.setdefault(host, deque()).append(item)
            self._changed.notify_all()

    async def close(self) -> None:
        """Say that nothing more comes, except in place of something that is under way."""
        async with self._changed:
            self._closed = True
            self._changed.notify_all()

    async def take(self) -> Wanted | None:
        """Return the next item when its turn has come; None when there is none left."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._next() is not None or self._over())
            host = self._next()
            if host is None:
                return None
            items = self._waiting.pop(host)
            item = items.popleft()
            if items:  # at the end of the line of hosts
                self._waiting[host] = items
            self._under_way[host] += 1
            self._changed.notify_all()
            return item

    async def done(self, item: Wanted) -> None:
        """Say that an item that was taken is through."""
        async with self._changed:
            self._under_way[_host(item)] -= 1
            self._changed.notify_all()

    def _waits_here(self) -> int:
        return len(self._waiting.get(_HERE, ()))

    def _next(self) -> str | None:
        """Return the first host in line that may have one more under way."""
        for host in self._waiting:
            if self._under_way[host] < (self._most_here if host == _HERE else self._most):
                return host
        return None

    def _over(self) -> bool:
        return self._closed and not self._waiting and not self._under_way.total()


def _host(item: Wanted) -> str:
    link = link_of(item)
    return _HERE if link is None else host_of(link)
