"""Gets the article out of a page's bytes: plain text, Markdown or HTML."""

import asyncio
import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import urlsplit

from index.errors import ExtractionError
from index.extraction import html, markdown, plaintext
from index.extraction.decoding import decode, is_binary
from index.extraction.drafts import article_of
from index.extraction.refusals import PASTE, WALLS
from index.extraction.thinness import thinness
from index.models import ExtractedArticle, FetchedPage

Kind = Literal["html", "markdown", "text"]

_BY_MEDIA_TYPE: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
}
_BY_ENDING: dict[str, Kind] = {
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
_READABLE = "HTML, Markdown and plain text can be read, PDFs and other formats can't yet"
_SENTENCES = {  # by their keys
    "extract-empty": "{name} is empty: there is nothing to read in it.",
    "extract-none": f"No article was found in {{name}}: {PASTE}.",
    **WALLS,
    "extract-pdf": f"{{name}} is a PDF: {_READABLE}.",
    "extract-type": f"{{name}} is {{type}}, not an article: {_READABLE}.",
    "extract-binary": f"{{name}} is not a text: {_READABLE}.",
    "extract-letters": "The letters of {name} can't be told: save it as UTF-8 and add it again.",
}
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|article|main)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAGS = re.compile(r"</(?:p|div|h[1-6]|article|span|li)\s*>", re.IGNORECASE)
_ENOUGH_TAGS = 3
_SNIFFED = 4_096


class ArticleExtractor:
    """Extracts articles in worker threads, for parsing a large page takes a while."""

    async def extract(self, page: FetchedPage) -> ExtractedArticle:
        """Return the article in `page`.

        Raises:
            ExtractionError: the page is empty, no text, or has no article in it.
        """
        return await asyncio.to_thread(extract, page)


def extract(page: FetchedPage) -> ExtractedArticle:
    """Return the article in `page`; blocks while it parses.

    Raises:
        ExtractionError: the page is empty, no text, or has no article in it.
    """
    if not page.content.strip():
        raise _refusal(page, "extract-empty")
    text = _text(page)
    if not text.strip():
        raise _refusal(page, "extract-empty")
    kind = kind_of(page, text)
    if kind == "html":
        draft = html.parse(text, page.url)
    elif kind == "markdown":
        draft = markdown.parse(text)
    else:
        draft = plaintext.parse(text)
    if draft is None or not any(block.text for block in draft.blocks):
        cause = thinness(text, "") if kind == "html" else None
        raise _refusal(page, "extract-none" if cause in {None, "short"} else f"extract-{cause}")
    article = article_of(draft, fallback_title=fallback_title(page), url=page.url)
    return replace(article, thin=thinness(text, article.text)) if kind == "html" else article


def _text(page: FetchedPage) -> str:
    if page.content.startswith(b"%PDF-"):
        raise _refusal(page, "extract-pdf")
    if not _may_be_text(page.media_type):
        raise _refusal(page, "extract-type")
    if is_binary(page.content, page.encoding):
        raise _refusal(page, "extract-binary")
    text = decode(page.content, page.encoding)
    if text is None:
        raise _refusal(page, "extract-letters")
    return text


def _refusal(page: FetchedPage, key: str) -> ExtractionError:
    name = page.url or page.name
    return ExtractionError(
        _SENTENCES[key].format(name=name or "The pasted text", type=page.media_type),
        key=key if name else "extract-pasted",
        name=name or "",
        type=page.media_type or "",
    )


def _may_be_text(media_type: str | None) -> bool:
    if media_type in _SAYS_NOTHING or media_type in _BY_MEDIA_TYPE:
        return True
    return (media_type or "").startswith("text/") and media_type not in _NO_ARTICLE


def kind_of(page: FetchedPage, text: str) -> Kind:
    """Tell what a page is: by its media type, then by its name, then by its text."""
    if page.media_type in _BY_MEDIA_TYPE:
        return _BY_MEDIA_TYPE[page.media_type]
    path = urlsplit(page.url).path if page.url else (page.name or "")
    ending = PurePosixPath(path.lower()).suffix
    if ending in _BY_ENDING and page.media_type in _SAYS_NOTHING:
        return _BY_ENDING[ending]
    head = text[:_SNIFFED]
    if _HTML.match(head) or len(_TAGS.findall(head)) >= _ENOUGH_TAGS:
        return "html"
    return "markdown" if markdown.looks_like(text[: 4 * _SNIFFED]) else "text"


def fallback_title(page: FetchedPage) -> str:
    """Return a title made of the file's name or of the link's last part."""
    path = urlsplit(page.url).path if page.url else (page.name or "")
    stem = PurePosixPath(path).stem
    words = " ".join(re.split(r"[\s_-]+", stem)).strip()
    if words:
        return words
    return (urlsplit(page.url).hostname if page.url else None) or "Untitled"
