"""Files of questions, for programs that ask many at once."""

import json
from collections.abc import Sequence
from contextlib import aclosing
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from answer.answering import Answering, Outcome
from answer.models import Speaker, Style, Turn
from bot.errors import UserError
from bot.importing.lines import read_lines
from bot.terminal.terminal import Report
from bot.terminal.wire import outcome_json
from index.abreast import in_order
from index.models import ArticleId, Corpus
from index.tracing import traced


class _TurnLine(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    speaker: Speaker
    text: str


class BatchQuestion(BaseModel):
    """One line of a file of questions."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str | int
    question: Annotated[str, Field(min_length=1)]
    history: tuple[_TurnLine, ...] = ()

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The conversation before the question."""
        return tuple(Turn(speaker=turn.speaker, text=turn.text) for turn in self.history)


def read_batch(path: Path) -> list[BatchQuestion]:
    """Return the questions of a JSONL file, all of its lines checked.

    Raises:
        UserError: the file can't be read, or a line isn't a question; the message names the line.
    """
    questions = []
    for number, line in read_lines(path):
        try:
            questions.append(BatchQuestion.model_validate_json(line))
        except ValidationError:
            raise UserError(
                f'Line {number} of {path} isn\'t a question: each line is a JSON object with "id" '
                'and "question", and "history" where there is one. Nothing was asked.'
            ) from None
    return questions


async def answer_batch(
    answering: Answering,
    corpus: Corpus,
    questions: Sequence[BatchQuestion],
    output: Path,
    *,
    article: ArticleId | None,
    style: Style,
    at_once: int,
    report: Report,
) -> None:
    """Answer questions, one JSON object a line, in their order; all of them or none are written.

    Args:
        answering: answers them.
        corpus: where to look.
        questions: those to be asked.
        output: the file that is written.
        article: the only article to answer from; None for all.
        style: how long answers may be.
        at_once: how many are answered at a time.
        report: is told how many are answered.

    Raises:
        UserError: the file can't be written.
    """

    async def answered(question: BatchQuestion) -> Outcome:
        with traced():
            return await answering.outcome(
                corpus, question.question, history=question.turns, article=article, style=style
            )

    partial = output.with_name(output.name + ".partial")
    try:
        with partial.open("w", encoding="utf-8") as lines:
            report(0, len(questions))
            async with aclosing(in_order(answered, questions, most=at_once)) as outcomes:
                for done, question in enumerate(questions, start=1):
                    line = outcome_json(await anext(outcomes), id_=question.id)
                    lines.write(json.dumps(line, ensure_ascii=False) + "\n")
                    report(done, len(questions))
        partial.replace(output)
    except OSError as error:
        raise UserError(f"{output} can't be written: {error.strerror}.") from None
    finally:
        partial.unlink(missing_ok=True)
