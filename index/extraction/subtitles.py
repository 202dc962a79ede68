"""The line under a title that says more of the article, as newspapers have it."""

import re
from collections.abc import Sequence

from lxml.etree import _Element  # type: ignore[import-untyped]  # ships no type hints

from index.extraction.alikeness import alike
from index.extraction.stamps import is_stamp

_NAME = re.compile(
    r"(?:\A|[\s_-])(?:sub-?(?:title|head(?:line|ing)?|line|hed)|stand-?first|de[c]?k|strapline"
    r"|untertitel|unterzeile|bajada|entradilla|chapo|sommario|subtitulo)(?:\Z|[\s_-])",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TAGS = {"h2", "h3", "h4", "h5", "h6", "p", "div", "span"}
_LENGTH = range(20, 400)  # characters
_HEADING_WORDS = 5
_LOOKED_AT = 60  # elements after the title
_PROSE = 80  # characters


def subtitle_of(tree: _Element, *, titles: Sequence[str]) -> str | None:
    """Return the subtitle of a page, None if it has none.

    It is the line that is called so by its class and stands before the article's first paragraph,
    or the heading that follows the title's at once.

    Args:
        tree: the page.
        titles: what the page calls itself.
    """
    element = subtitle_element(tree, titles=titles)
    return None if element is None else _text(element)


def subtitle_element(tree: _Element, *, titles: Sequence[str]) -> _Element | None:
    """Return the element that holds the subtitle, None if there is none."""
    title = next(
        (h1 for h1 in tree.iter("h1") if any(alike(_text(h1), form) for form in titles)), None
    )
    if title is None:
        return None
    following = title.getnext()
    if (
        following is not None
        and following.tag in {"h2", "h3"}
        and len(_text(following).split()) >= _HEADING_WORDS
        and _is_line(following, titles)
    ):
        return following
    return _named(tree, title, titles)


def _named(tree: _Element, title: _Element, titles: Sequence[str]) -> _Element | None:
    begun = False
    looked_at = 0
    for element in tree.iter("*"):
        if element is title:
            begun = True
        if not begun or element is title or element.tag not in _TAGS:
            continue
        looked_at += 1
        if looked_at > _LOOKED_AT:
            return None
        named = _CAMEL.sub("-", f"{element.get('class', '')} {element.get('itemprop', '')}")
        if _NAME.search(named) and _is_line(element, titles):
            return element
        if element.tag == "p" and len(_text(element)) >= _PROSE:
            return None
    return None


def _is_line(element: _Element, titles: Sequence[str]) -> bool:
    """Tell whether an element is one line of text that isn't the title once more."""
    text = _text(element)
    if len(text) not in _LENGTH or any(alike(text, title) for title in titles):
        return False
    if is_stamp(text, None):
        return False
    inner = [child for child in element.iter("p", "div", "ul", "a") if child is not element]
    return len(inner) <= 1


def _text(element: _Element) -> str:
    return " ".join("".join(element.itertext()).split())
