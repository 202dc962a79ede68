"""The article in a Word file (Office Open XML, ISO/IEC 29500), read by mammoth."""

import io
import zipfile
import zlib
from xml.parsers.expat import ExpatError

import mammoth  # type: ignore[import-untyped]  # ships no type hints
from lxml import etree  # type: ignore[import-untyped]  # ships no type hints
from lxml.html import document_fromstring  # type: ignore[import-untyped]  # ships no type hints

from index.extraction.archives import MOST_OF_ONE, Archive
from index.extraction.drafts import Draft
from index.extraction.markup import blocks_of
from index.extraction.pdf import information
from index.extraction.unreadable import Unreadable

_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
"""
_PROPERTIES = "docProps/core.xml"
_NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
}


def parse(content: bytes) -> Draft:
    """Return the blocks of a Word file, its notes at the end, and what it says of itself.

    Raises:
        Unreadable: it is damaged, locked or unpacks to too much.
    """
    archive = Archive(content)
    if sum(size for name, size in archive.sizes().items() if _is_xml(name)) > MOST_OF_ONE:
        raise Unreadable("swollen")
    _check(archive)
    try:
        html = mammoth.convert_to_html(
            io.BytesIO(content),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(lambda _: {}),
        ).value
    except (
        AttributeError, ExpatError, LookupError, OSError, TypeError, ValueError, zipfile.BadZipFile,
        zlib.error,
    ) as error:  # fmt: skip
        raise Unreadable("damaged") from error
    if not html.strip():
        raise Unreadable("none")
    page = document_fromstring(html)
    title = page.find(".//h1[@class='title']")
    subtitle = page.find(".//p[@class='subtitle']")
    if subtitle is not None:
        subtitle.getparent().remove(subtitle)
    said = _properties(archive)
    return Draft(
        blocks=blocks_of(page),
        title=_text(title) or information.title_of(said.get("title", "")),
        subtitle=_text(subtitle),
        author=information.author_of(said.get("creator", "")),
        published=information.date_of(said.get("created", "").replace("-", "")),
    )


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def _check(archive: Archive) -> None:
    """Refuse XML that declares entities, which Word never writes and a bomb is made of."""
    for name in archive.sizes():
        if _is_xml(name) and b"<!ENTITY" in archive.read(name):
            raise Unreadable("damaged")


def _text(element: etree._Element | None) -> str | None:
    return " ".join("".join(element.itertext()).split()) or None if element is not None else None


def _properties(archive: Archive) -> dict[str, str]:
    """Return what stands in the file's core properties."""
    if _PROPERTIES not in archive:
        return {}
    root = archive.xml(_PROPERTIES)
    paths = {"title": "dc:title", "creator": "dc:creator", "created": "dcterms:created"}
    return {
        name: root.findtext(path, default="", namespaces=_NAMES) for name, path in paths.items()
    }
