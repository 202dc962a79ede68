"""Tags with so many attributes that parsing one takes minutes.

The parser compares each attribute of a tag with all before it, so its time grows with the square of
their number. Tags are followed here as it follows them
(https://html.spec.whatwg.org/multipage/parsing.html#tag-open-state): a tag ends with the first ">"
outside quotes, whatever else stands before that.
"""

import re
from itertools import islice

_MOST_ATTRIBUTES = 1_000
_HARMLESS = 100_000  # characters; a shorter page can't take long

_OPENING = re.compile(r"<(?:!--|[a-zA-Z])")
_ATTRIBUTE = r"[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+"
_TAG = re.compile(rf"<(?P<name>[a-zA-Z][^\s/>]*+)(?P<attributes>(?:{_ATTRIBUTE})*+)[\s/]*+>?")
_EACH = re.compile(_ATTRIBUTE)
_SHORTEST = 2  # characters of an attribute with the blank before it
_RAW = {"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"}


def is_crowded(html: str) -> bool:
    """Tell whether a tag of a page has more attributes than any page needs."""
    if len(html) < _HARMLESS:
        return False
    at = 0
    while opening := _OPENING.search(html, at):
        if opening[0] == "<!--":
            at = _after(html, "-->", opening.end())
            continue
        tag = _TAG.match(html, opening.start())
        if tag is None:
            at = opening.end()
            continue
        attributes = tag["attributes"]
        if len(attributes) > _SHORTEST * _MOST_ATTRIBUTES and _too_many(attributes):
            return True
        name = tag["name"].lower()
        at = _after(html, f"</{name}", tag.end()) if name in _RAW else tag.end()
    return False


def _too_many(attributes: str) -> bool:
    beyond = islice(_EACH.finditer(attributes), _MOST_ATTRIBUTES, None)
    return next(beyond, None) is not None


def _after(html: str, end: str, start: int) -> int:
    """Return where a raw text is over, which is the page's end if it isn't closed."""
    at = html.find(end, start)
    return len(html) if at < 0 else at + len(end)
