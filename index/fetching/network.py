"""Connections to checked addresses only.

A name is resolved, its addresses are checked, and the connection goes to a checked address: a
name that resolves to something else a moment later (DNS rebinding) gains nothing. Every redirect
makes a connection of its own and is checked like the first.
"""

import ssl
from collections.abc import AsyncIterator, Iterable
from typing import Any

import httpcore
import httpx

from index.fetching.guarding import Guard

_MOST_ADDRESSES = 4  # of a host are tried
_SECONDS_BEFORE_NEXT = 5.0  # that an address has to answer, unless it is the last one


class ProxyUnreachableError(OSError):
    """The proxy that all pages are fetched through can't be connected to."""


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Connects to the addresses that a guard lets through."""

    def __init__(self, guard: Guard, inner: httpcore.AsyncNetworkBackend) -> None:
        """Ask `guard`, and make connections by `inner`, which is given addresses only."""
        self._guard = guard
        self._inner = inner

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
        *others, last = (await self._guard.admitted(host, port))[:_MOST_ADDRESSES]
        shorter = min(_SECONDS_BEFORE_NEXT, timeout or _SECONDS_BEFORE_NEXT)
        for address in others:
            try:
                return await self._inner.connect_tcp(
                    str(address), port, shorter, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await self._inner.connect_tcp(
            str(last), port, timeout, local_address, socket_options
        )


class ProxyBackend(httpcore.AsyncNetworkBackend):
    """Connects to the proxy, wherever it is."""

    def __init__(self, inner: httpcore.AsyncNetworkBackend) -> None:
        """Make connections by `inner`."""
        self._inner = inner

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the proxy.

        Raises:
            ProxyUnreachableError: it doesn't answer.
        """
        try:
            return await self._inner.connect_tcp(host, port, timeout, local_address, socket_options)
        except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
            raise ProxyUnreachableError(host) from error


class ClosingBackend(httpcore.AsyncNetworkBackend):
    """Closes at the end what it connected.

    httpcore forgets a connection whose handshake is cancelled, when time is up or nobody waits any
    more, and leaves it open.
    """

    def __init__(self, inner: httpcore.AsyncNetworkBackend) -> None:
        """Make connections by `inner`."""
        self._inner = inner
        self._connected: list[httpcore.AsyncNetworkStream] = []

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect as `inner` does."""
        stream = await self._inner.connect_tcp(host, port, timeout, local_address, socket_options)
        self._connected.append(stream)
        return stream

    async def aclose(self) -> None:
        """Close all connections that are still open."""
        for stream in self._connected:
            await stream.aclose()


class CheckedTransport(httpx.AsyncBaseTransport):
    """Carries httpx's requests over checked connections, or through a proxy.

    What goes wrong is raised as httpcore's errors, those of this module and those of the guard.
    """

    def __init__(
        self,
        guard: Guard,
        *,
        tls: ssl.SSLContext,
        backend: httpcore.AsyncNetworkBackend | None = None,
        proxy: httpx.Proxy | None = None,
    ) -> None:
        """Carry requests to where `guard` lets them.

        Args:
            guard: decides which hosts may be connected to.
            tls: decides which certificates are trusted.
            backend: makes the connections, to addresses that were checked.
            proxy: every request goes through this one.
        """
        self._backend = ClosingBackend(backend or httpcore.AnyIOBackend())
        self._guard_of_proxied = guard if proxy else None
        if proxy is None:
            self._pool = httpcore.AsyncConnectionPool(
                ssl_context=tls, network_backend=CheckedBackend(guard, self._backend)
            )
        else:
            self._pool = httpcore.AsyncHTTPProxy(
                proxy_url=httpcore.URL(
                    scheme=proxy.url.raw_scheme,
                    host=proxy.url.raw_host,
                    port=proxy.url.port,
                    target=b"/",
                ),
                proxy_auth=proxy.raw_auth,
                ssl_context=tls,
                proxy_ssl_context=tls if proxy.url.scheme == "https" else None,
                network_backend=ProxyBackend(self._backend),
            )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; the body of the response is read as it is iterated."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        if self._guard_of_proxied is not None:
            host = request.url.raw_host.decode("ascii")
            await self._guard_of_proxied.check_for_proxy(host, url.origin.port)
        response = await self._pool.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=url,
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
        await self._backend.aclose()


class _Body(httpx.AsyncByteStream):
    """The body of a response as httpx wants it."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._response.aiter_stream():
            yield part

    async def aclose(self) -> None:
        await self._response.aclose()
