"""Gets the page behind one link, within limits."""

import asyncio
import ssl
import zlib
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass

import httpx

from index.errors import FetchError
from index.fetching.network import CheckedTransport, Network
from index.fetching.refusals import explained, refusal, too_large
from index.links import normalised
from index.models import FetchedPage

_REFUSED = ("video/", "audio/", "image/", "font/", "application/zip", "application/gzip")
_SHOWN = 200  # characters of a link in a message
_GZIP_OR_ZLIB = 47  # zlib's window bits for "find out which"
_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """How much one link may cost.

    Attributes:
        seconds: from the first connection to the last byte, redirects included.
        bytes: of the page, after decompression.
        redirects: how many of them are followed.
    """

    seconds: float = 20.0
    bytes: int = 10 * _MEBIBYTE
    redirects: int = 5


class PageFetcher:
    """Fetches pages over http and https, from public addresses only."""

    def __init__(
        self,
        *,
        limits: FetchLimits | None = None,
        allowed_networks: Iterable[Network] = (),
        tls: ssl.SSLContext | None = None,
        user_agent: str = "Footnote/0.1 (reads single articles for people who ask for them)",
    ) -> None:
        """Fetch within `limits`.

        Args:
            limits: what one link may cost.
            allowed_networks: networks that may be connected to although they aren't public.
            tls: decides which certificates are trusted; by default those of certifi.
            user_agent: how the fetcher introduces itself.
        """
        self._limits = limits or FetchLimits()
        self._allowed = tuple(allowed_networks)
        self._tls = tls or httpx.create_ssl_context(trust_env=False)
        self._headers = {
            "User-Agent": user_agent,
            "Accept": "text/html, application/xhtml+xml, text/markdown, text/plain, */*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        }

    async def fetch(self, link: str) -> FetchedPage:
        """Return the page behind `link`, redirects followed.

        Raises:
            FetchError: the link is malformed, or the page can't be had.
        """
        url = _checked(link)
        shown = _shown(url)
        transport = CheckedTransport(self._tls, allowed=self._allowed)
        with explained(shown, self._limits.seconds):
            async with (
                asyncio.timeout(self._limits.seconds),
                httpx.AsyncClient(
                    transport=transport,
                    headers=self._headers,
                    trust_env=False,
                    timeout=self._limits.seconds,
                ) as client,
            ):
                return await self._follow(client, url, shown)

    async def _follow(self, client: httpx.AsyncClient, url: httpx.URL, shown: str) -> FetchedPage:
        request = client.build_request("GET", url)
        for _ in range(self._limits.redirects + 1):
            response = await client.send(request, stream=True)
            try:
                if response.next_request is None:
                    return await self._page(response, shown)
                request = response.next_request
                _checked(str(request.url))
            finally:
                await response.aclose()
        raise FetchError(
            f"{shown} was redirected more than {self._limits.redirects} times: open it in a "
            "browser and add the link it ends at.",
            key="fetch-redirects",
            link=shown,
        )

    async def _page(self, response: httpx.Response, shown: str) -> FetchedPage:
        if not response.is_success:
            raise refusal(shown, response.status_code)
        media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type.startswith(_REFUSED):
            raise FetchError(
                f"{shown} is {media_type}, not an article: add a link to a page.",
                key="fetch-no-page",
                link=shown,
                type=media_type,
            )
        announced = response.headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > self._limits.bytes:
            raise too_large(shown, self._limits.bytes)
        content = bytearray()
        async for part in _decompressed(response, self._limits.bytes, shown):
            content += part
            if len(content) > self._limits.bytes:
                raise too_large(shown, self._limits.bytes)
        return FetchedPage(
            content=bytes(content),
            media_type=media_type or None,
            encoding=response.charset_encoding,
            url=normalised(str(response.url)),
        )


def _checked(link: str) -> httpx.URL:
    """Return the link as a URL.

    Raises:
        FetchError: it is no http or https link, or has credentials in it.
    """
    try:
        url = httpx.URL(link.strip())
    except httpx.InvalidURL as error:
        shown = link.strip()[:_SHOWN]
        raise FetchError(
            f"{shown} is not a link: check it for typos.", key="fetch-no-link", link=shown
        ) from error
    if url.userinfo:
        raise FetchError(
            f"The link to {url.host} has a user name or password in it: remove that part first.",
            key="fetch-password",
            host=url.host,
        )
    if url.scheme not in {"http", "https"} or not url.host:
        raise FetchError(
            f"{_shown(url)} can't be fetched: a link must begin with http:// or https://.",
            key="fetch-scheme",
            link=_shown(url),
        )
    return url


def _shown(url: httpx.URL) -> str:
    link = str(url)
    return link if len(link) <= _SHOWN else link[: _SHOWN - 1] + "…"


async def _decompressed(response: httpx.Response, limit: int, shown: str) -> AsyncIterator[bytes]:
    """Yield the body in parts, unpacked ones cut off right after `limit` is passed."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding in {"identity", ""}:
        async for part in response.aiter_raw():
            yield part
        return
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise FetchError(
            f"{shown} was sent in an encoding that wasn't asked for ({encoding}): save the page "
            "as a file and add that.",
            key="fetch-encoding",
            link=shown,
            encoding=encoding,
        )
    inflater = zlib.decompressobj(_GZIP_OR_ZLIB)
    async for part in response.aiter_raw():
        yield inflater.decompress(part, limit + 1)
