"""Gets the article out of a page's or a file's bytes, whatever they are."""

import asyncio
import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import cast, get_args
from urllib.parse import urlsplit

from index.errors import ExtractionError
from index.extraction import html, markdown, plaintext
from index.extraction.apart import read_apart
from index.extraction.decoding import decode, is_binary
from index.extraction.drafts import Draft, article_of
from index.extraction.kinds import (
    READABLE,
    FileKind,
    file_kind,
    is_packed,
    kind_of,
    may_be_text,
    path_of,
)
from index.extraction.mending import is_lost
from index.extraction.refusals import PASTE, WALLS
from index.extraction.thinness import thinness
from index.extraction.unreadable import Unreadable
from index.models import ExtractedArticle, FetchedPage

_SENTENCES = {  # by their keys
    "extract-empty": "{name} is empty: there is nothing to read in it.",
    "extract-none": f"No article was found in {{name}}: {PASTE}.",
    **WALLS,
    "extract-type": f"{{name}} is {{type}}, not an article: {READABLE}.",
    "extract-format": f"{{name}} is a file of the kind {{format}}, and only {READABLE}: "
    "save it as one of these and add that.",
    "extract-binary": f"{{name}} is not a text: {READABLE}.",
    "extract-letters": "The letters of {name} can't be told: save it as UTF-8 and add it again.",
    "extract-mangled": "{name} was saved with wrong letters, so that some of its text is lost: "
    "get it again from where it comes from.",
    "extract-scanned": "{name} is a scan, its pages are pictures without text: "
    "run text recognition (OCR) over it first, and add what comes out.",
    "extract-locked": "{name} is locked with a password or copy protection: "
    "save it without and add that.",
    "extract-damaged": "{name} is damaged or was cut off: get it again and add it then.",
    "extract-long": "{name} has too many pages or parts: divide it and add the parts.",
    "extract-swollen": "{name} unpacks to more than can be read: divide it and add the parts.",
    "extract-slow": "{name} took too long to read: divide it and add the parts.",
    "extract-unmapped": "{name} doesn't say which letters its glyphs are: "
    "run text recognition (OCR) over it first, and add what comes out.",
}
_APART_AT_ONCE = 2


class ArticleExtractor:
    """Extracts articles in worker threads, for parsing a large page takes a while.

    Of the files that are read in processes of their own, only two are at once.
    """

    def __init__(self) -> None:
        """Have no file to read yet."""
        self._turns = asyncio.Semaphore(_APART_AT_ONCE)

    async def extract(self, page: FetchedPage) -> ExtractedArticle:
        """Return the article in `page`.

        Raises:
            ExtractionError: the page is empty, no text, or has no article in it.
        """
        if is_packed(page.content):
            async with self._turns:
                return await asyncio.to_thread(extract, page)
        return await asyncio.to_thread(extract, page)


def extract(page: FetchedPage) -> ExtractedArticle:
    """Return the article in `page`; blocks while it parses.

    Raises:
        ExtractionError: the page is empty, no text, or has no article in it.
    """
    if not page.content.strip():
        raise _refusal(page, "extract-empty")
    kind = file_kind(page.content)
    if kind is not None:
        return _article(page, _file(page, kind))
    text = _text(page)
    if not text.strip():
        raise _refusal(page, "extract-empty")
    return _read(page, text)


def _file(page: FetchedPage, kind: str) -> Draft:
    if kind not in get_args(FileKind):
        key = "extract-locked" if kind == "locked" else "extract-format"
        raise _refusal(page, key, format=kind)
    try:
        return read_apart(cast("FileKind", kind), page.content)
    except Unreadable as error:
        raise _refusal(page, f"extract-{error.cause}") from error


def _read(page: FetchedPage, text: str) -> ExtractedArticle:
    kind = kind_of(page, text)
    if kind == "markdown":
        return _article(page, markdown.parse(text))
    if kind == "text":
        return _article(page, plaintext.parse(text))
    try:
        draft = html.parse(text, page.url)
    except Unreadable as error:
        raise _refusal(page, f"extract-{error.cause}") from error
    if draft is None or not draft.blocks:
        cause = thinness(text, "")
        raise _refusal(page, "extract-none" if cause in {None, "short"} else f"extract-{cause}")
    article = _article(page, draft)
    return replace(article, thin=thinness(text, article.text))


def _article(page: FetchedPage, draft: Draft) -> ExtractedArticle:
    if not any(block.text for block in draft.blocks):
        raise _refusal(page, "extract-none")
    return article_of(draft, fallback_title=fallback_title(page), url=page.url)


def _text(page: FetchedPage) -> str:
    if not may_be_text(page):
        raise _refusal(page, "extract-type")
    if is_binary(page.content, page.encoding):
        raise _refusal(page, "extract-binary")
    text = decode(page.content, page.encoding)
    if text is None:
        raise _refusal(page, "extract-letters")
    if is_lost(text):
        raise _refusal(page, "extract-mangled")
    return text


def _refusal(page: FetchedPage, key: str, **values: str) -> ExtractionError:
    name = page.url or page.name
    values = {"type": page.media_type or "", **values}
    return ExtractionError(
        _SENTENCES[key].format(name=name or "The pasted text", **values),
        key=key if name else "extract-pasted",
        name=name or "",
        **values,
    )


def fallback_title(page: FetchedPage) -> str:
    """Return a title made of the file's name or of the link's last part."""
    stem = PurePosixPath(path_of(page)).stem
    words = " ".join(re.split(r"[\s_-]+", stem)).strip()
    if words:
        return words
    return (urlsplit(page.url).hostname if page.url else None) or "Untitled"
