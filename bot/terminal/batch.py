"""Files of questions, for programs that ask many at once."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from answer.models import Speaker, Turn
from bot.errors import UserError
from bot.importing.lines import read_lines


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
