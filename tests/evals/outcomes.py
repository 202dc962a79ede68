"""Answers and abstentions as the pipeline would give them, for the tests of the measures."""

from collections.abc import Sequence

from answer.models import Abstention, Answer, Citation, Claim, Seconds
from evals.asking import Asked, Session
from evals.labelled import LabelledQuestion
from index.models import RetrievedPassage
from tests.answer.fakes import CORPUS, card

SECONDS = Seconds(retrieve=0.1, first_token=0.2, total=0.4)


def question(
    *,
    answerable: bool = True,
    answers: Sequence[str] = (),
    label: str = "",
    references: Sequence[str] = (),
    rejected: Sequence[str] = (),
) -> LabelledQuestion:
    """Return a question with what a right answer to it holds."""
    return LabelledQuestion(
        id="q",
        question="When did the trawler sink?",
        answers=tuple(answers),
        rejected=tuple(rejected),
        article="",
        evidence="",
        answerable=answerable,
        label=label,
        references=tuple(references),
    )


def answer(
    *claims: str,
    quotes: Sequence[str] = (),
    title: str = "Sea",
    retrieved: Sequence[RetrievedPassage] = (),
) -> Answer:
    """Return an answer whose claims all cite all quotes, or each itself without any."""
    cited = quotes or claims
    markers = tuple(range(1, len(cited) + 1))
    return Answer(
        question="q",
        claims=tuple(
            Claim(text=text, citations=markers if quotes else (number,))
            for number, text in enumerate(claims, start=1)
        ),
        citations=tuple(
            Citation(marker=marker, article=card(title), quote=quote, start=0, end=len(quote))
            for marker, quote in zip(markers, cited, strict=True)
        ),
        retrieved=tuple(retrieved),
        answerability=0.9,
        seconds=SECONDS,
        prompt_tokens=10,
    )


def abstention(retrieved: Sequence[RetrievedPassage] = ()) -> Abstention:
    """Return an abstention for want of evidence."""
    return Abstention(
        question="q",
        kind="not-said",
        reason="no",
        searched="q",
        nearest=(),
        retrieved=tuple(retrieved),
        answerability=0.1,
        seconds=SECONDS,
        prompt_tokens=0,
    )


def session(*asked: Asked) -> Session:
    """Return a session in which nothing but `asked` happened."""
    return Session(name="test", asked=asked, texts={}, import_seconds=1.0, peaks=(1.0, 1.0, 1.0))


def asked(labelled: LabelledQuestion, outcome: Answer | Abstention) -> Asked:
    """Return a question with what came of it."""
    return Asked(labelled=labelled, corpus=CORPUS, outcome=outcome)
