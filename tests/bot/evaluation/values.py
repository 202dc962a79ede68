"""Builders of outcomes and results."""

from collections.abc import Sequence

from answer.models import Abstention, Answer, Citation, Claim, Evidence, Seconds
from bot.evaluation.judging import judged
from bot.evaluation.models import EvalQuestion, Result, Run
from tests.answer.fakes import evidence, retrieved

SECONDS = Seconds(retrieve=0.1, first_token=0.2, total=0.5)
PASSAGE = (
    "The fire began at four. Thirty-four people were led to safety. The Morning Grace sank at dawn."
)
SAVED = "Thirty-four people were led to safety."
SANK = "The Morning Grace sank at dawn."


def question(number: int = 1, **known: object) -> EvalQuestion:
    """Return a question with what is known of its answer."""
    return EvalQuestion(id=str(number), question=f"Question {number}?", **known)  # type: ignore[arg-type]  # the fields by their names


def answer(
    *quotes: str, said: str | None = None, answerability: float = 0.9, passage: str = PASSAGE
) -> Answer:
    """Return an answer whose claims are its quotes, or one that says `said` and cites them all."""
    found = retrieved(passage)
    citations = tuple(
        Citation(marker=marker, article=found.article, quote=quote, start=0, end=len(quote))
        for marker, quote in enumerate(quotes, start=1)
    )
    claims = tuple(Claim(text=each.quote, citations=(each.marker,)) for each in citations)
    if said is not None:
        claims = (Claim(text=said, citations=tuple(each.marker for each in citations)),)
    return Answer(
        question="Question?",
        claims=claims,
        citations=citations,
        retrieved=(found,),
        answerability=answerability,
        seconds=SECONDS,
        prompt_tokens=100,
    )


def abstention(*, answerability: float = 0.1, passage: str = PASSAGE) -> Abstention:
    """Return an abstention although a passage was found."""
    found = retrieved(passage)
    return Abstention(
        question="Question?",
        kind="not-said",
        reason="The articles don't say.",
        searched="Question?",
        nearest=(found,),
        retrieved=(found,),
        answerability=answerability,
        seconds=SECONDS,
        prompt_tokens=0,
    )


def result(
    asked: EvalQuestion,
    outcome: Answer | Abstention,
    *,
    chosen: Sequence[Evidence] = (),
    if_answered: bool | None = None,
) -> Result:
    """Return a judged outcome; an answer is right if answered if it is right."""
    verdict = judged(asked, outcome, chosen)
    if isinstance(outcome, Answer):
        if_answered = verdict == "right"
    return Result(
        question=asked,
        outcome=outcome,
        evidence=tuple(chosen),
        verdict=verdict,
        if_answered=if_answered,
    )


def run(*results: Result, name: str = "as set") -> Run:
    """Return a run that declined below one half."""
    return Run(name=name, threshold=0.5, results=results)


def right(number: int = 1, *, answerability: float = 0.9) -> Result:
    """Return a question that was answered rightly."""
    asked = question(number, answers=("thirty-four",))
    return result(asked, answer(SAVED, answerability=answerability), chosen=[evidence(SAVED)])


def wrong(number: int = 1, *, answerability: float = 0.9) -> Result:
    """Return a question that was answered though it should be declined."""
    asked = question(number, expected="abstention")
    return result(asked, answer(SAVED, answerability=answerability), chosen=[evidence(SAVED)])


def declined(
    number: int = 1, *, answerability: float = 0.1, if_answered: bool | None = True
) -> Result:
    """Return a question that was declined wrongly."""
    asked = question(number, answers=("thirty-four",))
    return result(asked, abstention(answerability=answerability), if_answered=if_answered)
