import io
from dataclasses import replace

from rich.console import Console

from answer.models import Answer, Citation, Claim, Disagreement, Seconds, Side
from bot.terminal.views import Manner, answer_view
from bot.terminal.wire import outcome_json
from tests.answer.fakes import card

_SIDES = (Side(words="36", marker=2), Side(words="34", marker=1))
_ANSWER = Answer(
    question="How many?",
    claims=(Claim(text="34 were hurt.", citations=(1,)),),
    citations=(
        Citation(
            marker=1,
            article=replace(card("A"), published="2026-01-02"),
            quote="34 were hurt.",
            start=0,
            end=13,
        ),
        Citation(marker=2, article=card("B"), quote="36 were hurt.", start=0, end=13),
    ),
    retrieved=(),
    answerability=0.9,
    seconds=Seconds(retrieve=0.1, first_token=0.2, total=0.3),
    prompt_tokens=0,
    disagreements=(Disagreement(sides=_SIDES),),
)


def test_the_terminal_shows_both_sides_with_their_dates() -> None:
    """Between the answer and its footnotes: what each article says, its marker, its date if any."""
    shown = io.StringIO()
    Console(file=shown, width=120).print(answer_view(_ANSWER, Manner()))
    assert "The articles disagree: “36” [2], but “34” [1] (2026-01-02)" in shown.getvalue()


def test_json_holds_the_sides_by_citation() -> None:
    """Each side has its words and the marker of its citation."""
    assert outcome_json(_ANSWER)["disagreements"] == [
        [{"words": "36", "citation": 2}, {"words": "34", "citation": 1}]
    ]
