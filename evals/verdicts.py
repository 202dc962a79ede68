"""What became of a question and, where it went wrong, at which step; all pure."""

from typing import Literal

from answer.models import Answer
from evals.asking import Asked, Session
from evals.measures import abstained, answer_holds_gold, answer_is_right, quotes_hold_gold
from evals.paragraphs import holds_gold

Verdict = Literal[
    "right",
    "rightly declined",
    "answered",  # and nobody marked what a right answer is
    "retrieval missed it",
    "evidence missed it",
    "wording lost it",
    "too long",
    "wrongly declined",
    "wrongly answered",
]

_SEARCHED = 5  # passages that evidence is chosen from


def verdict(session: Session, asked: Asked) -> Verdict:
    """Return what became of a question."""
    if not asked.labelled.answerable:
        return "rightly declined" if abstained(asked) else "wrongly answered"
    if not _was_retrieved(session, asked):
        return "retrieval missed it"
    if not isinstance(asked.outcome, Answer):
        return "wrongly declined"
    if not asked.labelled.answers:
        return "answered"
    if answer_is_right(asked):
        return "right"
    if answer_holds_gold(asked):
        return "too long"
    return "wording lost it" if quotes_hold_gold(asked) else "evidence missed it"


def _was_retrieved(session: Session, asked: Asked) -> bool:
    labelled, nearest = asked.labelled, asked.outcome.retrieved[:_SEARCHED]
    if labelled.references:
        return any(each.article.title in labelled.references for each in nearest)
    if labelled.article:
        return any(holds_gold(session, asked, each) for each in nearest)
    return any(labelled.answered_by(each.passage.text) for each in nearest)
