"""Connections to public addresses only.

A name is resolved, its addresses are checked, and the connection goes to a checked address: a
name that resolves to something else a moment later (DNS rebinding) gains nothing. Every redirect
makes a connection of its own and is checked like the first.
"""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any

import httpcore
import httpx

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052


class UnknownHostError(OSError):
    """The name of the host has no address."""


class PrivateAddressError(OSError):
    """The host has only addresses that must not be connected to."""


def is_public(address: Address) -> bool:
    """Tell whether an address, and the IPv4 address in it if it has one, is on the internet."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address.teredo is not None:
            inner = address.teredo[1]
        if inner is None and address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFF_FFFF)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


async def addresses_of(host: str, port: int) -> Sequence[Address]:
    """Return the addresses of a host, in the order in which they should be tried.

    Raises:
        UnknownHostError: the name has no address, or no name server could be asked.
    """
    try:
        found = await asyncio.get_running_loop().getaddrinfo(
            host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP
        )
    except (OSError, UnicodeError) as error:
        raise UnknownHostError(host) from error
    return list(dict.fromkeys(ip_address(str(entry[4][0]).partition("%")[0]) for entry in found))


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Connects to public addresses and to those of the networks it was opened for."""

    def __init__(self, allowed: Iterable[Network] = ()) -> None:
        """Allow connections into `allowed` besides those to public addresses."""
        self._allowed = tuple(allowed)
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first checked address of `host` that answers.

        Raises:
            UnknownHostError: the host has no address.
            PrivateAddressError: none of its addresses may be connected to.
            httpcore.ConnectError: none of its addresses answers.
        """
        found = [a for a in await addresses_of(host, port) if self._may_connect(a)]
        if not found:
            raise PrivateAddressError(host)
        failure: Exception = httpcore.ConnectError(host)
        for address in found:
            try:
                return await self._inner.connect_tcp(
                    str(address), port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def _may_connect(self, address: Address) -> bool:
        return is_public(address) or any(
            address in network for network in self._allowed if network.version == address.version
        )


class CheckedTransport(httpx.AsyncBaseTransport):
    """Carries httpx's requests over checked connections.

    What goes wrong is raised as httpcore's errors and those of this module.
    """

    def __init__(self, tls: ssl.SSLContext, *, allowed: Iterable[Network] = ()) -> None:
        """Use `tls` for https, and allow connections into the networks of `allowed`."""
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls, network_backend=CheckedBackend(allowed)
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; the body of the response is read as it is iterated."""
        response = await self._pool.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            response.status,
            headers=response.headers,
            stream=_Body(response),
            extensions=response.extensions,
        )

    async def aclose(self) -> None:
        """Close all connections."""
        await self._pool.aclose()


class _Body(httpx.AsyncByteStream):
    """The body of a response as httpx wants it."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._response.aiter_stream():
            yield part

    async def aclose(self) -> None:
        await self._response.aclose()
