"""HTML pages as trees, as large as can be worked through in a few seconds."""

from lxml.etree import (  # type: ignore[import-untyped]  # ships no type hints
    XPath,
    _Element,
    strip_elements,
    strip_tags,
)
from trafilatura import load_html

from index.extraction.crowding import is_crowded
from index.extraction.unreadable import Unreadable

_MANY_ELEMENTS = 4_000  # the largest of 91 labelled pages has 1,600
_MOST_ELEMENTS = 20_000
_MOST_INLINE = 60_000  # unwrapping more takes ever longer
_MOST_CHARACTERS = 3_000_000  # of text
_LONG_VALUES = XPath("//@*[string-length() > 10000]")  # data rather than names
_UNSEEN = ("style", "svg", "template", "canvas", "object", "embed", "iframe", "map")
_INLINE = (
    "span", "font", "b", "strong", "i", "em", "u", "s", "small", "big", "sub", "sup", "abbr",
    "cite", "bdi", "bdo", "wbr", "tt", "ins", "mark", "data", "dfn", "kbd", "var", "samp", "center",
)  # fmt: skip


def tree_of(html: str) -> _Element | None:
    """Return a page's tree without what nobody reads, None if it is no page.

    Of a page of very many elements only those that shape its text are kept.

    Raises:
        Unreadable: it is still too large.
    """
    if is_crowded(html):
        raise Unreadable("long")
    tree: _Element | None = load_html(html)
    if tree is None:
        return None
    for script in list(tree.iter("script")):
        if "ld+json" not in script.get("type", "").lower():
            script.text = None
    for value in _LONG_VALUES(tree):
        del value.getparent().attrib[value.attrname]
    strip_elements(tree, *_UNSEEN, with_tail=False)
    elements = _elements(tree)
    if elements in range(_MANY_ELEMENTS, _MOST_INLINE):
        strip_tags(tree, *_INLINE)
        elements = _elements(tree)
    if elements > _MOST_ELEMENTS:
        raise Unreadable("long")
    if sum(map(len, tree.itertext())) > _MOST_CHARACTERS:
        raise Unreadable("long")
    return tree


def _elements(tree: _Element) -> int:
    return sum(1 for _ in tree.iter())
