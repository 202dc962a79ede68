import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from functools import partial

import pytest
import trustme

from index.errors import FetchError
from index.fetching.fetcher import PageFetcher
from tests.index.fetching.conftest import LIMITS, MANNERS
from tests.index.fetching.sites import Internet, answer

PAGE = answer(200, b"<p>")


class Proxy:
    """A proxy that answers in the sites' place, and notes what it is asked for."""

    def __init__(self, tls: ssl.SSLContext) -> None:
        """Show the certificate of `tls` to who wants to go on securely."""
        self._tls = tls
        self.heads: list[str] = []
        self.refusing: bytes | None = None
        self.port = 0

    @property
    def asked(self) -> list[str]:
        """The first line of each request."""
        return [head.partition("\r\n")[0] for head in self.heads]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request."""
        await self._read(reader)
        if self.refusing is not None:
            writer.write(self.refusing)
        else:
            if self.asked[-1].startswith("CONNECT "):
                writer.write(b"HTTP/1.1 200 Go on\r\n\r\n")
                await writer.start_tls(self._tls)
                await self._read(reader)
            writer.write(PAGE)
        await writer.drain()
        writer.close()

    async def _read(self, reader: asyncio.StreamReader) -> None:
        self.heads.append((await reader.readuntil(b"\r\n\r\n")).decode())


@pytest.fixture
async def proxy(authority: trustme.CA) -> AsyncIterator[Proxy]:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("site.example").configure_cert(tls)
    proxy = Proxy(tls)
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    proxy.port = server.sockets[0].getsockname()[1]
    yield proxy
    server.close()


@pytest.fixture
def proxied(
    internet: Internet, proxy: Proxy, trusting: ssl.SSLContext
) -> "Callable[..., PageFetcher]":
    return partial(
        PageFetcher,
        limits=LIMITS,
        manners=MANNERS,
        tls=trusting,
        resolve=internet.resolve,
        proxy=f"http://joe:hidden@127.0.0.1:{proxy.port}",
    )


async def test_pages_come_through_the_proxy(
    proxy: Proxy, proxied: "Callable[..., PageFetcher]"
) -> None:
    """Plain pages are asked from the proxy, secure ones from their site through it."""
    for link in ("http://site.example/page", "https://site.example/page"):
        page = await proxied().fetch(link)
        assert (page.url, page.content) == (link, b"<p>")
    assert proxy.asked == [
        "GET http://site.example/page HTTP/1.1",
        "CONNECT site.example:443 HTTP/1.1",
        "GET /page HTTP/1.1",
    ]
    knows = ["proxy-authorization: basic" in head.lower() for head in proxy.heads]
    assert knows == [True, True, False]


@pytest.mark.parametrize(
    "host",
    [
        "10.0.0.1",
        "2130706433",
        "[::ffff:10.0.0.1]",
        "localhost",
        "mixed.example",
        "router",
        "nas.local",
        "metadata.google.internal",
    ],
)
async def test_the_proxy_is_not_asked_for_what_is_private(
    internet: Internet, proxy: Proxy, proxied: "Callable[..., PageFetcher]", host: str
) -> None:
    """Private addresses, and names that have one or can have no other, stay out of reach."""
    internet.names["mixed.example"] = [["93.184.216.34", "10.0.0.1"]]
    with pytest.raises(FetchError) as raised:
        await proxied().fetch(f"http://{host}/")
    assert raised.value.key == "fetch-private"
    assert proxy.asked == []


@pytest.mark.parametrize("host", ["unknown.example", "wiki", "router.lan"])
async def test_the_proxy_may_know_more_names(
    proxy: Proxy, proxied: "Callable[..., PageFetcher]", host: str
) -> None:
    """What can't be resolved here is left to the proxy, if it may be public or is allowed."""
    page = await proxied(allowed_hosts=["wiki", "router.lan"]).fetch(f"http://{host}/")
    assert page.content == b"<p>"
    assert proxy.asked == [f"GET http://{host}/ HTTP/1.1"]


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("status", [403, 407])
async def test_a_proxy_that_refuses(
    proxy: Proxy, proxied: "Callable[..., PageFetcher]", scheme: str, status: int
) -> None:
    """The sentence says where the refusal comes from, as far as that can be told."""
    proxy.refusing = answer(status)
    with pytest.raises(FetchError) as raised:
        await proxied().fetch(f"{scheme}://site.example/")
    by_site = (scheme, status) == ("http", 403)
    assert raised.value.key == ("fetch-forbidden" if by_site else "fetch-proxy")
    assert "hidden" not in str(raised.value)


async def test_a_proxy_that_is_down(
    unused_tcp_port: int, proxied: "Callable[..., PageFetcher]"
) -> None:
    """The site isn't blamed for it."""
    fetcher = proxied(proxy=f"http://127.0.0.1:{unused_tcp_port}")
    with pytest.raises(FetchError) as raised:
        await fetcher.fetch("http://site.example/")
    assert raised.value.key == "fetch-proxy-unreachable"
