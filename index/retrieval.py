"""From a question to the passages that may answer it: by their words and by their meaning.

Words and meaning each propose passages (`index.proposing`). What both found is ranked by how well
it matches the question in several ways (`index.marking`), by where the question says to look
(`index.narrowing`), and by what it wants besides (`index.wishes`). Passages that repeat better ones
come with those instead of taking places of their own.
"""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from index.asking_language import asked_in
from index.catalogue.catalogue import Catalogue
from index.clock import utc_now
from index.errors import ReindexNeeded
from index.function_words import content_terms, listed_languages
from index.ingestion.reindexing import check_model
from index.marking import Candidate, best_first, candidate, neighbours
from index.models import ArticleId, Corpus, Repeat, RetrievedPassage
from index.narrowing import PREFERRED, Narrowing, Scope, is_titled
from index.ports import Embedder
from index.proposing import Proposal, Proposals, Proposing
from index.ranking import Asked, asked
from index.repetition import Found, distinct
from index.tracing import stage
from index.vectors import VectorStore
from index.wishes import in_wanted_order, wants_another_order

_PROPOSED = 50  # by words, and as many by meaning
_LANGUAGES = 3  # whose word forms a question is searched in
_MAY_COME_FIRST = 4  # times as many as are wanted: looking into the best ones moves them little
_LOOKED_INTO = 10  # passages whose best sentences are compared by meaning, too


class Retrieval:
    """Finds passages in the catalogue and the vectors."""

    def __init__(self, *, catalogue: Catalogue, vectors: VectorStore, embedder: Embedder) -> None:
        """Search these; `embedder` is the one that the vectors were made with."""
        self._catalogue = catalogue
        self._proposing = Proposing(catalogue=catalogue, vectors=vectors)
        self._narrowing = Narrowing(catalogue)
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

        A question that says in which article or on which site to look is answered from there.

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
        if limit < 1:
            return ()
        # The model reads the question while the catalogue tells where to look.
        vector = asyncio.create_task(self._vector(question))
        try:
            found = await self._found(corpus, question, vector, article=article, limit=limit)
        finally:
            vector.cancel()
        return tuple(_retrieved(each) for each in found[:limit])

    async def _found(
        self,
        corpus: Corpus,
        question: str,
        vector: asyncio.Task[NDArray[np.float32]],
        *,
        article: ArticleId | None,
        limit: int,
    ) -> list[Candidate]:
        """Return the passages that repeat no better one, best first."""
        with stage("search"):
            languages = await self._languages(corpus, article)
            if not languages:
                return []
            await check_model(self._catalogue, self._embedder)
            scope = Scope(only=frozenset([article])) if article is not None else None
            scope = scope or await self._narrowing.scope(corpus, question)
            questions = await self._asked(corpus, question, languages)
            proposals = await self._proposing.propose(
                corpus,
                _all_terms(list(questions.values())),
                vector,
                articles=scope.only,
                limit=max(_PROPOSED, limit),
            )
        if proposals.stored and not proposals.found:
            raise ReindexNeeded("The vectors of the articles are missing; run `footnote reindex`.")
        with stage("marking"):
            # Comparing a hundred texts takes a while.
            ranked = await asyncio.to_thread(
                _ranked,
                question,
                questions,
                questions[languages[0]],
                proposals,
                scope,
                most=_MAY_COME_FIRST * limit,
            )
        looked_into = await self._look_into(ranked[:_LOOKED_INTO], await vector)
        return in_wanted_order(question, [*looked_into, *ranked[_LOOKED_INTO:]], utc_now().date())

    async def _vector(self, question: str) -> NDArray[np.float32]:
        with stage("embedding"):
            row: NDArray[np.float32] = (await self._embedder.embed([question]))[0]
            return row

    async def _languages(self, corpus: Corpus, article: ArticleId | None) -> list[str]:
        if article is None:
            return await self._catalogue.languages(corpus)
        return [(await self._catalogue.card(corpus, article)).language]

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

    async def _look_into(
        self, candidates: Sequence[Candidate], vector: NDArray[np.float32]
    ) -> list[Candidate]:
        """Return the candidates with the meaning of their best sentences."""
        sentences = [each.text for found in candidates for each in found.best_sentences]
        with stage("embedding"):
            similarities = iter((await self._embedder.embed(sentences)) @ vector)
        return [
            replace(
                found,
                sentence_meaning=max(
                    map(float, islice(similarities, len(found.best_sentences))),
                    default=found.meaning,
                ),
            )
            for found in candidates
        ]


def _all_terms(questions: Sequence[Asked]) -> list[str]:
    return list(dict.fromkeys(term for question in questions for term in question.terms))


def _ranked(
    question: str,
    questions: dict[str, Asked],
    main: Asked,
    proposals: Proposals,
    scope: Scope,
    *,
    most: int,
) -> list[Candidate]:
    """Return the proposed passages that repeat no better one, best first.

    Of a question that wants no order of its own, only `most` of them can still come first.
    """
    spoken = asked_in(question)
    candidates = [
        _candidate(
            proposed,
            questions.get(proposed.article.language, main),
            foreign=_is_foreign(spoken, proposed.article.language),
            sites=scope.sites,
        )
        for proposed in proposals.found
    ]
    beside = neighbours(candidates)
    candidates = [
        replace(found, surroundings=beside[found.passage.id])
        if found.passage.id in beside
        else found
        for found in candidates
    ]
    ranked = sorted(candidates, key=best_first)
    return _without_repetition(ranked if wants_another_order(question) else ranked[:most])


def _candidate(
    proposed: Proposal, terms: Asked, *, foreign: bool, sites: Collection[str]
) -> Candidate:
    card = proposed.article
    preferred = card.site in sites or is_titled(terms.terms, card.title, card.language)
    found = candidate(
        proposed.passage,
        card,
        meaning=proposed.meaning,
        question=terms,
        foreign=foreign,
    )
    return replace(found, factor=PREFERRED) if preferred else found


def _is_foreign(spoken: str | None, language: str) -> bool:
    """Tell whether a question is surely in another language than an article."""
    return spoken is not None and spoken != language and language in listed_languages()


def _without_repetition(ranked: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates that repeat no better one, each with those that repeat it."""
    found = [Found(text=each.passage.text, asked=each.asked) for each in ranked]
    return [
        replace(ranked[kept.place], repeats=tuple(_repeat(ranked[place]) for place in kept.repeats))
        if kept.repeats
        else ranked[kept.place]
        for kept in distinct(found)
    ]


def _repeat(found: Candidate) -> Repeat:
    return Repeat(passage=found.passage, article=found.article)


def _retrieved(found: Candidate) -> RetrievedPassage:
    return RetrievedPassage(
        passage=found.passage,
        article=found.article,
        score=found.score,
        words=found.words,
        meaning=found.meaning,
        repeats=found.repeats,
        best_sentences=found.best_sentences,
    )
