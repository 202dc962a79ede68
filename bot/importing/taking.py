"""Takes one thing of an import into the corpus."""

import html
import re
from dataclasses import replace
from typing import Protocol

from bot.importing.exported import ExportedLine
from bot.importing.items import File, Link, StoredPage, Wanted, link_of
from bot.importing.lines import FeedLine, PlaceLine, TextLine
from bot.importing.tally import Outcome
from bot.reading import Reader
from index.catalogue.catalogue import Catalogue
from index.errors import ExtractionError
from index.extraction.extractor import fallback_title
from index.feeds.models import Followed
from index.ingestion.ingestion import Ingestion
from index.links import cleaned, normalised
from index.models import Corpus, ExtractedArticle, FetchedPage

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Follows(Protocol):
    """Follows feeds."""

    async def add(self, corpus: Corpus, link: str) -> Followed:
        """Follow the feed behind a link.

        Raises:
            FailedIndex: there is none, or it can't be followed.
        """
        ...


class Taking:
    """Reads an article if it isn't in the corpus yet, and adds it."""

    def __init__(
        self,
        corpus: Corpus,
        *,
        catalogue: Catalogue,
        ingestion: Ingestion,
        reader: Reader,
        following: Follows,
        replace_known: bool = False,
    ) -> None:
        """Take things into `corpus`.

        Args:
            corpus: where to.
            catalogue: knows what is there.
            ingestion: adds articles.
            reader: reads them.
            following: follows feeds.
            replace_known: whether exported articles take the place of those that are there under
                their links.
        """
        self._corpus = corpus
        self._catalogue = catalogue
        self._ingestion = ingestion
        self._reader = reader
        self._following = following
        self._replace_known = replace_known

    async def take(self, item: Wanted) -> Outcome | Link:
        """Return what became of an item, or what is to be tried instead.

        Raises:
            FailedIndex: the article can't be had, or can't be added.
        """
        if isinstance(item, FeedLine):
            return (await self._following.add(self._corpus, item.feed)).outcome
        if isinstance(item, ExportedLine):
            return await self._exported(item)
        if await self._is_known(item):
            return "known"
        try:
            article = await self._article(item)
        except ExtractionError:
            if isinstance(item, StoredPage):  # what another program stored may be worth nothing
                return Link(link=item.link, title=item.title)
            raise
        return (await self._ingestion.add(self._corpus, article)).outcome

    async def _exported(self, line: ExportedLine) -> Outcome:
        """Take an article that comes from another store, or from this one at another time."""
        if line.url is not None and not self._replace_known:
            known = await self._catalogue.card_with_link(self._corpus, line.url)
            if known is not None and cleaned(known.url or "") == cleaned(line.url):
                return "known"
        return (await self._ingestion.add(self._corpus, line.article, past=line.past)).outcome

    async def _is_known(self, item: Wanted) -> bool:
        """Say whether reading an item is needless, as its link is in the corpus."""
        match item:
            case PlaceLine(url=str(link)) if link_of(item):
                pass
            case StoredPage(link=link):
                pass
            case _:
                link = link_of(item) or ""
        if not link:
            return False
        return await self._catalogue.card_with_link(self._corpus, link) is not None

    async def _article(
        self, item: Link | StoredPage | File | TextLine | PlaceLine
    ) -> ExtractedArticle:
        match item:
            case Link(link=link, title=title):
                return _titled(await self._reader.link(link), link, title)
            case StoredPage():
                return await self._stored(item)
            case File(path=path):
                return await self._reader.place(str(path))
        return await self._reader.line(item)

    async def _stored(self, item: StoredPage) -> ExtractedArticle:
        """Return the article that another program stored."""
        link, alias = cleaned(item.link), normalised(item.link)
        title = html.escape(item.title or "")
        page = FetchedPage(
            content=(
                f"<!DOCTYPE html><html><head><title>{title}</title></head>"
                f"<body><article>{item.html}</article></body></html>"
            ).encode("utf-8", "replace"),
            media_type="text/html",
            encoding="utf-8",
            url=link,
        )
        article = await self._reader.page(page, title=item.title, url=link)
        return replace(
            article,
            aliases=() if alias == link else (alias,),
            author=article.author or item.author,
            published=_date(item.published) or article.published,
        )


def _titled(article: ExtractedArticle, link: str, title: str | None) -> ExtractedArticle:
    """Give an article the title an export knows, if its own is only made of its link."""
    if title is None:
        return article
    links = (link, article.url, *article.aliases)
    made_up = {fallback_title(FetchedPage(content=b"", url=known)) for known in links if known}
    return replace(article, title=title) if article.title in made_up else article


def _date(text: str | None) -> str | None:
    found = _DATE.match(text or "")
    return found[0] if found else None
