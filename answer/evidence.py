"""Finds the few sentences in retrieved passages that answer the question."""

import asyncio
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from answer.answerability import Signs, signs
from answer.candidates import Candidate, candidates, with_meanings, with_readings
from answer.choosing import Group, choose
from answer.consensus import Consensus, are_snippets
from answer.echoes import Echoes, without_echoes
from answer.models import Evidence, FoundEvidence
from answer.orders import may_answer
from answer.question import Question, take_apart
from index.function_words import content_terms
from index.models import Corpus, RetrievedPassage
from index.ports import Embedder, Reranker
from index.tracing import stage

_PASSAGES = 5
_COMPARED = 12  # sentences compared by meaning; the others are out
_READ = 6  # of those read together with the question; the others are out


class Statistics(Protocol):
    """How often terms occur in a corpus."""

    async def frequencies(self, corpus: Corpus, terms: Collection[str]) -> Mapping[str, int]:
        """Return in how many passages of the corpus each term occurs, 0 included."""
        ...

    async def passage_count(self, corpus: Corpus) -> int:
        """Return how many passages the corpus has."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Evidence and how it was found.

    Attributes:
        ranked: the sentences it was chosen from, best first.
        signs: what speaks for and against it.
    """

    ranked: tuple[Candidate, ...]
    signs: Signs
    found: FoundEvidence


class SentenceFinder:
    """Ranks the sentences of retrieved passages by words, meaning and kind of answer."""

    def __init__(
        self, *, embedder: Embedder, statistics: Statistics, reranker: Reranker | None = None
    ) -> None:
        """Judge sentences by these.

        Args:
            embedder: compares meanings.
            statistics: weighs words by their frequencies in the corpus.
            reranker: reads the best ones together with the question.
        """
        self._embedder = embedder
        self._statistics = statistics
        self._reranker = reranker

    async def find(self, question: str, retrieved: Sequence[RetrievedPassage]) -> FoundEvidence:
        """Return the evidence in the retrieved passages and how likely it answers.

        Args:
            question: what was asked.
            retrieved: passages of one corpus, best first.
        """
        told = (each for found in retrieved[:_PASSAGES] for each in found.passage.sentences)
        if not any(may_answer(sentence.text, question) for sentence in told):
            return FoundEvidence(evidence=(), answerability=0.0)
        return (await self.search(question, retrieved)).found

    async def search(self, question: str, retrieved: Sequence[RetrievedPassage]) -> Search:
        """Return the evidence and what it was chosen from.

        Args:
            question: what was asked.
            retrieved: passages of one corpus, best first; the first ones have a sentence that may
                answer.
        """
        with stage("evidence"):
            # Texts are taken apart beside the event loop.
            taken_apart = await self._take_apart(question, retrieved[0])
            consensus, told = await asyncio.to_thread(_told, taken_apart, retrieved)
            compared = await self._compared(taken_apart, told)
            ranked = await self._read(taken_apart, compared)
            return await asyncio.to_thread(_chosen, taken_apart, retrieved, consensus, ranked)

    async def _take_apart(self, question: str, best: RetrievedPassage) -> Question:
        corpus, language = best.article.corpus, best.article.language
        frequencies, passages = await asyncio.gather(
            self._statistics.frequencies(corpus, set(content_terms(question, language))),
            self._statistics.passage_count(corpus),
        )
        return take_apart(question, language, frequencies=frequencies, passages=passages)

    async def _compared(self, question: Question, found: Sequence[Candidate]) -> list[Candidate]:
        """Return candidates with their meanings, best first."""
        with stage("embedding"):
            vectors = await self._embedder.embed(
                [question.text, *(candidate.sentence.text for candidate in found)]
            )
        return _best_first(with_meanings(found, vectors[1:], vectors[0]))

    async def _read(self, question: Question, ranked: Sequence[Candidate]) -> list[Candidate]:
        """Return the best candidates as a model that reads question and sentence ranks them."""
        if self._reranker is None:
            return list(ranked)
        best = ranked[:_READ]
        with stage("reranking"):
            answers = await self._reranker.score(
                question.text, [candidate.sentence.text for candidate in best]
            )
        return _best_first(with_readings(best, answers))


def _told(
    question: Question, retrieved: Sequence[RetrievedPassage]
) -> tuple[Consensus, list[Candidate]]:
    """Return what articles may answer with, and the sentences that are worth comparing."""
    consensus = Consensus(question, retrieved)
    found = consensus.with_witnesses(candidates(question, retrieved[:_PASSAGES]))
    return consensus, without_echoes(_best_first(found))[:_COMPARED]


def _chosen(
    question: Question,
    retrieved: Sequence[RetrievedPassage],
    consensus: Consensus,
    ranked: Sequence[Candidate],
) -> Search:
    """Return the sentences worth quoting out of the ranked ones, and what they are worth."""
    groups = choose(ranked)
    best = ranked[0]
    seen = signs(
        question,
        best,
        [group.text for group in groups],
        agreed=consensus.agreed if are_snippets(retrieved) else None,
    )
    echoes = Echoes(retrieved)
    evidence = [
        _evidence(group, echoes, best=best.score, at_best=seen.probability) for group in groups
    ]
    return Search(
        ranked=tuple(ranked),
        signs=seen,
        found=FoundEvidence(
            evidence=tuple(sorted(evidence, key=lambda each: -each.score)),
            answerability=seen.probability,
        ),
    )


def _best_first(found: Sequence[Candidate]) -> list[Candidate]:
    return sorted(found, key=lambda candidate: -candidate.score)


def _evidence(group: Group, echoes: Echoes, *, best: float, at_best: float) -> Evidence:
    """Return a group as evidence; its score falls with its distance from the best sentence."""
    return Evidence(
        passage=group.retrieved,
        start=group.start,
        end=group.end,
        text=group.text,
        score=at_best * math.exp(min(0.0, group.score - best)),
        also=echoes.also(group.text, group.retrieved.article.id),
        needed=group.needed,
        strengths=tuple((each.sentence.start, each.score) for each in group.candidates),
    )
