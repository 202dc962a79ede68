"""Gets pages and feeds from links that nobody vouches for, within limits.

What is fetched is the link that was given, without its fragment. What it is known by is another
matter (`index.links.cleaned`).
"""

import re
import ssl
from collections.abc import Iterable
from importlib.metadata import version

import httpcore
import httpx

from index.fetching.addresses import Network
from index.fetching.bodies import beginning, whole_body
from index.fetching.destinations import destination, shown
from index.fetching.guarding import Guard
from index.fetching.limits import Allowance, FetchLimits
from index.fetching.politeness import Manners, Politeness
from index.fetching.refusals import empty, garbled, no_page, redirected_nowhere, refusal
from index.fetching.resolving import Resolve
from index.fetching.retrying import insistently
from index.fetching.robots import ROBOTS_BYTES, Robots, RobotsFile
from index.fetching.visiting import Admit, Outfit, Visits, Way, admit_all
from index.links import cleaned, normalised
from index.models import FetchedPage, Validators
from index.ports import NO_VALIDATORS

_AGENT = "Footnote"
_REFUSED = (
    "application/gzip",
    "application/javascript",
    "application/wasm",
    "application/x-7z-compressed",
    "application/x-gzip",
    "application/x-rar-compressed",
    "application/x-tar",
    "audio/",
    "font/",
    "image/",
    "text/css",
    "text/javascript",
    "video/",
)
_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)
_VALIDATOR = re.compile(r"[ -~]{1,1000}")  # what can be sent back
_NOT_MODIFIED = 304


class PageFetcher:
    """Fetches pages over http and https, from public addresses only.

    With a proxy it is the proxy that finds a host's address, so what is connected to can't be
    checked from here: a host is refused if its name or any of the addresses that are found here is
    private, but the proxy had better refuse private ones too.
    """

    def __init__(
        self,
        *,
        limits: FetchLimits | None = None,
        manners: Manners | None = None,
        allowed_networks: Iterable[Network] = (),
        allowed_hosts: Iterable[str] = (),
        proxy: str | None = None,
        contact: str | None = None,
        tls: ssl.SSLContext | None = None,
        resolve: Resolve | None = None,
        backend: httpcore.AsyncNetworkBackend | None = None,
    ) -> None:
        """Fetch within `limits`.

        Args:
            limits: what one link may cost.
            manners: how politely sites are visited.
            allowed_networks: networks that may be connected to although they aren't public.
            allowed_hosts: names of hosts that may be connected to wherever they are.
            proxy: every request goes through this one; what the environment says doesn't matter.
            contact: a link or a mail address that sites can complain to, sent with every request.
            tls: decides which certificates are trusted; by default those of certifi.
            resolve: finds the addresses of hosts; by default the system does.
            backend: makes connections, to addresses that were checked.
        """
        self._limits = limits or FetchLimits()
        self._robots = Robots(_AGENT)
        outfit = Outfit(
            guard=Guard(
                allowed_networks=allowed_networks, allowed_hosts=allowed_hosts, resolve=resolve
            ),
            tls=tls or httpx.create_ssl_context(trust_env=False),
            headers=_headers(contact),
            proxy=httpx.Proxy(proxy) if proxy else None,
            backend=backend,
        )
        self._visits = Visits(
            outfit, limits=self._limits, politeness=Politeness(manners or Manners())
        )

    async def fetch(self, link: str) -> FetchedPage:
        """Return the page behind `link`, redirects followed.

        Raises:
            FetchError: the link is malformed, or the page can't be had.
        """
        url = destination(link)
        page = await self._get(url, NO_VALIDATORS, Allowance(self._limits.seconds), admit_all)
        if page is None:  # nobody asked whether it has changed
            raise garbled(shown(url))
        return page

    async def revisit(
        self, link: str, validators: Validators = NO_VALIDATORS
    ) -> FetchedPage | None:
        """Return a page or a feed that is looked after; None if it hasn't changed.

        The robots.txt of its site, and of those that it is redirected to, is obeyed.

        Args:
            link: what to get.
            validators: what the server called the state that is known.

        Raises:
            FetchError: the link is malformed, the page can't be had, or its site doesn't want
                robots there.
        """
        url, allowance = destination(link), Allowance(self._limits.seconds)

        async def get(place: httpx.URL) -> RobotsFile:
            return await self._visits.end(place, _robots_file, allowance=allowance)

        async def admit(url: httpx.URL) -> float | None:
            return await self._robots.gap(url, get)

        page = await self._get(url, validators, allowance, admit)
        if page is None and validators == NO_VALIDATORS:
            raise garbled(shown(url))
        return page

    async def _get(
        self, url: httpx.URL, validators: Validators, allowance: Allowance, admit: Admit
    ) -> FetchedPage | None:
        async def read(response: httpx.Response, way: Way) -> FetchedPage | None:
            return await _page(response, way, self._limits.bytes)

        async def attempt() -> FetchedPage | None:
            return await self._visits.end(
                url, read, allowance=allowance, admit=admit, headers=_conditions(validators)
            )

        return await insistently(attempt, limits=self._limits, allowance=allowance)


def _headers(contact: str | None) -> dict[str, str]:
    """Return what is sent with every request; any language will do, so none is named."""
    agent = f"{_AGENT}/{version('footnote')}"
    return {
        "User-Agent": f"{agent} (+{contact})" if contact else agent,
        "Accept": "text/html, application/xhtml+xml, application/pdf, application/epub+zip, "
        "text/markdown, text/plain, */*;q=0.5",
        "Accept-Encoding": "gzip, deflate",
    }


def _conditions(validators: Validators) -> dict[str, str]:
    """Return the headers of a request for what has changed (RFC 9110, 13.1)."""
    named = {
        "If-None-Match": validators.etag,
        "If-Modified-Since": validators.last_modified,
    }
    return {name: value for name, value in named.items() if value}


async def _page(response: httpx.Response, way: Way, most_bytes: int) -> FetchedPage | None:
    """Return the page in an answer; None if it says that nothing has changed.

    Raises:
        FetchError: it is no page.
    """
    links, name = way.links, shown(way.links[-1])
    if response.status_code == _NOT_MODIFIED:
        return None
    if response.is_redirect or response.status_code < httpx.codes.OK:
        raise redirected_nowhere(name)
    if not response.is_success:
        raise refusal(name, response.status_code)
    media_type = _media_type(response)
    if media_type is not None and media_type.startswith(_REFUSED):
        raise no_page(name, media_type)
    content = await whole_body(response, most_bytes=most_bytes, shown=name)
    if not content:
        raise empty(name)
    return FetchedPage(
        content=content,
        media_type=media_type,
        encoding=response.charset_encoding,
        url=normalised(str(links[-1])),
        links=tuple(dict.fromkeys(cleaned(str(link)) for link in links)),
        moved=normalised(str(links[way.left])) if way.left else None,
        validators=Validators(
            etag=_validator(response, "etag"), last_modified=_validator(response, "last-modified")
        ),
    )


async def _robots_file(response: httpx.Response, way: Way) -> RobotsFile:
    if not response.is_success:
        return RobotsFile(status=response.status_code)
    content = await beginning(response, most_bytes=ROBOTS_BYTES, shown=shown(way.links[-1]))
    return RobotsFile(status=response.status_code, content=content)


def _media_type(response: httpx.Response) -> str | None:
    said = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return said if _MEDIA_TYPE.fullmatch(said) else None


def _validator(response: httpx.Response, name: str) -> str | None:
    said = response.headers.get(name, "").strip()
    return said if _VALIDATOR.fullmatch(said) else None
