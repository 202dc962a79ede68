"""Whether to answer at all, and what is lacking where not. All pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from answer.models import Evidence, FoundEvidence, Lack
from answer.premises import contradiction
from index.models import RetrievedPassage

# Of 34 questions with a sentence of the evidence that contradicts them, 1 could be answered.
CONTRADICTED = 0.05
# The score of the best passage from which on it is about the question. Of questions that only other
# articles answer, 9 in 10 stay below; of those about what their article mentions without saying it,
# 1 in 17.
MENTIONED = 0.29

_REASONS: dict[Lack, tuple[str, str]] = {
    "not-mentioned": (
        "The articles say nothing about that.",
        "The article says nothing about that.",
    ),
    "not-said": (
        "The articles mention it, but they don't answer that.",
        "The article mentions it, but it doesn't answer that.",
    ),
    "contradicted": (
        "That seems to assume something that an article contradicts.",
        "That seems to assume something that the article contradicts.",
    ),
}
_NOTHING_ADDED = "There is nothing to answer from yet: no article has been added."


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the evidence for a question is worth.

    Attributes:
        answerability: the estimated probability that it answers the question.
        contradicted_by: the sentence of it that contradicts what the question assumes.
    """

    answerability: float
    contradicted_by: Evidence | None


def judged(question: str, found: FoundEvidence) -> Judgement:
    """Return what the evidence is worth, its contradictions with the question considered.

    Args:
        question: what was asked, made to stand alone.
        found: the evidence for it.
    """
    sentence = contradiction(question, found.evidence)
    most = 1.0 if sentence is None else CONTRADICTED
    return Judgement(answerability=min(found.answerability, most), contradicted_by=sentence)


def lack(retrieved: Sequence[RetrievedPassage], judgement: Judgement) -> Lack:
    """Return what is lacking where a question isn't answered.

    Args:
        retrieved: what was found for it.
        judgement: what the evidence in it is worth.
    """
    if not retrieved:
        return "nothing-added"
    if judgement.contradicted_by is not None:
        return "contradicted"
    is_mentioned = max(each.score for each in retrieved) >= MENTIONED
    return "not-said" if is_mentioned else "not-mentioned"


def reason(kind: Lack, *, of_one: bool) -> str:
    """Return the sentence that says, in English, what is lacking.

    Args:
        kind: what is lacking in articles.
        of_one: whether one article alone was asked.
    """
    if kind not in _REASONS:
        return _NOTHING_ADDED
    of_any, of_this = _REASONS[kind]
    return of_this if of_one else of_any
