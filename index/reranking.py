"""Passages ranked once more by a model that reads question and sentence together.

Comparing vectors is quick but sees each text alone. So the best passages are looked at again: their
sentences that match the question best are read together with it (a cross-encoder; Nogueira
and Cho 2019, Passage re-ranking with BERT).
"""

import math
from collections.abc import Sequence
from dataclasses import replace

from index.models import ArticleId, Corpus, RetrievedPassage
from index.ports import Reranker, Retriever
from index.tracing import stage

_READ = 6  # passages
_SENTENCES_EACH = 2
_NO_ANSWER = -30.0  # log-odds
_WEIGHT = 0.15  # of the best sentence's chance of answering, beside the passage's score


class RerankingRetrieval:
    """Finds passages, and puts those first that a model takes for answers."""

    def __init__(self, retrieval: Retriever, reranker: Reranker) -> None:
        """Rank what `retrieval` finds by `reranker` as well."""
        self._retrieval = retrieval
        self._reranker = reranker

    async def retrieve(
        self,
        corpus: Corpus,
        question: str,
        *,
        article: ArticleId | None = None,
        limit: int = 10,
    ) -> tuple[RetrievedPassage, ...]:
        """Return up to `limit` passages of `corpus`, best first.

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
        found = await self._retrieval.retrieve(
            corpus, question, article=article, limit=max(limit, _READ)
        )
        read, rest = found[:_READ], found[_READ:]
        sentences = [each.best_sentences[:_SENTENCES_EACH] for each in read]
        with stage("reranking"):
            odds = iter(
                await self._reranker.score(
                    question, [sentence.text for best in sentences for sentence in best]
                )
            )
        ranked = [
            _scored(each, [float(next(odds)) for _ in best])
            for each, best in zip(read, sentences, strict=True)
        ]
        ranked.sort(key=lambda each: -each.score)
        # On one scale with the others, as if they were no answers.
        return (*ranked, *(_scored(each, ()) for each in rest))[:limit]


def _scored(found: RetrievedPassage, odds: Sequence[float]) -> RetrievedPassage:
    chance = 1 / (1 + math.exp(-max(odds, default=_NO_ANSWER)))
    return replace(found, score=(found.score + _WEIGHT * chance) / (1 + _WEIGHT))
