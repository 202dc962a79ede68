"""Takes out of a page's tree what its markup says is no part of the article.

What is dropped is told by its shape: a link around a heading, a list of nothing but links, a card
that opens under the pointer, a form to sign up. Names of classes count only where the element is
small, since they also name the containers of whole articles.
"""

import re
from collections import Counter
from collections.abc import Container
from functools import lru_cache
from itertools import islice

from lxml.etree import _Element, strip_tags  # type: ignore[import-untyped]  # ships no type hints

_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_CARDS = {"rollover", "tooltip", "popover", "hovercard", "flyout"}
_FURNITURE = {
    "newsletter", "newsletters", "subscribe", "signup", "promo", "promos", "related", "recommended",
    "recommendations", "recirc", "outbrain", "taboola", "trending", "breadcrumb", "breadcrumbs",
    "sharing", "disqus", "cookie", "cookies", "paywall", "advertisement", "sponsored",
}  # fmt: skip
_CAPTIONS = {"caption", "captions", "credit", "credits"}
_NAMED = _CARDS | _FURNITURE | _CAPTIONS
_CAPTION = 400  # characters
_LABELS = re.compile(r"(?:(?:\[[^\[\]]{2,20}\]|[A-Z][A-Z' ’]{2,20}:)\W*)+")
_SUBHEADS = {"subheadline", "subhead", "subheading", "crosshead", "crossheading", "intertitle"}
_SUBHEAD = 120  # characters
_LARGE = 300  # elements
_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_POST = re.compile(r"\b(?:twitter-tweet|twitter-video|bluesky-embed|text-post-media)\b")
_EMBEDDING = 3  # elements of what holds a post: itself, its script, a caption
_SHARED_QUOTE = re.compile(r"//(?:twitter|x)\.com/(?:intent|share|home\?status)")
_SMALL = 60  # words outside links
_LINKED = 0.9  # of a list's letters
_TEASER_WORDS = 3  # of a link to another article on average; fewer may be a list of names
_PROSE = 80  # characters
_PARAGRAPHS = 3


def prune(tree: _Element) -> None:
    """Drop what is no part of the article, and free what would be lost with it."""
    bodies = _bodies(tree)
    dropped: set[_Element] = set()
    for element in list(tree.iter("*")):
        parent = element.getparent()
        if parent is None or element.tag in {"html", "head", "body"}:
            continue
        if parent in dropped:
            dropped.add(element)
        elif _is_furniture(element, bodies):
            dropped.add(element)
            drop(element)
    for heading in list(tree.iter(*_HEADINGS)):
        if heading.getnext() is not None and heading.getparent() in bodies:
            strip_tags(heading, "*")
    for element in tree.iter("div", "p"):
        short = len(element) <= 1 and len(text_of(element)) <= _SUBHEAD
        if element.getparent() in bodies and _names(element) & _SUBHEADS and short:
            element.tag = "h3"
    for paragraph in tree.iter("p"):
        strip_tags(paragraph, "span", "font")
    _free_posts(tree)


def _bodies(tree: _Element) -> set[_Element]:
    """Return the elements that have several paragraphs of prose as their children."""
    paragraphs = Counter(p.getparent() for p in tree.iter("p") if _is_prose(p))
    return {parent for parent, count in paragraphs.items() if count >= _PARAGRAPHS}


def _is_furniture(element: _Element, bodies: Container[_Element]) -> bool:
    if element.tag in {"ul", "ol"}:
        return _is_link_list(element)
    if element.tag == "a":
        return _is_teaser(element, bodies)
    if element.tag == "p" and _is_labelled_link(element):
        return True
    names = _names(element)
    if not names & _NAMED or len(list(islice(element.iter(), _LARGE))) == _LARGE:
        return False
    if names & _CARDS:
        return _is_card(element)
    if names & _CAPTIONS and not names & _FURNITURE:
        return element.tag in {"span", "small"} and len(text_of(element)) <= _CAPTION
    return _plain_words(element) <= _SMALL and next(element.iter("h1"), None) is None


def _is_teaser(link: _Element, bodies: Container[_Element]) -> bool:
    """Tell whether a link leads to another article: around a heading, or between paragraphs."""
    if any(child.tag in _HEADINGS for child in link.iter("*")):
        return True
    parent, before = link.getparent(), link.getprevious()
    if parent not in bodies or _SHARED_QUOTE.search(link.get("href", "")):
        return False
    said = (link.tail or "") + ((before.tail if before is not None else parent.text) or "")
    return not said.strip() and len(text_of(link).split()) >= _TEASER_WORDS


def _is_labelled_link(paragraph: _Element) -> bool:
    """Tell whether a paragraph is links with a label each: "Storm hits the coast [VIDEO]"."""
    links = [text_of(link) for link in paragraph.iter("a")]
    if not links or sum(len(link.split()) for link in links) < _TEASER_WORDS * len(links):
        return False
    label = text_of(paragraph)
    for link in links:
        label = label.replace(link, " ", 1)
    return bool(_LABELS.fullmatch(label.strip()))


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
    linked = sum(len(text_of(link)) for link in links)
    words = sum(len(text_of(link).split()) for link in links)
    return linked >= _LINKED * len(text_of(element)) and words >= _TEASER_WORDS * len(links)


def _free_posts(tree: _Element) -> None:
    """Take the names off posts of social networks that are quoted, so that they aren't lost."""
    for quote in tree.iter("blockquote"):
        if _POST.search(quote.get("class", "")):
            quote.attrib.pop("class")
            around = quote.getparent()
            if around is not None and len(around) <= _EMBEDDING and around.tag == "div":
                around.attrib.pop("class", None)


def _is_prose(element: _Element) -> bool:
    if element.tag != "p":
        return False
    text = text_of(element)
    linked = sum(len(text_of(link)) for link in element.iter("a"))
    return len(text) >= _PROSE and linked * 2 < len(text)


def _names(element: _Element) -> frozenset[str]:
    return _words(f"{element.get('class', '')} {element.get('id', '')}")


@lru_cache(maxsize=4_096)
def _words(named: str) -> frozenset[str]:
    """Return the words that the names of classes are made of, in lower case."""
    return frozenset(name.lower() for name in _NAME.findall(named))


def _plain_words(element: _Element) -> int:
    """Return the number of an element's words that are in no link."""
    linked = sum(len(text_of(link).split()) for link in element.iter("a"))
    return len(text_of(element).split()) - linked


def text_of(element: _Element) -> str:
    """Return the text of an element and of all in it, on one line."""
    return " ".join("".join(element.itertext()).split())


def drop(element: _Element) -> None:
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
