"""How likely is it that the evidence answers the question?

Retrieval always finds something, and a question about what the articles don't say often has most
of its words in them. So it is judged by what speaks against, too: a name or a number of the
question that the evidence lacks, an opposite in a word's place, a negation that isn't there.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields

from answer.candidates import Candidate
from answer.opposites import opposed
from answer.question import Question, is_negated
from index.words import terms

_Weights = tuple[float, tuple[float, ...]]  # bias and slopes

# Logistic regressions, fitted by evals/calibration.py, which says how; in the order of the signs
# but for the last. For evidence that no reranker has read, and for evidence that one has.
_UNREAD: _Weights = -3.99, (0.18, 4.58, -0.79, -0.92, -2.25, -3.08, 0.0)
_READ: _Weights = -2.555, (0.05, 3.944, -0.606, -0.787, -2.076, -2.392, 0.227)
# Where several articles speak of it in brief, single sentences tell little: the best one's score
# and what is agreed on.
_SNIPPETS: _Weights = -1.97, (0.1, 0.956)


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
        answers: the best sentence's log-odds of answering, from a model that read both; None if
            none did.
        agreed: where several articles speak of it in brief, how many more than one have the same
            to answer with; None elsewhere.
    """

    score: float
    meaning: float
    missing_names: float
    missing_numbers: float
    opposites: float
    negation: float
    answers: float | None
    agreed: float | None

    @property
    def weighed(self) -> dict[str, float]:
        """The signs that count, by their names; 0 for what is unknown."""
        if self.agreed is not None:
            return {"score": self.score, "agreed": self.agreed}
        told = {field.name: getattr(self, field.name) for field in fields(self)}
        del told["agreed"]
        return {name: number or 0.0 for name, number in told.items()}

    @property
    def probability(self) -> float:
        """The probability that the evidence answers the question."""
        if self.agreed is not None:
            bias, weights = _SNIPPETS
        else:
            bias, weights = _UNREAD if self.answers is None else _READ
        odds = bias + math.fsum(
            weight * number for weight, number in zip(weights, self.weighed.values(), strict=True)
        )
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def signs(
    question: Question, best: Candidate, texts: Sequence[str], *, agreed: int | None
) -> Signs:
    """Return what speaks for and against some evidence.

    Args:
        question: what was asked.
        best: the sentence that answers best.
        texts: the evidence, with `best` among it.
        agreed: how many articles agree, where several speak of it in brief.
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
        answers=best.answers,
        agreed=agreed,
    )
