"""From what a person names, a link, a file, standard input, pasted text, to an article."""

import asyncio
import re
import sys
from dataclasses import replace
from pathlib import Path

from bot.assembly import Assembly
from bot.imports import ImportLine, PlaceLine
from index.files import read_file, read_input
from index.models import ExtractedArticle, FetchedPage
from index.plaintext import ready

_STANDARD_INPUT = "-"
_LINK = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


class Reader:
    """Reads articles from where people keep them. All methods raise FetchError, ExtractionError."""

    def __init__(self, assembly: Assembly) -> None:
        """Fetch and extract with the parts of `assembly`."""
        self._assembly = assembly

    async def place(
        self, place: str, *, title: str | None = None, url: str | None = None
    ) -> ExtractedArticle:
        """Return the article behind a link, in a file, or on standard input ("-").

        Args:
            place: the link, the path or "-".
            title: goes before the title that is found.
            url: goes before the link that is found.
        """
        extracted = await self._extract(await self._page(place))
        return replace(extracted, title=title or extracted.title, url=url or extracted.url)

    async def text(self, text: str) -> ExtractedArticle:
        """Return the article in pasted text."""
        content = text.encode("utf-8", "replace")
        return await self._extract(
            FetchedPage(content=content, media_type="text/plain", encoding="utf-8")
        )

    async def line(self, line: ImportLine) -> ExtractedArticle:
        """Return the article that a line of a bulk file gives or names."""
        if isinstance(line, PlaceLine):
            return await self.place(line.source, title=line.title, url=line.url)
        return ready(line.title, line.text, url=line.url, published=line.published)

    async def _page(self, place: str) -> FetchedPage:
        limit = self._assembly.settings.fetch_bytes
        if place == _STANDARD_INPUT:
            return await asyncio.to_thread(read_input, sys.stdin.buffer, most_bytes=limit)
        if _LINK.match(place):
            return await self._assembly.fetcher.fetch(place)
        return await asyncio.to_thread(read_file, Path(place), most_bytes=limit)

    async def _extract(self, page: FetchedPage) -> ExtractedArticle:
        return await self._assembly.extractor.extract(page)
