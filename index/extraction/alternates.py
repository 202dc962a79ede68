"""Other links to the article of a page: its AMP and print versions, and its next page.

They are looked for in the page's markup without parsing it whole, since most pages need none of
them. Only links of the page's own site count, for a page mustn't speak in another's name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit

from index.hosts import host_of
from index.links import normalised
from index.models import FetchedPage

_TAG = re.compile(r"<(?P<name>link|a)\s(?P<attributes>[^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"(?P<name>[a-z-]+)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>]+))",
    re.IGNORECASE,
)
_PRINT = re.compile(
    r"(?:print(?:able|version|erfriendly)?|druck(?:en|version|ansicht)?|imprimir)\Z"
)
_NEXT = re.compile(r"\bnext\b", re.IGNORECASE)
_PAGE_KEYS = {"page", "p", "pg", "seite", "pagina", "página"}
_PAGE_PATH = re.compile(r"/(?:(?:page|seite|pagina|p)[/-]?)?(?P<number>[1-9]\d?)/?\Z")
_DECLARES_ARTICLE = re.compile(
    r"og:type[\"']?\s+content\s*=\s*[\"']?article\b"
    r"|[\"']@type[\"']\s*:\s*\[?\s*[\"'][A-Za-z]*(?:Article|Posting|Report)[\"']",
    re.IGNORECASE,
)
_MOST_CHARACTERS = 2_000_000  # of the page are looked through
_MOST_PRINTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    link: str
    rel: str
    media: str
    said: str
    anchor: bool


def alternates(page: FetchedPage) -> tuple[str, ...]:
    """Return the links of a page's AMP and print versions, AMP first."""
    if page.url is None or not host_of(page.url):
        return ()
    own = urlsplit(page.url)
    amp: list[str] = []
    prints: list[str] = []
    for found in _links(page, page.url):
        if found.link == page.url or not of_one_site(found.link, page.url):
            continue
        if found.rel == "amphtml":
            amp.append(found.link)
        elif (found.rel == "alternate" and found.media == "print") or (
            found.anchor and _is_print(urlsplit(found.link), own)
        ):
            prints.append(found.link)
    return tuple(dict.fromkeys((*amp[:1], *prints[:_MOST_PRINTS])))


def next_page(page: FetchedPage) -> str | None:
    """Return the link of the page on which an article goes on, None when it ends here.

    Pages call many things "next": the next article, the next gallery, the next comments. So the
    page has to declare an article, and the link has to be its own with the next number.
    """
    if page.url is None or not host_of(page.url) or urlsplit(page.url).path in {"", "/"}:
        return None
    if not _DECLARES_ARTICLE.search(_markup(page)):
        return None
    base, number = _numbered(page.url)
    for found in _links(page, page.url):
        if _NEXT.search(found.rel) or (found.anchor and _NEXT.search(found.said)):
            if "#" in found.link:
                continue
            following, after = _numbered(found.link)
            if (following, after) == (base, number + 1):
                return found.link
    return None


def of_one_site(link: str, other: str) -> bool:
    """Tell whether two links lead to the same site, which may have an address for phones."""
    return _host(link) == _host(other)


def _host(link: str) -> str:
    host = host_of(link)
    for prefix in ("www.", "m.", "mobile.", "amp."):
        host = host.removeprefix(prefix)
    return host


def _markup(page: FetchedPage) -> str:
    return page.content[:_MOST_CHARACTERS].decode("utf-8", "replace")


def _links(page: FetchedPage, base: str) -> Iterator[_Link]:
    for tag in _TAG.finditer(_markup(page)):
        said = {
            match["name"].lower(): unescape(
                match["double"] or match["single"] or match["bare"] or ""
            )
            for match in _ATTRIBUTE.finditer(tag["attributes"])
        }
        link = _joined(base, said.get("href", ""))
        if link is not None:
            labels = (said.get("class", ""), said.get("title", ""), said.get("aria-label", ""))
            yield _Link(
                link=link,
                rel=said.get("rel", "").strip().lower(),
                media=said.get("media", "").strip().lower(),
                said=" ".join(labels),
                anchor=tag["name"].lower() == "a",
            )


def _joined(base: str, href: str) -> str | None:
    """Return where a reference leads, None if it leads nowhere that can be fetched."""
    try:
        parts = urlsplit(urljoin(base, href.strip()))
    except ValueError:
        return None
    if not href.strip() or parts.scheme not in {"http", "https"} or not parts.hostname:
        return None
    link = normalised(parts.geturl())
    return f"{link}#{parts.fragment}" if parts.fragment else link


def _is_print(link: SplitResult, own: SplitResult) -> bool:
    """Tell whether a link has its page's own name and a word for printing in it."""
    segments = [segment for segment in own.path.split("/") if segment]
    if not segments or segments[-1] not in link.path:
        return False
    words = [
        *link.path.lower().split("/"),
        *(word.lower() for pair in _query(link) for word in pair),
    ]
    return any(_PRINT.match(word) for word in words)


def _query(parts: SplitResult) -> list[tuple[str, str]]:
    return parse_qsl(parts.query, keep_blank_values=True)


def _numbered(link: str) -> tuple[str, int]:
    """Return a link without the number of its page, and the number, which is 1 if it has none."""
    parts = urlsplit(link)
    number = 1
    kept = []
    for key, value in _query(parts):
        if key.lower() in _PAGE_KEYS and value.isdecimal():
            number = int(value)
        else:
            kept.append((key, value))
    path = parts.path
    if numbered := _PAGE_PATH.search(path):
        number = int(numbered["number"])
        path = path[: numbered.start()]
    return f"{parts.hostname}{path.rstrip('/')}?{urlencode(sorted(kept))}", number
