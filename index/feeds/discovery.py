"""Finds the feeds that a page names (RSS Advisory Board, RSS Autodiscovery, 2006)."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import lxml.html  # type: ignore[import-untyped]  # ships no type hints
from lxml.etree import LxmlError  # type: ignore[import-untyped]  # ships no type hints

from index.models import FetchedPage

_TYPES = {
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
}
_COMMENTS = re.compile(r"comment|komment|coment", re.IGNORECASE)
# Where feeds usually are; pages without a `link` often have an anchor to theirs.
_USUAL = re.compile(
    r"/(?:feed|rss|atom)/?$|/(?:feed|rss|atom|index)\.(?:xml|rdf|json)$|\.(?:rss|atom)$",
    re.IGNORECASE,
)


def feeds_of_page(page: FetchedPage) -> tuple[str, ...]:
    """Return the links of a page's feeds, in its order, those of comments last.

    Anchors that look like feeds count where the page's head names none.
    """
    try:
        tree = lxml.html.document_fromstring(page.content)
    except (LxmlError, ValueError):
        return ()
    base = _base(tree, page.url or "")
    named = list(_named(tree)) or list(_anchored(tree))
    ranked = sorted(named, key=lambda each: _COMMENTS.search(" ".join(each)) is not None)
    links = (_absolute(base, href) for href, _ in ranked)
    return tuple(dict.fromkeys(link for link in links if link is not None))


def _named(tree: lxml.html.HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield the links and titles of the feeds that a page's head names."""
    for element in tree.iter("link"):
        relations = element.get("rel", "").lower().split()
        kind = element.get("type", "").partition(";")[0].strip().lower()
        if ("alternate" in relations and kind in _TYPES) or "feed" in relations:
            yield element.get("href", ""), element.get("title", "")


def _anchored(tree: lxml.html.HtmlElement) -> Iterator[tuple[str, str]]:
    for element in tree.iter("a"):
        href = element.get("href", "")
        if _USUAL.search(href.partition("?")[0]):
            yield href, element.text_content()


def _base(tree: lxml.html.HtmlElement, url: str) -> str:
    named = next((each.get("href") for each in tree.iter("base") if each.get("href")), "")
    return _absolute(url, named) or url


def _absolute(base: str, href: str) -> str | None:
    try:
        link = urljoin(base, href.strip())
        return link if href.strip() and urlsplit(link).scheme in {"http", "https"} else None
    except ValueError:
        return None
