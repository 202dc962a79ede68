"""The chapters of an EPUB (EPUB 3.3, https://www.w3.org/TR/epub-33/; EPUB 2 is read too)."""

import html
import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree  # type: ignore[import-untyped]  # ships no type hints

from index.extraction.archives import Archive
from index.extraction.blocks import Block
from index.extraction.dates import first_date
from index.extraction.decoding import decode
from index.extraction.drafts import Draft
from index.extraction.markup import blocks_of
from index.extraction.unreadable import Unreadable
from index.words import count_words

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_FONTS_ONLY = {"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"}
_CHAPTERS = {
    "application/xhtml+xml",
    "text/html",
    "application/x-dtbook+xml",
    "text/x-oeb1-document",
}
_MOST_CHAPTERS = 3_000
_TYPE = "{http://www.idpf.org/2007/ops}type"
_FRONT = re.compile(
    r"\b(?:cover|toc|landmarks|title-?page|half-?title-?page|copyright-?page|imprint|colophon"
    r"|other-credits|index|loi|lot)\b"
)
_FRONT_NAME = re.compile(
    r"(?:\A|[-_.\d])(?:cover\w*|toc|nav|contents|title-?_?page|half-?_?title|copyright|imprint"
    r"|colophon|license|uncopyright|index)(?:[-_.\d]|\Z)",
    re.IGNORECASE,
)
_FRONT_WORDS = 400  # a page that is called so and says more is a chapter
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z]\w{1,31});")
_PROLOGUE = re.compile(
    r"\A\s*(?:<\?xml[^>]*\?>|<!DOCTYPE[^\[>]*(?:\[[^\]]*\])?[^>]*>|\s)+", re.IGNORECASE
)


def parse(content: bytes) -> Draft:
    """Return the chapters of a book in reading order, and what it says of itself.

    Covers, tables of contents and pages of rights are left out.

    Raises:
        Unreadable: it is damaged, copy-protected, or unpacks to too much.
    """
    archive = Archive(content)
    _refuse_locked(archive)
    rootfile = archive.xml(_CONTAINER).find(".//{*}rootfile")
    path = rootfile.get("full-path") if rootfile is not None else None
    if not path:
        raise Unreadable("damaged")
    package = archive.xml(path)
    blocks: list[Block] = []
    for name, front in _spine(package, posixpath.dirname(path)):
        if name in archive:
            blocks += _chapter(archive.read(name), front=front)
    creators = [_said(creator) for creator in package.iterfind(".//{*}metadata/{*}creator")]
    return Draft(
        blocks=tuple(blocks),
        title=_said(package.find(".//{*}metadata/{*}title")),
        author=", ".join(filter(None, creators)) or None,
        published=_published(package),
        language=_said(package.find(".//{*}metadata/{*}language")),
    )


def _refuse_locked(archive: Archive) -> None:
    """Refuse a book whose text is encrypted; hiding its fonts is common, and no matter."""
    if _ENCRYPTION not in archive:
        return
    for method in archive.xml(_ENCRYPTION).iter("{*}EncryptionMethod"):
        if method.get("Algorithm") not in _FONTS_ONLY:
            raise Unreadable("locked")


def _spine(package: etree._Element, folder: str) -> Iterator[tuple[str, bool]]:
    """Yield the names of the chapters, and whether each is by its place no chapter."""
    items = {item.get("id"): item for item in package.iterfind(".//{*}manifest/{*}item")}
    guide = {
        _target(reference.get("href", ""), folder)
        for reference in package.iterfind(".//{*}guide/{*}reference")
        if _FRONT.search(reference.get("type", ""))
    }
    chapters = package.findall(".//{*}spine/{*}itemref")
    if len(chapters) > _MOST_CHAPTERS:
        raise Unreadable("long")
    for chapter in chapters:
        item = items.get(chapter.get("idref"))
        if item is None or chapter.get("linear") == "no":
            continue
        if item.get("media-type") not in _CHAPTERS or "nav" in item.get("properties", "").split():
            continue
        name = _target(item.get("href", ""), folder)
        yield name, name in guide or bool(_FRONT_NAME.search(posixpath.basename(name)))


def _target(href: str, folder: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))


def _chapter(content: bytes, *, front: bool) -> tuple[Block, ...]:
    root = _tree(content)
    body = None if root is None else root.find(".//{*}body")
    if body is None:
        return ()
    first = next((child for child in body if isinstance(child.tag, str)), None)
    types = [element.get(_TYPE, "") for element in (body, first) if element is not None]
    blocks = blocks_of(body)
    front = front or any(map(_FRONT.search, types))
    if front and sum(count_words(block.text) for block in blocks) <= _FRONT_WORDS:
        return ()
    return blocks


def _tree(content: bytes) -> etree._Element | None:
    """Return a chapter's root; entities of HTML are put in, which XML doesn't know."""
    text = decode(content)
    if text is None:
        raise Unreadable("damaged")
    text = _ENTITY.sub(lambda found: html.unescape(found[0]), _PROLOGUE.sub("", text))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False
    )
    try:
        return etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("damaged") from error


def _said(element: etree._Element | None) -> str | None:
    return " ".join("".join(element.itertext()).split()) or None if element is not None else None


def _published(package: etree._Element) -> str | None:
    """Return the day of publication, not those of its file's making or change."""
    dates = package.findall(".//{*}metadata/{*}date")
    events = {
        date.get("{http://www.idpf.org/2007/opf}event", "publication"): date for date in dates
    }
    said = _said(events.get("publication") if "publication" in events else None)
    return first_date(said[:10]) if said else None
