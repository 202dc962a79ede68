"""From a question to the passages that may answer it: by their words and by their meaning.

Words and meaning each propose passages. What both found is ranked by how well the passage as a
whole, and its best sentence, match the question in either way: a long passage may be about much
else, and a sentence alone lacks its surroundings. Passages that repeat better ones come with those
instead of taking places of their own.
"""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray

from index.catalogue.catalogue import Catalogue
from index.errors import ReindexNeeded
from index.function_words import content_terms
from index.ingestion.reindexing import check_model
from index.models import (
    ArticleCard,
    ArticleId,
    Corpus,
    Passage,
    PassageId,
    Repeat,
    RetrievedPassage,
    Sentence,
)
from index.ports import Embedder
from index.ranking import Asked, asked, passage_words, sentence_words, shared_pairs
from index.repetition import Found, distinct
from index.vectors import VectorStore

_PROPOSED = 50  # by words, and as many by meaning
_LANGUAGES = 3  # whose word forms a question is searched in
_LOOKED_INTO = 10  # passages whose best sentences are compared by meaning, too
_SENTENCES_EACH = 2
_PAIRS_WEIGHT = 0.5
_WEIGHTS = 4 + _PAIRS_WEIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A proposed passage and its marks, each between 0 and 1.

    Attributes:
        asked: the terms of the question that it has.
    """

    passage: Passage
    article: ArticleCard
    words: float
    meaning: float
    sentence_words: float
    sentence_meaning: float
    pairs: float
    best_sentences: tuple[Sentence, ...]
    asked: frozenset[str]
    repeats: tuple[Repeat, ...] = ()

    @property
    def score(self) -> float:
        """The weighted mean of the marks."""
        return (
            self.words
            + max(0.0, self.meaning)
            + self.sentence_words
            + max(0.0, self.sentence_meaning)
            + _PAIRS_WEIGHT * self.pairs
        ) / _WEIGHTS


class Retrieval:
    """Finds passages in the catalogue and the vectors."""

    def __init__(self, *, catalogue: Catalogue, vectors: VectorStore, embedder: Embedder) -> None:
        """Search these; `embedder` is the one that the vectors were made with."""
        self._catalogue = catalogue
        self._vectors = vectors
        self._embedder = embedder

    async def retrieve(
        self,
        corpus: Corpus,
        question: str,
        *,
        article: ArticleId | None = None,
        limit: int = 10,
    ) -> tuple[RetrievedPassage, ...]:
        """Return up to `limit` passages of `corpus`, best first, none of which repeats another.

        Args:
            corpus: where to look.
            question: what to look for.
            article: the only article to look in; None for all.
            limit: the most passages to return.

        Raises:
            UnknownArticle: the corpus has no such article.
            ReindexNeeded: the vectors are missing or can't be compared with the question's.
            CatalogueError: the catalogue can't be read.
        """
        languages = await self._languages(corpus, article)
        if not languages or limit < 1:
            return ()
        await check_model(self._catalogue, self._embedder)
        questions = await self._asked(corpus, question, languages)
        vector = (await self._embedder.embed([question]))[0]
        proposed = max(_PROPOSED, limit)
        meanings, by_words = await asyncio.gather(
            self._by_meaning(corpus, article, vector, proposed),
            self._catalogue.match(
                corpus, _all_terms(list(questions.values())), proposed, article_id=article
            ),
        )
        found = await self._catalogue.passages(
            corpus, [*meanings, *(identity for identity, _ in by_words)]
        )
        only_words = [identity for identity in found if identity not in meanings]
        meanings |= await self._similarities(corpus, only_words, vector)
        main = questions[languages[0]]
        candidates = [
            _candidate(passage, article, meanings[identity], questions.get(article.language, main))
            for identity, (passage, article) in found.items()
            if identity in meanings
        ]
        if found and not candidates:
            raise ReindexNeeded("The vectors of the articles are missing; run `footnote reindex`.")
        # Comparing a hundred texts takes a while.
        ranked = await asyncio.to_thread(_without_repetition, sorted(candidates, key=_best_first))
        looked_into = await self._look_into(ranked[:_LOOKED_INTO], vector)
        ranked = sorted([*looked_into, *ranked[_LOOKED_INTO:]], key=_best_first)
        return tuple(_retrieved(candidate) for candidate in ranked[:limit])

    async def _languages(self, corpus: Corpus, article: ArticleId | None) -> list[str]:
        if article is None:
            return await self._catalogue.languages(corpus)
        return [(await self._catalogue.card(corpus, article)).language]

    async def _by_meaning(
        self,
        corpus: Corpus,
        article: ArticleId | None,
        vector: NDArray[np.float32],
        limit: int,
    ) -> dict[PassageId, float]:
        """Return the passages nearest in meaning and their cosine similarities, best first.

        The vectors of a single article are few, so all of them are compared.
        """
        if article is None:
            return dict(await self._vectors.search(corpus, vector, limit))
        ids = await self._catalogue.passage_ids(corpus, article_id=article)
        similarities = await self._similarities(corpus, ids, vector)
        return dict(nlargest(limit, similarities.items(), key=lambda pair: pair[1]))

    async def _asked(
        self, corpus: Corpus, question: str, languages: Sequence[str]
    ) -> dict[str, Asked]:
        """Return the question in the word forms of the corpus's languages, the main one first."""
        main = languages[:_LANGUAGES]
        terms = {term for language in main for term in content_terms(question, language)}
        frequencies, passages = await asyncio.gather(
            self._catalogue.frequencies(corpus, terms), self._catalogue.passage_count(corpus)
        )
        return {
            language: asked(question, language, frequencies=frequencies, passages=passages)
            for language in main
        }

    async def _similarities(
        self, corpus: Corpus, ids: Collection[PassageId], vector: NDArray[np.float32]
    ) -> dict[PassageId, float]:
        """Return the cosine similarities of passages; those without a vector are left out."""
        stored = await self._vectors.vectors(corpus, ids)
        return {identity: float(row @ vector) for identity, row in stored.items()}

    async def _look_into(
        self, candidates: Sequence[_Candidate], vector: NDArray[np.float32]
    ) -> list[_Candidate]:
        """Return the candidates with the meaning of their best sentences."""
        sentences = [each.text for candidate in candidates for each in candidate.best_sentences]
        similarities = iter((await self._embedder.embed(sentences)) @ vector)
        return [
            replace(
                candidate,
                sentence_meaning=max(
                    map(float, islice(similarities, len(candidate.best_sentences))),
                    default=candidate.meaning,
                ),
            )
            for candidate in candidates
        ]


def _all_terms(questions: Sequence[Asked]) -> list[str]:
    return list(dict.fromkeys(term for question in questions for term in question.terms))


def _candidate(
    passage: Passage, article: ArticleCard, meaning: float, question: Asked
) -> _Candidate:
    language = article.language
    per_sentence = [content_terms(sentence.text, language) for sentence in passage.sentences]
    marked = sorted(
        zip(
            (sentence_words(question, terms) for terms in per_sentence),
            passage.sentences,
            strict=True,
        ),
        key=lambda pair: -pair[0],
    )
    terms = list(chain.from_iterable(per_sentence))
    return _Candidate(
        passage=passage,
        article=article,
        words=passage_words(question, terms),
        meaning=meaning,
        sentence_words=marked[0][0] if marked else 0.0,
        sentence_meaning=meaning,
        pairs=shared_pairs(question, terms),
        best_sentences=tuple(sentence for _, sentence in marked[:_SENTENCES_EACH]),
        asked=frozenset(question.terms).intersection(terms),
    )


def _best_first(candidate: _Candidate) -> tuple[float, str, str]:
    """Return a key by which the best candidate comes first, of equals the one published first."""
    card = candidate.article
    return -candidate.score, card.published or card.added, card.added


def _without_repetition(ranked: Sequence[_Candidate]) -> list[_Candidate]:
    """Return the candidates that repeat no better one, each with those that repeat it."""
    found = [Found(text=each.passage.text, asked=each.asked) for each in ranked]
    return [
        replace(
            ranked[kept.place],
            repeats=tuple(
                Repeat(passage=ranked[place].passage, article=ranked[place].article)
                for place in kept.repeats
            ),
        )
        for kept in distinct(found)
    ]


def _retrieved(candidate: _Candidate) -> RetrievedPassage:
    return RetrievedPassage(
        passage=candidate.passage,
        article=candidate.article,
        score=min(1.0, candidate.score),
        words=candidate.words,
        meaning=candidate.meaning,
        repeats=candidate.repeats,
    )
