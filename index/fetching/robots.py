"""What sites let programs visit (robots.txt, RFC 9309)."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import httpx
from protego import Protego

from index.errors import FetchError
from index.fetching.destinations import shown
from index.fetching.refusals import unwelcome, welcome_unknown

ROBOTS_BYTES = 500 * 1024  # of a robots.txt count, as the RFC asks for at least

_MOST_SITES = 100  # are remembered
_HOUR = 3600.0
_KNOWN_FOR = 12 * _HOUR  # the RFC allows a day
_UNKNOWN_FOR = _HOUR / 6
_UNREACHABLE_FOR = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsFile:
    """A site's robots.txt as it was answered.

    Attributes:
        status: HTTP's.
        content: its beginning.
    """

    status: int
    content: bytes = b""


Get = Callable[[httpx.URL], Awaitable[RobotsFile]]
"""Gets a robots.txt; raises FetchError when the site can't be reached."""


@dataclass(slots=True)
class _Site:
    """What is known of a site: its rules, None if it can't say, or why it can't be reached."""

    asking: asyncio.Lock = field(default_factory=asyncio.Lock)
    known_until: float = 0.0
    rules: str | None = None
    failure: FetchError | None = None


class Robots:
    """Knows the rules of the sites that were visited last."""

    def __init__(self, agent: str) -> None:
        """Obey the rules for the program that is called `agent`."""
        self._agent = agent
        self._sites: OrderedDict[str, _Site] = OrderedDict()

    async def gap(self, url: httpx.URL, get: Get) -> float | None:
        """Return the seconds that a site wants between two requests; None if it doesn't say.

        Args:
            url: what is going to be visited.
            get: gets the site's robots.txt if it isn't known.

        Raises:
            FetchError: the site doesn't want the program there or can't say at the moment, or it
                can't be reached.
        """
        place = url.copy_with(raw_path=b"/robots.txt")
        site = self._site(str(place))
        async with site.asking:
            if site.known_until <= _now():
                await self._ask(site, place, get)
        if site.failure is not None:
            raise FetchError(
                str(site.failure), key=site.failure.key, **site.failure.values
            ) from site.failure
        if site.rules is None:
            raise welcome_unknown(shown(url))
        # Rules may be long, and what is parsed of them is many times longer, so it isn't kept.
        welcome, gap = await asyncio.to_thread(_judged, site.rules, str(url), self._agent)
        if not welcome:
            raise unwelcome(shown(url))
        return gap

    async def _ask(self, site: _Site, place: httpx.URL, get: Get) -> None:
        site.rules = site.failure = None
        try:
            answer = await get(place)
        except FetchError as error:
            if error.key == "fetch-redirects":
                site.rules, known_for = "", _KNOWN_FOR
            else:
                site.failure, known_for = error, _UNREACHABLE_FOR
        else:
            site.rules = _rules(answer)
            known_for = _UNKNOWN_FOR if site.rules is None else _KNOWN_FOR
        site.known_until = _now() + known_for

    def _site(self, place: str) -> _Site:
        site = self._sites.setdefault(place, _Site())
        self._sites.move_to_end(place)
        if len(self._sites) > _MOST_SITES:
            self._sites.popitem(last=False)
        return site


def _rules(answer: RobotsFile) -> str | None:
    """Return the rules in an answer; None when there may be some that can't be had now."""
    if httpx.codes.is_success(answer.status):
        return answer.content.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    if answer.status == httpx.codes.TOO_MANY_REQUESTS or httpx.codes.is_server_error(answer.status):
        return None
    return ""


def _judged(rules: str, link: str, agent: str) -> tuple[bool, float | None]:
    parsed = Protego.parse(rules)
    return parsed.can_fetch(link, agent), parsed.crawl_delay(agent)


def _now() -> float:
    return asyncio.get_running_loop().time()
