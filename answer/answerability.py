"""How likely is it that the evidence answers the question?

Retrieval always finds something, and a question about what the articles don't say often has most
of its words in them. So it is judged by what speaks against, too: a name or a number of the
question that the evidence lacks, an opposite in a word's place, a negation that isn't there.
"""

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from answer.candidates import Candidate
from answer.opposites import opposed
from answer.question import Question, is_negated
from index.words import terms

# The usual threshold. With whole articles held out, it declined 55 % of the questions written to
# mislead, 97 % of those that only other articles answer, and 12 % of the answerable ones.
ABSTAIN_BELOW = 0.36

# Logistic regression, fitted by evals/calibration.py, which says how; in the order of the signs.
# For evidence that no reranker has read, and for evidence that one has.
_UNREAD = -3.99, (0.09, 4.58, -0.79, -0.92, -2.25, -3.08, 0.8, -0.4, 0.0)
_READ = -3.99, (0.09, 4.58, -0.79, -0.92, -2.25, -3.08, 0.8, -0.4, 0.2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What speaks for and against the evidence.

    Attributes:
        score: the score of the best sentence.
        meaning: the best sentence's similarity to the question.
        missing_names: how many names of the question the evidence and its headings lack.
        missing_numbers: how many numbers and ordinals of the question the evidence lacks.
        opposites: how many other words of the question have their opposite in the evidence.
        negation: 1 if the question is negated and the best sentence isn't, else 0.
        witnesses: how many other articles have what the best sentence may answer with.
        silent: how many might have it, but don't.
        answers: the best sentence's log-odds of answering, from a model that read both; None if
            none did.
    """

    score: float
    meaning: float
    missing_names: float
    missing_numbers: float
    opposites: float
    negation: float
    witnesses: float
    silent: float
    answers: float | None

    @property
    def numbers(self) -> tuple[float, ...]:
        """All of them in their order; 0 for what is unknown."""
        return tuple(0.0 if number is None else number for number in astuple(self))

    @property
    def probability(self) -> float:
        """The probability that the evidence answers the question."""
        bias, weights = _UNREAD if self.answers is None else _READ
        odds = bias + math.fsum(w * x for w, x in zip(weights, self.numbers, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def signs(question: Question, best: Candidate, texts: Sequence[str], *, silent: int) -> Signs:
    """Return what speaks for and against some evidence.

    Args:
        question: what was asked.
        best: the sentence that answers best.
        texts: the evidence, with `best` among it.
        silent: how many other articles might say the same, but don't.
    """
    language = question.language
    retrieved = best.retrieved
    present = frozenset(terms(" ".join(texts), language))
    headed = present | set(
        terms(f"{retrieved.article.title} {retrieved.passage.heading}", language)
    )
    return Signs(
        score=best.score,
        meaning=best.meaning,
        missing_names=len(question.names - headed),
        missing_numbers=len(question.numbers - present),
        opposites=opposed(question.terms - present, present, language),
        negation=float(question.negated and not is_negated(best.sentence.text)),
        witnesses=best.witnesses,
        silent=silent,
        answers=best.answers,
    )
