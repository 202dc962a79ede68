"""Files of questions whose answers are known, one JSON object a line."""

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from answer.models import Speaker, Turn
from bot.errors import UserError
from bot.evaluation.models import EvalQuestion, Expected
from bot.importing.lines import read_lines
from index.models import ArticleCard

_Text = Annotated[str, Field(min_length=1)]
_SHAPE = (
    'each line is a JSON object with "question" and, where they are known, "answers" and "quotes" '
    '(lists of strings), "expected" ("answer" or "abstention"), "history" and "article"'
)


class _TurnLine(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    speaker: Speaker
    text: str


class _QuestionLine(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str | int | None = None
    question: _Text
    expected: Expected = "answer"
    answers: tuple[_Text, ...] = ()
    quotes: tuple[_Text, ...] = ()
    rejected: tuple[_Text, ...] = ()
    history: tuple[_TurnLine, ...] = ()
    article: _Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenQuestion:
    """A question of a file.

    Attributes:
        article: what the file calls the article it is about: its id, title or link.
    """

    question: EvalQuestion
    article: str | None


Find = Callable[[str], Awaitable[ArticleCard]]
"""Finds the article that a person means by its id, title or link."""


def read_questions(path: Path) -> list[WrittenQuestion]:
    """Return the questions of a file, all of its lines checked.

    Raises:
        UserError: the file can't be read, or a line isn't a question; the message names the line.
    """
    questions: dict[str, WrittenQuestion] = {}
    for number, line in read_lines(path):
        try:
            written = _QuestionLine.model_validate_json(line)
        except ValidationError:
            raise UserError(f"Line {number} of {path} isn't a question: {_SHAPE}.") from None
        question = _question(written, number)
        if question.id in questions:
            raise UserError(
                f"Line {number} of {path} has the id of an earlier line: {question.id}."
            )
        questions[question.id] = WrittenQuestion(question=question, article=written.article)
    return list(questions.values())


async def with_articles(written: Sequence[WrittenQuestion], find: Find) -> tuple[EvalQuestion, ...]:
    """Return the questions about the articles that they name, found with `find`."""
    return tuple(
        [
            each.question
            if each.article is None
            else replace(each.question, article=(await find(each.article)).id)
            for each in written
        ]
    )


def written_questions(questions: Sequence[EvalQuestion]) -> str:
    """Return the lines of a file with these questions, which `read_questions` reads again."""
    return "".join(json.dumps(_written(each), ensure_ascii=False) + "\n" for each in questions)


def _question(written: _QuestionLine, number: int) -> EvalQuestion:
    return EvalQuestion(
        id=str(number if written.id is None else written.id),
        question=written.question,
        expected=written.expected,
        answers=written.answers,
        quotes=written.quotes,
        rejected=written.rejected,
        history=tuple(Turn(speaker=turn.speaker, text=turn.text) for turn in written.history),
    )


def _written(question: EvalQuestion) -> dict[str, Any]:
    history = [{"speaker": turn.speaker, "text": turn.text} for turn in question.history]
    whole = {
        "id": question.id,
        "question": question.question,
        "expected": question.expected,
        "answers": question.answers,
        "quotes": question.quotes,
        "rejected": question.rejected,
        "history": history,
        "article": question.article,
    }
    return {name: value for name, value in whole.items() if value}
