"""From a link to the answer at its end: redirects, turns at hosts, time."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar
from urllib.parse import urljoin

import httpcore
import httpx

from index.fetching.destinations import destination, host_of, shown
from index.fetching.explaining import explained
from index.fetching.guarding import Guard
from index.fetching.limits import Allowance, FetchLimits
from index.fetching.network import CheckedTransport
from index.fetching.politeness import Politeness
from index.fetching.refusals import garbled, pause, redirected_nowhere, redirected_too_often

_T = TypeVar("_T")

_REDIRECTS = {301, 302, 303, 307, 308}
_LASTING = {301, 308}
_PAUSES = {429, 503}  # with the header Retry-After (RFC 9110, 10.2.3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How an answer was come to.

    Attributes:
        links: the links that led to it, the last of which is its own.
        left: how many of them, from the first one on, were redirected for good.
    """

    links: tuple[httpx.URL, ...]
    left: int = 0


Read = Callable[[httpx.Response, Way], Awaitable[_T]]
"""Reads an answer, given the way to it."""

Admit = Callable[[httpx.URL], Awaitable[float | None]]
"""Returns the seconds that a site wants between two requests; raises FetchError to keep away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outfit:
    """What all visits share.

    Attributes:
        guard: decides which hosts may be connected to.
        tls: decides which certificates are trusted.
        headers: are sent with every request.
        proxy: every request goes through this one.
        backend: makes the connections.
    """

    guard: Guard
    tls: ssl.SSLContext
    headers: Mapping[str, str]
    proxy: httpx.Proxy | None = None
    backend: httpcore.AsyncNetworkBackend | None = None


async def admit_all(url: httpx.URL) -> None:
    """Keep away from nothing: a person asked for it."""


class Visits:
    """Follows links to their ends.

    Each visit has connections of its own, which are closed at its end: nothing stays open between
    visits, which are seldom and spaced out, and no connection outlives the check of its address.
    """

    def __init__(self, outfit: Outfit, *, limits: FetchLimits, politeness: Politeness) -> None:
        """Visit in `outfit`, within `limits`, in turns."""
        self._outfit = outfit
        self._limits = limits
        self._politeness = politeness

    async def end(
        self,
        url: httpx.URL,
        read: Read[_T],
        *,
        allowance: Allowance,
        admit: Admit = admit_all,
        headers: Mapping[str, str] | None = None,
    ) -> _T:
        """Return what `read` makes of the answer at the end of a link.

        Args:
            url: the link.
            read: reads the answer while it arrives.
            allowance: the time that is left.
            admit: is asked before every request.
            headers: are sent besides the usual ones.

        Raises:
            FetchError: it can't be had.
        """
        began, cookies = url, httpx.Cookies()
        links: list[httpx.URL] = []
        left = 0
        async with self._transport() as transport:
            for _ in range(self._limits.redirects + 1):
                gap = await admit(url)
                request = self._request(url, headers or {}, cookies)
                links.append(url)
                async with self._answer(transport, request, allowance, gap) as response:
                    cookies.extract_cookies(response)
                    onward = _onward(response)
                    if onward is None:
                        return await read(response, Way(links=tuple(links), left=left))
                    if response.status_code in _LASTING and left == len(links) - 1:
                        left += 1
                url = onward
        raise redirected_too_often(shown(began), self._limits.redirects)

    def _request(
        self, url: httpx.URL, headers: Mapping[str, str], cookies: httpx.Cookies
    ) -> httpx.Request:
        # httpx finds the host by itself, but fails for names that only browsers let pass.
        host = {"Host": url.netloc.decode("ascii")}
        return httpx.Request(
            "GET", url, headers={**host, **self._outfit.headers, **headers}, cookies=cookies
        )

    def _transport(self) -> CheckedTransport:
        outfit = self._outfit
        return CheckedTransport(
            outfit.guard, tls=outfit.tls, backend=outfit.backend, proxy=outfit.proxy
        )

    @asynccontextmanager
    async def _answer(
        self,
        transport: CheckedTransport,
        request: httpx.Request,
        allowance: Allowance,
        gap: float | None,
    ) -> AsyncIterator[httpx.Response]:
        """Send a request when it is its turn; what goes wrong until its end is explained."""
        name, host = shown(request.url), host_of(request.url)
        await self._sit_out(host, name, allowance)
        async with AsyncExitStack() as turn:
            with allowance.uncounted():
                await turn.enter_async_context(self._politeness.turn(host, gap=gap))
            with explained(name, allowance.seconds):
                async with allowance.timeout():
                    left = allowance.left
                    request.extensions["timeout"] = dict.fromkeys(
                        ("connect", "read", "write", "pool"), left
                    )
                    response = await transport.handle_async_request(request)
                    response.request = request
                    try:
                        self._note_pause(host, name, response)
                        yield response
                    finally:
                        await response.aclose()

    async def _sit_out(self, host: str, name: str, allowance: Allowance) -> None:
        """Wait until a host wants visits again, if that is soon."""
        seconds = self._politeness.paused(host)
        if seconds > allowance.left:
            raise pause(name, seconds)
        await asyncio.sleep(seconds)

    def _note_pause(self, host: str, name: str, response: httpx.Response) -> None:
        if response.status_code not in _PAUSES:
            return
        seconds = _seconds(response.headers.get("retry-after", ""))
        if seconds is not None:
            self._politeness.pause(host, seconds)
            raise pause(name, seconds)


def _onward(response: httpx.Response) -> httpx.URL | None:
    """Return where a response redirects to, None if it doesn't.

    Raises:
        FetchError: it redirects to nowhere, or to what isn't fetched.
    """
    if response.status_code not in _REDIRECTS:
        return None
    place = response.headers.get("location", "").strip()
    name = shown(response.request.url)
    if not place:
        raise redirected_nowhere(name)
    try:
        return destination(urljoin(str(response.request.url), place))
    except ValueError as error:  # brackets that are no address
        raise garbled(name) from error


def _seconds(retry_after: str) -> float | None:
    """Return for how long a site wants to be left alone; None if it doesn't say."""
    said = retry_after.strip()
    if said.isdecimal() and said.isascii():
        return float(said[:10])
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
