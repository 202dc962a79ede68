"""Whether an outcome is right and, if not, where the answer was lost."""

import pytest

from answer.models import Abstention, Answer
from bot.evaluation.judging import holds, judged
from bot.evaluation.models import EvalQuestion, Verdict
from tests.answer.fakes import evidence
from tests.bot.evaluation.values import PASSAGE, SANK, SAVED, abstention, answer, question

WANTED = question(answers=("thirty-four", "34"))
QUOTED = question(quotes=(SAVED,))
REJECTED = question(rejected=(SANK,))
TO_DECLINE = question(expected="abstention")


@pytest.mark.parametrize(
    ("asked", "outcome", "chosen", "verdict"),
    [
        (WANTED, answer(SAVED), SAVED, "right"),
        (WANTED, answer(SANK, said="It was 34."), SANK, "right"),
        (WANTED, answer(SAVED, said="It sank."), SAVED, "wording-lost"),
        (WANTED, answer(SANK), SANK, "evidence-missed"),
        (WANTED, answer(SANK, passage=SANK), SANK, "retrieval-missed"),
        (WANTED, abstention(), "", "abstained-wrongly"),
        (WANTED, abstention(passage=SANK), "", "retrieval-missed"),
        (QUOTED, answer(SANK, SAVED), SANK, "right"),
        (QUOTED, answer(f"It began. {SAVED}"), SAVED, "right"),
        (QUOTED, answer("people were led to safety"), SAVED, "right"),
        (QUOTED, answer(SANK), SANK, "evidence-missed"),
        (REJECTED, answer(SAVED, SANK), SAVED, "right"),
        (REJECTED, answer(SANK, SAVED), SANK, "answered-wrongly"),
        (REJECTED, abstention(), "", "abstained-wrongly"),
        (TO_DECLINE, abstention(), "", "right"),
        (TO_DECLINE, answer(SAVED), SAVED, "answered-wrongly"),
    ],
)
def test_verdicts(
    asked: EvalQuestion, outcome: Answer | Abstention, chosen: str, verdict: Verdict
) -> None:
    """Each step that can lose an answer has a verdict of its own, the earliest one counts."""
    assert judged(asked, outcome, [evidence(chosen)] if chosen else []) == verdict


def test_short_quotes_have_to_be_whole() -> None:
    """A word or two of a kept quote may stand anywhere by chance."""
    assert not holds("No. The fire began at four.", question(quotes=("No.",)))
    assert holds("No.", question(quotes=("No.",)))
    assert holds(PASSAGE, question(quotes=("THE  MORNING GRACE sank, at dawn",)))
