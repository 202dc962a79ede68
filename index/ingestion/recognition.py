"""Which article of a corpus it is that comes in, under whatever link, and which it resembles."""

import asyncio
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from index.catalogue.catalogue import Catalogue
from index.catalogue.links import Lead
from index.duplicates import SAME, SIMILAR, resemblance, sketch
from index.errors import UnknownArticle
from index.extraction.alternates import of_one_site
from index.identity import article_id, text_hash
from index.ingestion.sketches import Sketches
from index.links import cleaned, normalised
from index.models import ArticleCard, ArticleId, Corpus, ExtractedArticle
from index.wording import wording
from index.words import folded

_SIMILAR_AT_MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Arriving:
    """An article that comes in, with its links cleaned.

    Attributes:
        text_hash: of its text.
        sketch: of its text.
    """

    extracted: ExtractedArticle
    text_hash: str
    sketch: bytes

    @property
    def links(self) -> tuple[str, ...]:
        """Every link that leads to it, the one it is to be known by first."""
        url = self.extracted.url
        return (*((url,) if url else ()), *self.extracted.aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What an arriving article is to the corpus.

    Attributes:
        article: its id, known or new.
        repeats: whether it says the same as that article, which is known by another link, or from
            a link while this text comes without one.
        near: the articles whose texts resemble it, and how much; None where that wasn't asked.
    """

    article: ArticleId
    repeats: bool = False
    near: tuple[tuple[ArticleId, float], ...] | None = None


def arriving(extracted: ExtractedArticle) -> Arriving:
    """Return an article ready to be recognised. It takes a while for a long one."""
    url = _usable(extracted.url) if extracted.url else None
    links = (*((url,) if url else ()), *extracted.aliases)
    aliases = dict.fromkeys(map(cleaned, links))
    return Arriving(
        extracted=replace(
            extracted, url=url, aliases=tuple(alias for alias in aliases if alias != url)
        ),
        text_hash=text_hash(extracted.text),
        sketch=sketch(extracted.text),
    )


def _usable(link: str) -> str:
    """Return a link cleaned, but of the same host and path.

    Elsewhere there may be nothing: some sites have pages for phones only.
    """
    return urlsplit(normalised(link))._replace(query=urlsplit(cleaned(link)).query).geturl()


class Recognition:
    """Recognises articles by their links and their texts. All methods raise CatalogueError."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Look into `catalogue`."""
        self._catalogue = catalogue
        self.sketches = Sketches(catalogue.versions)

    async def recognise(
        self, corpus: Corpus, coming: Arriving, *, exactly: bool = False
    ) -> Recognised:
        """Return which article of a corpus an arriving one is.

        The link that an article is known by tells it for certain. Other links come to lead to
        other articles, as those of today's paper do, so they only tell it where the texts agree,
        or the title where the article has moved from the link that it is known by. What is nearly
        the same under another link of one site is the same article too, unless its numbers differ,
        as those of a report do that is written anew each week.

        Args:
            corpus: where it arrives.
            coming: the article.
            exactly: whether it was told from all others before, in another store: then only the
                link that an article is known by counts or, without one, the very text.
        """
        extracted = coming.extracted
        if exactly:
            return await self._exactly(corpus, extracted)
        if extracted.url is None:
            known = await self._catalogue.versions.with_text(corpus, coming.text_hash)
            if known is not None:
                return Recognised(article=known, repeats=True)
        for lead in await self._catalogue.versions.leads(corpus, coming.links):
            if _known_by(lead, extracted.url) or _agree(lead, coming):
                return Recognised(article=lead.article_id)
        near = await self.sketches.resembling(corpus, coming.sketch)
        for identity, measured in near:
            if measured >= SAME and await self._is_same(corpus, identity, extracted):
                return Recognised(article=identity, repeats=True)
        identity = article_id(corpus, url=extracted.url, text=extracted.text)
        return Recognised(article=identity, near=tuple(near))

    async def _exactly(self, corpus: Corpus, extracted: ExtractedArticle) -> Recognised:
        identity = article_id(corpus, url=extracted.url, text=extracted.text)
        if extracted.url is not None:
            link = cleaned(extracted.url)
            for lead in await self._catalogue.versions.leads(corpus, (extracted.url, link)):
                if _known_by(lead, extracted.url):
                    return Recognised(article=lead.article_id)
        return Recognised(article=identity)

    async def similar(
        self, corpus: Corpus, coming: Arriving, recognised: Recognised
    ) -> tuple[ArticleCard, ...]:
        """Return the other articles that say much the same as an arriving one, nearest first."""
        near = recognised.near
        if near is None:
            near = tuple(await self.sketches.resembling(corpus, coming.sketch))
        others = [identity for identity, _ in near if identity != recognised.article]
        cards = [await self._card(corpus, identity) for identity in others[:_SIMILAR_AT_MOST]]
        return tuple(card for card in cards if card is not None)

    async def _is_same(
        self, corpus: Corpus, article: ArticleId, extracted: ExtractedArticle
    ) -> bool:
        """Tell whether an article with nearly the same text is of the same site and numbers."""
        try:
            known = await self._catalogue.article(corpus, article)
        except UnknownArticle:
            return False
        if not (extracted.url and known.card.url and of_one_site(known.card.url, extracted.url)):
            return False
        return await asyncio.to_thread(_same_numbers, known.text, extracted.text)

    async def _card(self, corpus: Corpus, article: ArticleId) -> ArticleCard | None:
        try:
            return await self._catalogue.card(corpus, article)
        except UnknownArticle:
            return None


def _known_by(lead: Lead, url: str | None) -> bool:
    """Tell whether `url` is the link that an article is known by, in whatever spelling."""
    return url is not None and lead.link == cleaned(url) == cleaned(lead.url or "")


def _agree(lead: Lead, coming: Arriving) -> bool:
    """Tell whether an article that a link used to lead to is the one it leads to now."""
    if resemblance(lead.sketch or b"", coming.sketch) >= SIMILAR:
        return True
    moved = cleaned(lead.link) == cleaned(lead.url or "")
    return moved and _plain(lead.title) == _plain(coming.extracted.title)


def _same_numbers(one: str, other: str) -> bool:
    return wording(one).numbers == wording(other).numbers


def _plain(title: str) -> str:
    return " ".join(folded(title.casefold()).split())
