"""From what a person names, a link, a file, standard input, pasted text, to an article.

Where a page or a file shows something else in an article's place, such as a demand for consent, it
is refused; what a person pasted is taken as it is.
"""

import asyncio
import re
import sys
from dataclasses import replace
from pathlib import Path

from bot.importing.lines import ArticleLine, PlaceLine
from index.extraction.plaintext import ready
from index.extraction.refusals import wall
from index.files import read_file, read_input
from index.models import ExtractedArticle, FetchedPage
from index.ports import Extractor, Fetcher
from index.reading import LinkReader

_STANDARD_INPUT = "-"
_LINK = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


class Reader:
    """Reads articles from where people keep them. All methods raise FetchError, ExtractionError."""

    def __init__(self, fetcher: Fetcher, extractor: Extractor, fetch_bytes: int) -> None:
        """Fetch and extract with these; refuse files of more than `fetch_bytes`."""
        self._links = LinkReader(fetcher, extractor)
        self._extractor = extractor
        self._fetch_bytes = fetch_bytes

    async def place(
        self, place: str, *, title: str | None = None, url: str | None = None
    ) -> ExtractedArticle:
        """Return the article behind a link, in a file, or on standard input ("-").

        Args:
            place: the link, the path or "-".
            title: goes before the title that is found.
            url: goes before the link that is found, so that an article that is read anew keeps
                its own, whatever the page says or was redirected to.
        """
        if _LINK.match(place):
            return await self.link(place, title=title, url=url)
        return await self.page(await self._page(place), title=title, url=url)

    async def preview(self, place: str) -> ExtractedArticle:
        """Return what can be read behind a link, in a file or on standard input, whole or not.

        Args:
            place: the link, the path or "-".
        """
        if _LINK.match(place):
            return await self._links.preview(place)
        return await self._extractor.extract(await self._page(place))

    async def link(
        self, link: str, *, title: str | None = None, url: str | None = None
    ) -> ExtractedArticle:
        """Return the article behind a link; never a file's, whatever `link` says.

        Args:
            link: the link, from whomever.
            title: goes before the title that is found.
            url: goes before the link that is found.
        """
        return _named(await self._links.read(link), title=title, url=url)

    async def page(
        self, page: FetchedPage, *, title: str | None = None, url: str | None = None
    ) -> ExtractedArticle:
        """Return the article in bytes that somebody else has got, such as an attachment's.

        Args:
            page: the bytes.
            title: goes before the title that is found.
            url: goes before the link that is found.
        """
        extracted = await self._extractor.extract(page)
        name = page.url or page.name
        if name and (refused := wall(name, extracted.thin)):
            raise refused
        return _named(extracted, title=title, url=url)

    async def text(
        self, text: str, *, title: str | None = None, url: str | None = None
    ) -> ExtractedArticle:
        """Return the article in pasted text.

        Args:
            text: the text.
            title: goes before the text's first line.
            url: where the text comes from.
        """
        content = text.encode("utf-8", "replace")
        page = FetchedPage(content=content, media_type="text/plain", encoding="utf-8")
        return _named(await self._extractor.extract(page), title=title, url=url)

    async def line(self, line: ArticleLine) -> ExtractedArticle:
        """Return the article that a line of a bulk file gives or names."""
        if isinstance(line, PlaceLine):
            return await self.place(line.source, title=line.title, url=line.url)
        return await asyncio.to_thread(
            ready, line.title, line.text, url=line.url, published=line.published
        )

    async def _page(self, place: str) -> FetchedPage:
        limit = self._fetch_bytes
        if place == _STANDARD_INPUT:
            return await asyncio.to_thread(read_input, sys.stdin.buffer, most_bytes=limit)
        return await asyncio.to_thread(read_file, Path(place), most_bytes=limit)


def _named(extracted: ExtractedArticle, *, title: str | None, url: str | None) -> ExtractedArticle:
    return replace(
        extracted,
        title=title or extracted.title,
        titled=bool(title),
        url=url or extracted.url,
    )
