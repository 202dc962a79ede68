"""What a page or a file is: by its first bytes, then by what it is announced as and called."""

import re
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import urlsplit

from index.extraction import markdown
from index.models import FetchedPage

TextKind = Literal["html", "markdown", "text"]
FileKind = Literal["pdf", "epub", "docx"]

READABLE = "HTML, Markdown, plain text, PDF, EPUB and DOCX can be read"

_BY_MEDIA_TYPE: dict[str, TextKind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
}
_BY_ENDING: dict[str, TextKind] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
}
_SAYS_NOTHING = {None, "", "text/plain", "application/octet-stream", "binary/octet-stream"}
_NO_ARTICLE = {"text/css", "text/javascript", "text/calendar", "text/vcard"}

_PDF = b"%PDF-"
_PDF_WITHIN = 1_024  # bytes that programs have put before a PDF, and readers look through
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FORMATS: dict[bytes, FileKind | str] = {  # by the name of a member that only they have
    b"META-INF/container.xml": "epub",
    b"application/epub+zip": "epub",
    b"word/document": "docx",
    b"ppt/presentation.xml": "PPTX",
    b"xl/workbook": "XLSX",
    b"application/vnd.oasis.opendocument": "OpenDocument",
    b"Index/Document.iwa": "Pages",
}

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|article|main)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAGS = re.compile(r"</(?:p|div|h[1-6]|article|span|li)\s*>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[a-z!/?]", re.IGNORECASE)
_ENOUGH_TAGS = 3
_SNIFFED = 4_096


def is_packed(content: bytes) -> bool:
    """Tell, at a glance, whether a file may be one that is read in a process of its own."""
    return content.startswith(_ZIP) or _PDF in content[:_PDF_WITHIN]


def file_kind(content: bytes) -> FileKind | str | None:
    """Return the kind of a file that isn't text, whatever it is announced as.

    Returns:
        What can be read; the name of a format of texts that can't be read, such as "ODT", or
        "locked" for one that a password locks; None for anything else.
    """
    if _PDF in content[:_PDF_WITHIN] and not content[:_PDF_WITHIN].lstrip().startswith(b"<"):
        return "pdf"
    if content.startswith(_ZIP):
        return _archived(content)
    if content.startswith(b"{\\rtf"):
        return "RTF"
    if content.startswith(_OLE):
        return "locked" if _ENCRYPTED in content else "DOC"
    if content[60:68] == b"BOOKMOBI":
        return "MOBI"
    return None


def kind_of(page: FetchedPage, text: str) -> TextKind:
    """Tell what kind of text a page is: by its beginning, its media type, then by its name."""
    head = text[:_SNIFFED]
    if _HTML.match(head):
        return "html"
    announced = _BY_MEDIA_TYPE.get(page.media_type or "")
    if announced is not None and (announced != "html" or _ANY_TAG.search(text)):
        return announced
    ending = PurePosixPath(path_of(page).lower()).suffix
    if ending in _BY_ENDING and page.media_type in _SAYS_NOTHING:
        return _BY_ENDING[ending]
    if len(_TAGS.findall(head)) >= _ENOUGH_TAGS:
        return "html"
    return "markdown" if markdown.looks_like(text[: 4 * _SNIFFED]) else "text"


def may_be_text(page: FetchedPage) -> bool:
    """Tell whether a page may be a readable text, by its media type or by how it begins."""
    media_type = page.media_type
    if media_type in _SAYS_NOTHING or media_type in _BY_MEDIA_TYPE:
        return True
    if (media_type or "").startswith("text/") and media_type not in _NO_ARTICLE:
        return True
    return bool(_HTML.match(page.content[:_SNIFFED].decode("latin-1")))


def path_of(page: FetchedPage) -> str:
    """Return the path of a page's link, or the name of a file."""
    return urlsplit(page.url).path if page.url else (page.name or "")


def _archived(content: bytes) -> FileKind | str | None:
    """Return what an archive is, by its members' names, which stand in it as they are."""
    return next((kind for member, kind in _FORMATS.items() if member in content), None)
