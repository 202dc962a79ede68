"""Which passages words and meaning propose, each in its own order, before anything is ranked."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.catalogue.catalogue import Catalogue
from index.meanings import Meanings
from index.models import ArticleCard, ArticleId, Corpus, Passage, PassageId
from index.tracing import stage
from index.vectors import VectorStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A passage, its article, and its cosine similarity to the question."""

    passage: Passage
    article: ArticleCard
    meaning: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """What was proposed.

    Attributes:
        found: the passages that can be compared with the question.
        stored: how many were proposed at all; more than those `found` where vectors are missing.
    """

    found: tuple[Proposal, ...]
    stored: int


class Proposing:
    """Proposes passages out of the catalogue and the vectors."""

    def __init__(self, *, catalogue: Catalogue, vectors: VectorStore) -> None:
        """Search these."""
        self._catalogue = catalogue
        self._meanings = Meanings(catalogue=catalogue, vectors=vectors)

    async def propose(
        self,
        corpus: Corpus,
        terms: Sequence[str],
        vector: asyncio.Task[NDArray[np.float32]],
        *,
        articles: Collection[ArticleId] | None,
        limit: int,
    ) -> Proposals:
        """Return the `limit` best passages by words and as many by meaning.

        Args:
            corpus: where to look.
            terms: what to look for in the word index.
            vector: the question's, which the search for words doesn't wait for.
            articles: the only articles to look in; None for all.
            limit: the most passages that either way may propose.
        """
        meanings, by_words = await asyncio.gather(
            self._by_meaning(corpus, articles, vector, limit),
            self._by_words(corpus, terms, articles, limit),
        )
        only_words = [identity for identity in by_words if identity not in meanings]
        only_meaning = [identity for identity in meanings if identity not in by_words]
        stored = by_words | await self._catalogue.passages(corpus, only_meaning)
        similar = meanings | await self._meanings.similarities(corpus, only_words, await vector)
        found = [identity for identity in (*meanings, *only_words) if identity in stored]
        return Proposals(
            found=tuple(
                Proposal(
                    passage=stored[identity][0],
                    article=stored[identity][1],
                    meaning=similar[identity],
                )
                for identity in found
                if identity in similar
            ),
            stored=len(found),
        )

    async def _by_words(
        self,
        corpus: Corpus,
        terms: Sequence[str],
        articles: Collection[ArticleId] | None,
        limit: int,
    ) -> dict[PassageId, tuple[Passage, ArticleCard]]:
        """Return the passages that match by words; the model may be busy meanwhile."""
        with stage("words"):
            found = await self._catalogue.match(corpus, terms, limit, article_ids=articles)
            return await self._catalogue.passages(corpus, [identity for identity, _ in found])

    async def _by_meaning(
        self,
        corpus: Corpus,
        articles: Collection[ArticleId] | None,
        asked: asyncio.Task[NDArray[np.float32]],
        limit: int,
    ) -> dict[PassageId, float]:
        """Return the passages nearest in meaning and their cosine similarities, best first."""
        among = None
        if articles is not None:
            among = await self._catalogue.passage_ids(corpus, article_ids=articles)
        vector = await asked
        with stage("vectors"):
            return await self._meanings.nearest(corpus, vector, limit, among=among)
