"""Questions that say where to look: in which article, or on which site.

Who writes a link, a host or a title in quotation marks means that place and no other, and so does
who asks what somebody says "according to" a site. A title or the name of a site that merely stands
in the question may be its subject, so what is found there is preferred and all else is kept.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from index.function_words import content_terms
from index.models import ArticleCard, ArticleId, Corpus
from index.words import folded

PREFERRED = 1.1
"""What the score of a passage is multiplied with that stands where the question says."""

_LINK = re.compile(r"https?://[^\s<>\"“”«»]+", re.IGNORECASE)
_HOST = re.compile(
    r"(?<![\w@./-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}(?![\w-])", re.IGNORECASE
)
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{4,200})[\"”“»]")
_ACCORDING = re.compile(
    r"(?:\b(?:according to|as reported by|reported by|laut|gemäß|nach angaben (?:von|der|des)"
    r"|según|de acuerdo con)|\b(?:in|on|from|by|bei|auf|im|in der|von|en)) (?:(?:the|der|die|das"
    r"|dem|den|el|la|los|las) )?$",
    re.IGNORECASE,
)
_SURELY = re.compile(
    r"\b(?:according to|as reported by|reported by|laut|gemäß|nach angaben (?:von|der|des)|según"
    r"|de acuerdo con) (?:\w{2,3} )?$",
    re.IGNORECASE,
)
_LEADING_ARTICLE = re.compile(r"^(?:the|der|die|das|el|la|los|las) (?=\S)", re.IGNORECASE)
_FEWEST_TERMS = 2  # of a title that stands in a question: one word is a subject, not a title


class Places(Protocol):
    """What there is to look in."""

    async def card_with_link(self, corpus: Corpus, link: str) -> ArticleCard | None:
        """Return the article of a corpus with this link; None if there is none."""
        ...

    async def find(self, corpus: Corpus, text: str) -> list[ArticleCard]:
        """Return the articles that `text`, of an id, a title or a link, may mean; best first."""
        ...

    async def sites(self, corpus: Corpus) -> list[str]:
        """Return the names of the sites that a corpus has articles of."""
        ...

    async def of_site(self, corpus: Corpus, site: str) -> list[ArticleId]:
        """Return the articles of a site, which is given by its name or by its host."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Where to look.

    Attributes:
        only: the only articles to look in; None for all.
        sites: the names of sites whose articles are preferred.
    """

    only: frozenset[ArticleId] | None = None
    sites: frozenset[str] = frozenset()


class Narrowing:
    """Reads from a question where to look. All methods raise CatalogueError."""

    def __init__(self, places: Places) -> None:
        """Choose among `places`."""
        self._places = places

    async def scope(self, corpus: Corpus, question: str) -> Scope:
        """Return where `question` says that its answer is to be looked for."""
        named: set[ArticleId] = set()
        for link in _LINK.findall(question):
            card = await self._places.card_with_link(corpus, link.rstrip(".,;:!?)"))
            named.update([card.id] if card else [])
        for quoted in _QUOTED.findall(question):
            named.update(
                card.id for card in await self._places.find(corpus, quoted) if _same(card, quoted)
            )
        for host in _HOST.findall(_LINK.sub(" ", question)):
            named.update(await self._places.of_site(corpus, host))
        sites = named_sites(question, await self._places.sites(corpus))
        for site in sites:
            if _surely(question, site):
                named.update(await self._places.of_site(corpus, site))
        return Scope(only=frozenset(named) or None, sites=frozenset(sites))


def named_sites(question: str, sites: Sequence[str]) -> list[str]:
    """Return the sites that a question names where one names sites: "in the Example Times"."""
    return [site for site in sites if any(map(_ACCORDING.search, _before(question, site)))]


def is_titled(question_terms: Sequence[str], title: str, language: str) -> bool:
    """Return whether the whole title of an article stands in a question.

    Args:
        question_terms: the question's content terms in the word forms of `language`.
        title: the title.
        language: ISO 639-1 code of the article's language.
    """
    wanted = content_terms(title, language)
    width = len(wanted)
    return width >= _FEWEST_TERMS and any(
        list(question_terms[at : at + width]) == wanted
        for at in range(len(question_terms) - width + 1)
    )


def _surely(question: str, site: str) -> bool:
    return any(map(_SURELY.search, _before(question, site)))


def _before(question: str, site: str) -> list[str]:
    """Return what stands before each place at which a question names a site."""
    name = _LEADING_ARTICLE.sub("", site)
    if not name or name not in question:
        return []
    places = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", question)
    return [question[: place.start()] for place in places]


def _same(card: ArticleCard, quoted: str) -> bool:
    """Tell whether words in quotation marks are a title, which one word hardly ever is."""
    if len(content_terms(card.title, card.language)) < _FEWEST_TERMS:
        return False
    return folded(card.title).split() == folded(quoted.strip(" .,;:!?")).split()
