"""Takes out of a page's tree what its markup says is no part of the article.

What is dropped is told by its shape: a link around a heading, a list of nothing but links, a card
that opens under the pointer, a form to sign up. Names of classes count only where the element is
small, since they also name the containers of whole articles.
"""

import re

from lxml.etree import _Element, strip_tags  # type: ignore[import-untyped]  # ships no type hints

_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_CARDS = {"rollover", "tooltip", "popover", "hovercard", "flyout"}
_FURNITURE = {
    "newsletter", "newsletters", "subscribe", "signup", "promo", "promos", "related", "recommended",
    "recommendations", "recirc", "outbrain", "taboola", "trending", "breadcrumb", "breadcrumbs",
    "sharing", "disqus", "cookie", "cookies", "paywall", "advertisement", "sponsored",
}  # fmt: skip
_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_SMALL = 60  # words outside links
_LINKED = 0.9  # of a list's letters
_TEASER_WORDS = 3  # of a link to another article on average; fewer may be a list of names
_PROSE = 80  # characters
_PARAGRAPHS = 3


def prune(tree: _Element) -> None:
    """Drop what is no part of the article, and free headings of what hides them."""
    for element in list(tree.iter("*")):
        if element.getparent() is None or element.tag in {"html", "head", "body"}:
            continue
        if _is_furniture(element):
            _drop(element)
    _free_headings(tree)


def _is_furniture(element: _Element) -> bool:
    if element.tag in {"ul", "ol"}:
        return _is_link_list(element)
    if element.tag == "a":
        return _is_teaser(element)
    names = _names(element)
    if names & _CARDS:
        return _is_card(element)
    if names & _FURNITURE:
        return _plain_words(element) <= _SMALL and next(element.iter("h1"), None) is None
    return False


def _is_teaser(link: _Element) -> bool:
    """Tell whether a link leads to another article: around a heading, or between paragraphs."""
    if any(child.tag in _HEADINGS for child in link.iter("*")):
        return True
    parent, before = link.getparent(), link.getprevious()
    said = (link.tail or "") + ((before.tail if before is not None else parent.text) or "")
    return (
        parent.tag in {"div", "section", "article"}
        and not said.strip()
        and len(_text(link).split()) >= _TEASER_WORDS
        and sum(_is_prose(child) for child in parent) >= _PARAGRAPHS
    )


def _is_card(element: _Element) -> bool:
    """Tell whether an element is what opens under the pointer, rather than what it opens at."""
    inner = (child for child in element.iter("*") if child is not element)
    return next(element.iter("a"), None) is not None and not any(
        _names(child) & _CARDS and next(child.iter("a"), None) is not None for child in inner
    )


def _is_link_list(element: _Element) -> bool:
    """Tell whether every item of a list is a link to another article."""
    items = [item for item in element if item.tag == "li"]
    links = [link for item in items for link in item.iter("a")]
    if len(items) < 2 or len(links) < len(items):
        return False
    linked = sum(len(_text(link)) for link in links)
    words = sum(len(_text(link).split()) for link in links)
    return linked >= _LINKED * len(_text(element)) and words >= _TEASER_WORDS * len(links)


def _free_headings(tree: _Element) -> None:
    """Unwrap what stands inside headings where paragraphs follow, so that they aren't lost."""
    for heading in list(tree.iter(*_HEADINGS)):
        following = heading.getnext()
        parent = heading.getparent()
        if parent is None or following is None:
            continue
        prose = sum(_is_prose(child) for child in parent)
        if prose >= _PARAGRAPHS:
            strip_tags(heading, "*")


def _is_prose(element: _Element) -> bool:
    if element.tag != "p":
        return False
    text = _text(element)
    linked = sum(len(_text(link)) for link in element.iter("a"))
    return len(text) >= _PROSE and linked * 2 < len(text)


def _names(element: _Element) -> set[str]:
    named = f"{element.get('class', '')} {element.get('id', '')}"
    return {name.lower() for name in _NAME.findall(named)} if named != " " else set()


def _plain_words(element: _Element) -> int:
    """Return the number of an element's words that are in no link."""
    linked = sum(len(_text(link).split()) for link in element.iter("a"))
    return len(_text(element).split()) - linked


def _text(element: _Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _drop(element: _Element) -> None:
    """Take an element out of its tree; what follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)
