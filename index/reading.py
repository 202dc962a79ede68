"""From a link to its article: the page, or where that shows too little, another form of it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from index.errors import ExtractionError, FetchError
from index.extraction.alternates import alternates, next_page, of_one_site
from index.extraction.canonical import is_front
from index.extraction.joining import joined
from index.extraction.refusals import wall
from index.links import cleaned
from index.models import ExtractedArticle, FetchedPage, Validators
from index.ports import Extractor, Fetcher
from index.words import count_words

_MOST_PAGES = 10  # of one article; galleries go on for longer

_Fetch = Callable[[str], Awaitable[FetchedPage | None]]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was read, and from how many pages."""

    article: ExtractedArticle
    pages: int = 1


class LinkReader:
    """Reads the articles behind links.

    Where a page holds its article back or can't be read, its AMP and print versions are tried;
    where an article goes on on further pages, those are read too.
    """

    def __init__(self, fetcher: Fetcher, extractor: Extractor) -> None:
        """Fetch and extract with these."""
        self._fetcher = fetcher
        self._extractor = extractor

    async def read(
        self,
        link: str,
        *,
        title: str | None = None,
        fetched: Callable[[], Awaitable[object]] | None = None,
    ) -> ExtractedArticle:
        """Return the article behind a link that a person asked for.

        Args:
            link: the link, from whomever.
            title: goes before the title that is found.
            fetched: awaited when the page has come and is about to be read.

        Raises:
            FetchError: the page can't be had.
            ExtractionError: it holds no article, or what stands in the article's place: a demand
                for consent or for money, a program, or the news that something went wrong.
        """
        article = await self.preview(link, fetched=fetched)
        if refused := wall(link, article.thin):
            raise refused
        return replace(article, title=title or article.title, titled=bool(title))

    async def preview(
        self, link: str, *, fetched: Callable[[], Awaitable[object]] | None = None
    ) -> ExtractedArticle:
        """Return what can be read behind a link, the whole article or not.

        Args:
            link: the link.
            fetched: awaited when the page has come and is about to be read.

        Raises:
            FetchError: the page can't be had.
            ExtractionError: nothing can be read in it.
        """
        page = await self._fetcher.fetch(link)
        if fetched is not None:
            await fetched()
        return await self._article(link, page, self._fetcher.fetch)

    async def reread(self, link: str, validators: Validators) -> ExtractedArticle | None:
        """Return the article behind a link that is looked after; None if its page hasn't changed.

        Args:
            link: the link.
            validators: what the server called the state that is known.

        Raises:
            FetchError: the page can't be had, or its site doesn't want robots there.
            ExtractionError: it holds no article, as with `read`.
        """
        page = await self._fetcher.revisit(link, validators)
        if page is None:
            return None
        article = await self._article(link, page, self._fetcher.revisit)
        if refused := wall(link, article.thin):
            raise refused
        return article

    async def _article(self, link: str, page: FetchedPage, fetch: _Fetch) -> ExtractedArticle:
        """Return the article of a page with what is known of its link.

        Raises:
            ExtractionError: nothing can be read in the page.
        """
        reading = await self._reading(page, fetch)
        article = reading.article
        url = article.url or cleaned(link)
        # What the server says of one page's state says nothing about the others'.
        validators = page.validators if reading.pages == 1 else Validators()
        return replace(article, url=url, aliases=_aliases(link, page, url), validators=validators)

    async def _reading(self, page: FetchedPage, fetch: _Fetch) -> _Reading:
        try:
            article = await self._extractor.extract(page)
        except ExtractionError:
            other = await self._alternate(page, None, fetch)
            if other is None:
                raise
            return _Reading(other, pages=2)
        if article.thin is not None:
            other = await self._alternate(page, article, fetch)
            if other is not None:
                return _Reading(other, pages=2)
        return await self._continued(page, article, fetch)

    async def _alternate(
        self, page: FetchedPage, found: ExtractedArticle | None, fetch: _Fetch
    ) -> ExtractedArticle | None:
        """Return the article as another version of its page has it, None if none is better.

        Better is what isn't thin, and has more words than were found.
        """
        words = 0 if found is None else count_words(found.text)
        for link in await asyncio.to_thread(alternates, page):
            other = await self._extracted(page, link, fetch)
            if other is None or other[1].thin is not None:
                continue
            article = other[1]
            if count_words(article.text) > words:
                return article if found is None else _with_text_of(article, found)
        return None

    async def _continued(
        self, page: FetchedPage, article: ExtractedArticle, fetch: _Fetch
    ) -> _Reading:
        """Read the pages on which an article goes on; without one of them it isn't whole."""
        pages = 1
        while pages < _MOST_PAGES:
            link = await asyncio.to_thread(next_page, page)
            if link is None:
                break
            following = await self._extracted(page, link, fetch)
            if following is None:
                article = replace(article, thin="short")
                break
            longer = joined(article, following[1])
            if longer is None:
                break
            page, article, pages = following[0], longer, pages + 1
        return _Reading(article, pages)

    async def _extracted(
        self, page: FetchedPage, link: str, fetch: _Fetch
    ) -> tuple[FetchedPage, ExtractedArticle] | None:
        """Return another page of a page's site with its article, None if it can't be read."""
        try:
            other = await fetch(link)
            if other is None or not of_one_site(other.url or link, page.url or link):
                return None
            return other, await self._extractor.extract(other)
        except (FetchError, ExtractionError):
            return None


def _with_text_of(other: ExtractedArticle, found: ExtractedArticle) -> ExtractedArticle:
    """Return the article of another version, with what only its first page says of it."""
    return replace(
        other,
        url=found.url,
        site=found.site or other.site,
        subtitle=other.subtitle or found.subtitle,
        author=other.author or found.author,
        published=other.published or found.published,
        modified=other.modified or found.modified,
    )


def _aliases(link: str, page: FetchedPage, url: str) -> tuple[str, ...]:
    """Return the other links that led to an article; a front page leads to another every day."""
    asked = (link, *page.links, *((page.url,) if page.url else ()))
    return tuple(
        alias
        for alias in dict.fromkeys(map(cleaned, asked))
        if alias != url and not is_front(alias)
    )
