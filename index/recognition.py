"""Which article of a corpus it is that comes in, under whatever link, and which it resembles."""

from dataclasses import dataclass, replace
from typing import Literal

from index.catalogue import Catalogue
from index.catalogue_links import Lead
from index.duplicates import SAME, SIMILAR, resemblance, sketch
from index.errors import UnknownArticle
from index.extraction.alternates import of_one_site
from index.identity import article_id, text_hash
from index.links import normalised as cleaned
from index.models import ArticleCard, ArticleId, Corpus, ExtractedArticle
from index.sketches import Sketches
from index.words import folded

_SIMILAR_AT_MOST = 5

Kind = Literal["new", "version", "repeat"]


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
        article: its id.
        kind: "new" where the corpus doesn't have the article, "version" where it has and this may
            be another version of it, "repeat" where it says the same as an article that is known
            by another link, or the same text comes without one.
    """

    article: ArticleId
    kind: Kind


def arriving(extracted: ExtractedArticle) -> Arriving:
    """Return an article ready to be recognised. It takes a while for a long one."""
    url = cleaned(extracted.url) if extracted.url else None
    aliases = dict.fromkeys(map(cleaned, extracted.aliases))
    return Arriving(
        extracted=replace(
            extracted, url=url, aliases=tuple(alias for alias in aliases if alias != url)
        ),
        text_hash=text_hash(extracted.text),
        sketch=sketch(extracted.text),
    )


class Recognition:
    """Recognises articles by their links and their texts. All methods raise CatalogueError."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Look into `catalogue`."""
        self._catalogue = catalogue
        self.sketches = Sketches(catalogue.versions)

    async def recognise(self, corpus: Corpus, coming: Arriving) -> Recognised:
        """Return which article of a corpus an arriving one is.

        The link that an article is known by tells it for certain. Other links come to lead to
        other articles, as those of today's paper do, so they only tell it where title or text
        agree. What is nearly the same under another link of one site is the same article too.
        """
        extracted = coming.extracted
        if extracted.url is None:
            known = await self._catalogue.versions.with_text(corpus, coming.text_hash)
            if known is not None:
                return Recognised(article=known, kind="repeat")
        for lead in await self._catalogue.versions.leads(corpus, coming.links):
            if _known_by(lead, extracted.url) or _agree(lead, coming):
                return Recognised(article=lead.article_id, kind="version")
        twin = await self._twin(corpus, coming)
        if twin is not None:
            return Recognised(article=twin, kind="repeat")
        identity = article_id(corpus, url=extracted.url, text=extracted.text)
        there = await self._card(corpus, identity)
        return Recognised(article=identity, kind="new" if there is None else "version")

    async def similar(
        self, corpus: Corpus, coming: Arriving, *, other_than: ArticleId
    ) -> tuple[ArticleCard, ...]:
        """Return the articles that say much the same as an arriving one, the nearest first."""
        near = await self.sketches.resembling(corpus, coming.sketch)
        others = [identity for identity, _ in near if identity != other_than]
        cards = [await self._card(corpus, identity) for identity in others[:_SIMILAR_AT_MOST]]
        return tuple(card for card in cards if card is not None)

    async def _twin(self, corpus: Corpus, coming: Arriving) -> ArticleId | None:
        """Return an article of the same site with nearly the same text."""
        url = coming.extracted.url
        if url is None:
            return None
        for identity, _ in await self.sketches.resembling(corpus, coming.sketch, at_least=SAME):
            card = await self._card(corpus, identity)
            if card is not None and card.url is not None and of_one_site(card.url, url):
                return identity
        return None

    async def _card(self, corpus: Corpus, article: ArticleId) -> ArticleCard | None:
        try:
            return await self._catalogue.card(corpus, article)
        except UnknownArticle:
            return None


def _known_by(lead: Lead, url: str | None) -> bool:
    """Tell whether `url` is the link that an article is known by, in whatever spelling."""
    return url is not None and lead.link == url and cleaned(lead.url or "") == url


def _agree(lead: Lead, coming: Arriving) -> bool:
    same_title = _plain(lead.title) == _plain(coming.extracted.title)
    return same_title or resemblance(lead.sketch or b"", coming.sketch) >= SIMILAR


def _plain(title: str) -> str:
    return " ".join(folded(title.casefold()).split())
