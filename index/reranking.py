"""Passages ranked once more by a model that reads question and sentence together.

Comparing vectors is quick but sees each text alone. So the best passages are looked at again: their
sentences that share most with the question are read together with it (a cross-encoder; Nogueira
and Cho 2019, Passage re-ranking with BERT).
"""

import math
from collections.abc import Sequence
from dataclasses import replace

from index.function_words import content_terms
from index.models import ArticleId, Corpus, RetrievedPassage
from index.ports import Reranker, Retriever
from index.tracing import stage

_READ = 6  # passages
_SENTENCES_EACH = 2
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
        sentences = [_nearest(question, each) for each in read]
        with stage("reranking"):
            odds = iter(
                await self._reranker.score(
                    question, [text for texts in sentences for text in texts]
                )
            )
        ranked = [
            _scored(each, [float(next(odds)) for _ in texts])
            for each, texts in zip(read, sentences, strict=True)
        ]
        ranked.sort(key=lambda each: -each.score)
        return (*ranked, *rest)[:limit]


def _nearest(question: str, found: RetrievedPassage) -> list[str]:
    """Return the sentences of a passage that share most terms with the question."""
    asked = set(content_terms(question, found.article.language))
    shared = [
        (len(asked.intersection(content_terms(sentence.text, found.article.language))), sentence)
        for sentence in found.passage.sentences
    ]
    shared.sort(key=lambda pair: -pair[0])
    return [sentence.text for _, sentence in shared[:_SENTENCES_EACH]]


def _scored(found: RetrievedPassage, odds: Sequence[float]) -> RetrievedPassage:
    chance = 1 / (1 + math.exp(-max(odds, default=-30.0)))
    return replace(found, score=(found.score + _WEIGHT * chance) / (1 + _WEIGHT))
