"""OPML: the feeds that a feed reader follows, and outlines of links.

http://opml.org/spec2.opml: an `outline` with `xmlUrl` is a feed, whatever its type says; one of
type "link" has its link in `url`. They nest, as folders.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]  # ships no type hints

from bot.errors import UserError
from bot.importing.items import Item, Link, Unusable, is_web_link
from bot.importing.lines import FeedLine

_MOST_BYTES = 32 * 1024 * 1024
_REFERENCE = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)")


def read_outline(path: Path) -> Iterator[Item]:
    """Yield the feeds and the links of an OPML file.

    Raises:
        UserError: the file is too large to be one.
    """
    with path.open("rb") as stream:
        content = stream.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise UserError(f"{path} is too large for a list of feeds.")
    try:
        root = etree.fromstring(_without_entities(content), _parser())
    except etree.XMLSyntaxError as error:
        yield Unusable(name=str(path), problem=f"It isn't well-formed XML: line {error.lineno}.")
        return
    for outline in root.iter("{*}outline"):
        attributes = {str(name).casefold(): str(value) for name, value in outline.attrib.items()}
        item = _item(attributes)
        if item is not None:
            yield item


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _without_entities(content: bytes) -> bytes:
    """Return XML in which ampersands stand for themselves, except XML's own five references.

    Feed readers forget to escape them in links; and no entity that a file defines can do harm.
    """
    return _REFERENCE.sub(b"&amp;", content)


def _item(attributes: dict[str, str]) -> Item | None:
    """Return what an outline names, None for a folder or a text."""
    feed = attributes.get("xmlurl", "").strip()
    link = attributes.get("url", "").strip()
    if feed:
        if not is_web_link(feed):
            return Unusable(name=feed, problem="That isn't a link to a feed.")
        return FeedLine(feed=feed)
    if link and attributes.get("type", "").casefold() == "link":
        if not is_web_link(link):
            return Unusable(name=link, problem="That isn't a link to a page of the web.")
        return Link(link=link, title=attributes.get("text", "").strip() or None)
    return None
