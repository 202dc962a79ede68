"""Sites on this machine that are found at public addresses, and send what they are told to."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any

import httpcore

from index.fetching.addresses import Address
from index.fetching.resolving import UnknownHostError

Send = Callable[[asyncio.StreamWriter], Awaitable[None]]
Answer = bytes | Send


def answer(status: int = 200, body: bytes = b"", **headers: str) -> bytes:
    """Return an answer as it is sent; underscores in headers' names stand for hyphens."""
    named = {"Content-Length": str(len(body))}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n{lines}\r\n".encode() + body


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it arrived."""

    host: str
    path: str
    headers: dict[str, str]


@dataclass(slots=True)
class Internet(httpcore.AsyncNetworkBackend):
    """Connects addresses with sites, and notes which ones were tried to connect to.

    Attributes:
        names: the addresses of names; several lists are told one after the other, the last for
            good.
        pages: by path, the answers that are sent one after the other, the last for good.
        attempts: the addresses that were tried to connect to.
        requests: what arrived.
    """

    names: dict[str, list[list[str]]] = field(default_factory=dict)
    pages: dict[str, list[Answer]] = field(default_factory=dict)
    attempts: list[Address] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    waiting: asyncio.Event = field(default_factory=asyncio.Event)
    _ports: dict[tuple[str, int], int] = field(default_factory=dict)
    _servers: list[asyncio.Server] = field(default_factory=list)
    _open: set[asyncio.Task[None]] = field(default_factory=set)

    async def resolve(self, host: str, port: int) -> Sequence[Address]:
        """Return the next addresses of a name."""
        del port
        known = self.names.get(host.lower().removesuffix("."))
        if known is None:
            raise UnknownHostError(host)
        found = known.pop(0) if len(known) > 1 else known[0]
        return [ip_address(each) for each in found]

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the site at an address."""
        self.attempts.append(ip_address(host))
        local = self._ports.get((host, port))
        if local is None:
            raise httpcore.ConnectError(host)
        return await httpcore.AnyIOBackend().connect_tcp(
            "127.0.0.1", local, timeout, local_address, socket_options
        )

    async def open(
        self,
        address: str,
        port: int,
        *,
        tls: ssl.SSLContext | None = None,
        greeting: Answer | None = None,
    ) -> None:
        """Open a site at an address; one with a greeting says that before it is asked."""
        server = await asyncio.start_server(partial(self._serve, greeting), "127.0.0.1", 0, ssl=tls)
        self._servers.append(server)
        self._ports[(address, port)] = server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Close all sites, and what is open to them."""
        self.waiting.set()
        for server in self._servers:
            server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def say_nothing(self, _: asyncio.StreamWriter) -> None:
        """Accept a connection, and that's it."""
        await self.waiting.wait()

    async def _serve(
        self,
        greeting: Answer | None,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        async with self._connection(writer):
            if greeting is not None:
                await _send(greeting, writer)
                return
            while head := (await reader.readuntil(b"\r\n\r\n")).decode("latin-1"):
                request = _request(head)
                self.requests.append(request)
                path = request.path.partition("?")[0]
                answers = self.pages.get(path, [answer(404)])
                reply = answers.pop(0) if len(answers) > 1 else answers[0]
                if not isinstance(reply, bytes):
                    await reply(writer)
                    return
                writer.write(reply)
                await writer.drain()
                if not _is_whole(reply):
                    return

    @asynccontextmanager
    async def _connection(self, writer: asyncio.StreamWriter) -> AsyncIterator[None]:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                yield
        finally:
            self._open.discard(task)
            writer.close()


async def _send(reply: Answer, writer: asyncio.StreamWriter) -> None:
    if isinstance(reply, bytes):
        writer.write(reply)
        await writer.drain()
    else:
        await reply(writer)


def _is_whole(reply: bytes) -> bool:
    """Tell whether a client knows where an answer ends, so that the connection can stay open."""
    body = reply.partition(b"\r\n\r\n")[2]
    return b"\r\nContent-Length: %d\r\n" % len(body) in reply


def _request(head: str) -> Request:
    first, *lines = head.strip().split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    return Request(headers.get("host", ""), first.split(" ")[1], headers)
