"""The sentences of retrieved passages, and how well each may answer the question."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from answer.orders import may_answer
from answer.question import Kind, Question, is_statement, offers
from index.function_words import content_terms
from index.models import RetrievedPassage, Sentence
from index.ports import Vectors
from index.ranking import sentence_words

# Fitted by evals/calibration.py, which says how; for sentences that no reranker has read, and for
# those that one has.
_UNREAD = {
    "words": 0.5,
    "coverage": 3.5,
    "preceding": 2.25,
    "kind": 1.0,
    "meaning": 2.5,
    "passage": 8.0,
    "witnesses": 2.0,
}
_READ = {
    "words": 0.5,
    "coverage": 3.5,
    "preceding": 2.7,
    "kind": 1.4,
    "meaning": 2.9,
    "passage": 6.0,
    "witnesses": 2.0,
    "answers": 0.61,
}
_UNDECIDED = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence and its marks, each between 0 and 1 but for the last two.

    Attributes:
        number: its place among the sentences of its passage, from 0.
        terms: its content terms.
        words: BM25 as a share of the highest possible.
        coverage: weighted share of the question's terms that it has.
        preceding: the same for those that only the sentence before it has.
        kind: 1 if it has something of the kind asked for, 0 if not, a half if anything would do.
        meaning: cosine similarity to the question.
        answers: the log-odds that it answers, from a model that read both; None if none did.
        witnesses: how many other articles have what it may answer with.
    """

    retrieved: RetrievedPassage
    sentence: Sentence
    number: int
    terms: frozenset[str]
    words: float
    coverage: float
    preceding: float
    kind: float
    meaning: float
    answers: float | None = None
    witnesses: int = 0

    @property
    def marks(self) -> tuple[float, ...]:
        """What the score is made of, in the order of `weight_names`."""
        marks = (
            self.words,
            self.coverage,
            self.preceding,
            self.kind,
            self.meaning,
            self.retrieved.score,
            float(self.witnesses),
        )
        return marks if self.answers is None else (*marks, self.answers)

    @property
    def score(self) -> float:
        """The weighted sum of the marks: differences are log-odds of being the answer."""
        weights = _UNREAD if self.answers is None else _READ
        return float(np.dot(self.marks, tuple(weights.values())))


def weight_names(*, read: bool) -> tuple[str, ...]:
    """Return what the marks of a candidate are called, in their order.

    Args:
        read: whether a reranker has read it.
    """
    return tuple(_READ if read else _UNREAD)


def candidates(question: Question, passages: Sequence[RetrievedPassage]) -> list[Candidate]:
    """Return the sentences that may answer, their meaning taken for their passage's.

    Questions and headings are among them only where there is nothing else.
    """
    found = [
        candidate
        for retrieved in passages
        for candidate in _of_passage(question, retrieved)
        if may_answer(candidate.sentence.text, question.text)
    ]
    return [each for each in found if is_statement(each.sentence.text)] or found


def with_meanings(
    found: Sequence[Candidate], vectors: Vectors, asked: NDArray[np.float32]
) -> list[Candidate]:
    """Return the candidates with the similarity of their vectors to the question's."""
    return [
        replace(candidate, meaning=max(0.0, float(row @ asked)))
        for candidate, row in zip(found, vectors, strict=True)
    ]


def with_readings(found: Sequence[Candidate], answers: NDArray[np.float32]) -> list[Candidate]:
    """Return the candidates with what a reranker made of them."""
    return [
        replace(candidate, answers=float(odds))
        for candidate, odds in zip(found, answers, strict=True)
    ]


def _of_passage(question: Question, retrieved: RetrievedPassage) -> list[Candidate]:
    found = []
    before: frozenset[str] = frozenset()
    for number, sentence in enumerate(retrieved.passage.sentences):
        listed = content_terms(sentence.text, question.language)
        terms = frozenset(listed)
        found.append(
            Candidate(
                retrieved=retrieved,
                sentence=sentence,
                number=number,
                terms=terms,
                words=sentence_words(question.asked, listed),
                coverage=question.asked.coverage(terms),
                preceding=question.asked.coverage(before - terms),
                kind=_kind_mark(question, sentence),
                meaning=max(0.0, retrieved.meaning),
            )
        )
        before = terms
    return found


def _kind_mark(question: Question, sentence: Sentence) -> float:
    if question.kind is Kind.ANYTHING:
        return _UNDECIDED
    return float(offers(question, sentence.text))
