"""Titles as pages write them, without the name of their site."""

import re
from collections.abc import Sequence

from index.extraction.alikeness import plain
from index.hosts import host_of

_SEPARATOR = re.compile(r"\s+(?:[|–—·•»›-]|::|//)\s+|\s*\|\s*|:\s+(?=[^:]*\Z)")  # noqa: RUF001 - marks between a title and a site's name
_ARTICLE = re.compile(r"\A(?:the|der|die|das|el|la|le|il) ", re.IGNORECASE)
_FEWEST_WORDS = 2


def clean_title(title: str, *, site: str | None, url: str | None, headings: Sequence[str]) -> str:
    """Return a title without what it says of its site.

    A part at either end goes if it is the site's name or its address's, or if what it leaves is a
    heading of the page.

    Args:
        title: the title as found.
        site: the site's name.
        url: the page's link.
        headings: the outermost headings of the page.
    """
    words = " ".join(title.split())
    known = {plain(heading) for heading in headings}
    names = {plain(_ARTICLE.sub("", site or "")), *_host_names(url)} - {""}
    while plain(words) not in known:
        shorter = _shorter(words, names, known)
        if shorter is None:
            break
        words = shorter
    return words


def _shorter(title: str, names: set[str], known: set[str]) -> str | None:
    breaks = list(_SEPARATOR.finditer(title))
    if not breaks:
        return None
    last, first = breaks[-1], breaks[0]
    for kept, dropped in (
        (title[: last.start()], title[last.end() :]),
        (title[first.end() :], title[: first.start()]),
    ):
        named = plain(_ARTICLE.sub("", dropped.strip())) in names
        if plain(kept) in known or (named and len(kept.split()) >= _FEWEST_WORDS):
            return kept.strip()
    return None


def _host_names(url: str | None) -> list[str]:
    """Return what a site's address may be called: example.co.uk, example."""
    host = host_of(url or "").removeprefix("www.").removeprefix("m.")
    labels = host.split(".")
    return [plain(host), *(plain(label) for label in labels[:-1] if len(label) > 2)]
