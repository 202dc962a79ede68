"""Which passages words and meaning propose, each in its own order, before anything is ranked."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from heapq import nlargest

import numpy as np
from numpy.typing import NDArray

from index.catalogue.catalogue import Catalogue
from index.models import ArticleCard, ArticleId, Corpus, Passage, PassageId
from index.tracing import stage
from index.vectors import VectorStore

_COMPARED = 3000  # passages of several articles; of more, only the nearest of the corpus count


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
        self._vectors = vectors

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
        found = await self._catalogue.passages(
            corpus, [*meanings, *(identity for identity, _ in by_words)]
        )
        only_words = [identity for identity in found if identity not in meanings]
        meanings |= await self._similarities(corpus, only_words, await vector)
        return Proposals(
            found=tuple(
                Proposal(passage=passage, article=article, meaning=meanings[identity])
                for identity, (passage, article) in found.items()
                if identity in meanings
            ),
            stored=len(found),
        )

    async def _by_words(
        self,
        corpus: Corpus,
        terms: Sequence[str],
        articles: Collection[ArticleId] | None,
        limit: int,
    ) -> list[tuple[PassageId, float]]:
        with stage("words"):
            return await self._catalogue.match(corpus, terms, limit, article_ids=articles)

    async def _by_meaning(
        self,
        corpus: Corpus,
        articles: Collection[ArticleId] | None,
        asked: asyncio.Task[NDArray[np.float32]],
        limit: int,
    ) -> dict[PassageId, float]:
        """Return the passages nearest in meaning and their cosine similarities, best first.

        The vectors of one article, or of a few, are few, so all of them are compared.
        """
        vector = await asked
        with stage("vectors"):
            return await self._nearest(corpus, articles, vector, limit)

    async def _nearest(
        self,
        corpus: Corpus,
        articles: Collection[ArticleId] | None,
        vector: NDArray[np.float32],
        limit: int,
    ) -> dict[PassageId, float]:
        if articles is None:
            return dict(await self._vectors.search(corpus, vector, limit))
        ids = await self._catalogue.passage_ids(corpus, article_ids=articles)
        if len(articles) > 1 and len(ids) > _COMPARED:
            nearest = dict(await self._vectors.search(corpus, vector, _COMPARED))
            similarities = {identity: nearest[identity] for identity in ids & nearest.keys()}
        else:
            similarities = await self._similarities(corpus, ids, vector)
        return dict(nlargest(limit, similarities.items(), key=lambda pair: pair[1]))

    async def _similarities(
        self, corpus: Corpus, ids: Collection[PassageId], vector: NDArray[np.float32]
    ) -> dict[PassageId, float]:
        """Return the cosine similarities of passages; those without a vector are left out."""
        stored = await self._vectors.vectors(corpus, ids)
        return {identity: float(row @ vector) for identity, row in stored.items()}
