"""Everything about each question, for a file that failures can be looked up in."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from answer.models import Answer
from evals.asking import Asked, Session
from evals.measures import Measure, own_words
from evals.verdicts import verdict

_PASSAGES = 5


def record(kind: str, session: Session, table: Sequence[Measure]) -> dict[str, Any]:
    """Return a session as plain values: its table, its verdicts counted, and every question."""
    questions = [_question(session, asked) for asked in session.asked]
    return {
        "kind": kind,
        "measures": {measure.key: measure.value for measure in table},
        "verdicts": dict(Counter(each["verdict"] for each in questions).most_common()),
        "questions": questions,
    }


def _question(session: Session, asked: Asked) -> dict[str, Any]:
    labelled, outcome = asked.labelled, asked.outcome
    return {
        "id": labelled.id,
        "label": labelled.label,
        "corpus": asked.corpus,
        "verdict": verdict(session, asked),
        "question": labelled.question,
        "history": [f"{turn.speaker}: {turn.text}" for turn in labelled.history],
        "answerable": labelled.answerable,
        "wanted": [labelled.answers, *labelled.further] if labelled.answers else [],
        "marked": labelled.evidence,
        "references": labelled.references,
        "abstained": None if isinstance(outcome, Answer) else outcome.kind,
        "answerability": outcome.answerability,
        "answer": outcome.text if isinstance(outcome, Answer) else outcome.reason,
        "searched": None if isinstance(outcome, Answer) else outcome.searched,
        "own_words": own_words(asked),
        "quotes": [
            {"marker": each.marker, "article": each.article.title, "quote": each.quote}
            for each in (outcome.citations if isinstance(outcome, Answer) else ())
        ],
        "retrieved": [
            {"article": each.article.title, "score": each.score, "text": each.passage.text}
            for each in outcome.retrieved[:_PASSAGES]
        ],
        "seconds": {
            "retrieve": outcome.seconds.retrieve,
            "first": outcome.seconds.first_token,
            "total": outcome.seconds.total,
        },
        "prompt_tokens": outcome.prompt_tokens,
    }
