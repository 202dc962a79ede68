"""Questions with slips of the pen, put right by the words that the articles have.

Only a word that no article of the corpus has is looked at, and only the nearest word of the corpus
takes its place. Correct words that the articles happen to lack mustn't become others: what is
written like a name becomes a name, another word has to be long, and `index.spelling` says what
counts as a slip. Of a question in a language that no article is in, only names are put right.
"""

import asyncio
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from index.asking_language import asked_in
from index.function_words import content_terms, function_words, listed_languages
from index.models import ArticleCard, Corpus, Passage, PassageId
from index.spelling import is_slip
from index.words import folded, terms

_LANGUAGES = 3  # whose word forms a corpus is searched in
_LONG = 7  # letters of a word that isn't written like a name
_LOOKED_AT = 3  # passages in which a term's spelling is looked up
_MOST_WORDS = 4  # of a question are put right; a text full of unknown words is in another language
_WORD = re.compile(r"[^\W\d_]+")


class Vocabulary(Protocol):
    """The terms of the articles, and where they stand."""

    async def languages(self, corpus: Corpus) -> list[str]:
        """Return the languages of the corpus's articles, the most frequent first."""
        ...

    async def frequencies(self, corpus: Corpus, terms: Collection[str]) -> Mapping[str, int]:
        """Return in how many passages of the corpus each term occurs, 0 included."""
        ...

    async def similar_terms(self, corpus: Corpus, term: str) -> list[str]:
        """Return the corpus's terms that are spelled nearly like one, the likeliest first."""
        ...

    async def match(
        self, corpus: Corpus, terms: list[str], limit: int
    ) -> list[tuple[PassageId, float]]:
        """Return the passages with any of `terms`, and how well they match."""
        ...

    async def passages(
        self, corpus: Corpus, ids: Collection[PassageId]
    ) -> dict[PassageId, tuple[Passage, ArticleCard]]:
        """Return the passages with these ids and their articles."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    """A word of a question.

    Attributes:
        stems: the terms that it has in the languages of the corpus.
        named: whether it is written like a name.
    """

    text: str
    start: int
    stems: tuple[str, ...]
    named: bool


class Respelling:
    """Puts slips in questions right. All methods raise CatalogueError."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Go by the words of `vocabulary`."""
        self._vocabulary = vocabulary

    async def respelled(self, corpus: Corpus, question: str) -> str:
        """Return the question with misspelled words as the articles of `corpus` spell them."""
        languages = (await self._vocabulary.languages(corpus))[:_LANGUAGES]
        spoken = asked_in(question)
        words = [
            word
            for word in _words(question, languages)
            if word.named or spoken is None or spoken in languages
        ]
        known = await self._vocabulary.frequencies(
            corpus, {stem for word in words for stem in word.stems}
        )
        unknown = [word for word in words if not any(known[stem] for stem in word.stems)]
        if not unknown or len(unknown) > _MOST_WORDS:
            return question
        spelled = await asyncio.gather(*(self._spelling(corpus, word) for word in unknown))
        text = question
        for word, right in reversed(list(zip(unknown, spelled, strict=True))):
            if right is not None:
                text = text[: word.start] + right + text[word.start + len(word.text) :]
        return text

    async def _spelling(self, corpus: Corpus, word: _Word) -> str | None:
        """Return the nearest word of the corpus as it stands there, None if there is none."""
        for stem in word.stems:
            for term in await self._vocabulary.similar_terms(corpus, stem):
                if spelled := await self._as_written(corpus, term, word):
                    return spelled
        return None

    async def _as_written(self, corpus: Corpus, term: str, meant: _Word) -> str | None:
        """Return the form of a term in the articles that `meant` is a misspelling of."""
        matches = await self._vocabulary.match(corpus, [term], _LOOKED_AT)
        found = await self._vocabulary.passages(corpus, [identity for identity, _ in matches])
        for passage, article in found.values():
            text = f"{passage.text} {passage.heading} {article.title}"
            words: list[str] = _WORD.findall(text)
            for word in words:
                if terms(word, article.language) == [term] and _is_meant(word, meant):
                    return word if meant.named else word.lower()
        return None


def _words(question: str, languages: Collection[str]) -> list[_Word]:
    """Return the words of a question that may be misspelled."""
    found = []
    for match in _WORD.finditer(question):
        text = match.group()
        named = text[0].isupper() and question[: match.start()].strip() != ""
        if (named or len(text) >= _LONG) and not _is_common(text):
            stems = dict.fromkeys(
                term for language in languages for term in content_terms(text, language)
            )
            found.append(_Word(text=text, start=match.start(), stems=tuple(stems), named=named))
    return found


def _is_meant(word: str, meant: _Word) -> bool:
    if meant.named and not word[0].isupper():
        return False
    return is_slip(folded(meant.text), folded(word), name=meant.named)


def _is_common(word: str) -> bool:
    return any(
        function_words(language).issuperset(terms(word, language))
        for language in listed_languages()
    )
