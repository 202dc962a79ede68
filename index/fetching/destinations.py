"""Links that are fetched: which ones are, and how they are shown."""

import re
from ipaddress import IPv4Address
from urllib.parse import urlsplit

import httpx

from index.errors import FetchError
from index.fetching.addresses import literal

_SHOWN = 200  # characters of a link in a message
_CREDENTIALS = re.compile(r"(?<=//)[^/?#]*@")
_NAME = re.compile(r"(?=.{1,253}\Z)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_ENDS_IN_NUMBER = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)", re.IGNORECASE)
_HIGHEST_PORT = 65_535

# The ports at which browsers look for no pages, since other services can be tricked into taking a
# request for one of theirs (WHATWG Fetch, 2.9).
_WITHOUT_PAGES = """
0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113
115 117 119 123 135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556
563 587 601 636 989 990 993 995 1719 1720 1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666
6667 6668 6669 6679 6697 10080
"""
_BAD_PORTS = frozenset(map(int, _WITHOUT_PAGES.split()))


def destination(link: str) -> httpx.URL:
    """Return where a link leads, without its fragment.

    Raises:
        FetchError: it is no http or https link, has credentials in it, or leads to no place where
            pages are.
    """
    try:
        url = _parsed(link.strip()).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as error:
        name = shown(link.strip())
        raise FetchError(
            f"{name} is not a link: check it for typos.", key="fetch-no-link", link=name
        ) from error
    host = host_of(url)
    if url.userinfo:
        raise FetchError(
            f"The link to {host} has a user name or password in it: remove that part first.",
            key="fetch-password",
            host=host,
        )
    if url.scheme not in {"http", "https"} or not host:
        raise FetchError(
            f"{shown(url)} can't be fetched: a link must begin with http:// or https://.",
            key="fetch-scheme",
            link=shown(url),
        )
    if not _is_host(host):
        raise FetchError(
            f"{shown(url)} can't be fetched: {host[:_SHOWN]} can't be the name of a site. "
            "Check the link for typos.",
            key="fetch-no-host",
            link=shown(url),
            host=host[:_SHOWN],
        )
    if url.port is not None and (url.port in _BAD_PORTS or not 0 < url.port <= _HIGHEST_PORT):
        raise FetchError(
            f"{shown(url)} can't be fetched: there are no pages at port {url.port}. "
            "Remove the number if the link works without it.",
            key="fetch-port",
            link=shown(url),
            port=str(url.port),
        )
    return url


def host_of(url: httpx.URL) -> str:
    """Return the host of a link as it is resolved."""
    return url.raw_host.decode("ascii")


def shown(link: httpx.URL | str) -> str:
    """Return a link as messages show it: of a fair length, without credentials."""
    text = _CREDENTIALS.sub("…@", str(link))
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _parsed(link: str) -> httpx.URL:
    """Return a link as a URL.

    Raises:
        httpx.InvalidURL: it is none.
        ValueError: it is none.
    """
    try:
        return httpx.URL(link)
    except (httpx.InvalidURL, UnicodeError):
        # Full-width digits and the like mean plain ones to browsers (UTS 46), and to RFC 3490,
        # whose rules come with Python. They also take addresses that are spelled in octal.
        parts = urlsplit(link)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        address = literal(host)
        if isinstance(address, IPv4Address):
            host = str(address)
        elif host == parts.hostname:
            raise
        netloc = host if parts.port is None else f"{host}:{parts.port}"
        credentials, at, _ = parts.netloc.rpartition("@")
        return httpx.URL(parts._replace(netloc=f"{credentials}{at}{netloc}").geturl())


def _is_host(host: str) -> bool:
    if literal(host) is not None:
        return True
    bare = host.removesuffix(".").lower()
    return _NAME.fullmatch(bare) is not None and not _ENDS_IN_NUMBER.fullmatch(bare)
