"""Finding the addresses of hosts."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address

from index.fetching.addresses import Address

_MOST_LOOKUPS = 8  # at once

Resolve = Callable[[str, int], Awaitable[Sequence[Address]]]
"""Returns the addresses of a host at a port; raises UnknownHostError."""


class UnknownHostError(OSError):
    """The name of the host has no address."""


class SystemResolver:
    """Asks the operating system.

    It has threads of its own: a name server that doesn't answer holds one up for long after nobody
    waits any more, and those of the event loop have other work.
    """

    def __init__(self) -> None:
        """Begin without a thread."""
        self._threads = ThreadPoolExecutor(_MOST_LOOKUPS, thread_name_prefix="lookup")

    async def __call__(self, host: str, port: int) -> Sequence[Address]:
        """Return the addresses of a host, in the order in which they should be tried.

        Raises:
            UnknownHostError: the name has no address, or no name server could be asked.
        """
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._threads, _addresses, host, port)
        except (OSError, UnicodeError) as error:
            raise UnknownHostError(host) from error


def _addresses(host: str, port: int) -> list[Address]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(ip_address(str(entry[4][0]).partition("%")[0]) for entry in found))
