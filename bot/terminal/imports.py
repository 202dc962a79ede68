"""Bulk files: one article a line, as text or as a place to read it from."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from bot.errors import UserError


class TextLine(BaseModel):
    """An article given by its text."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    title: Annotated[str, Field(min_length=1)]
    text: Annotated[str, Field(min_length=1)]
    url: str | None = None
    published: str | None = None


class PlaceLine(BaseModel):
    """An article given by its link or its file's path."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    source: Annotated[str, Field(min_length=1)]
    title: str | None = None
    url: str | None = None


ImportLine = TextLine | PlaceLine

_LINE: TypeAdapter[ImportLine] = TypeAdapter(ImportLine)


def read_import(path: Path) -> list[ImportLine]:
    """Return the articles a JSONL file names, all of its lines checked.

    Raises:
        UserError: the file can't be read, or a line isn't an article; the message names the line.
    """
    lines = read_lines(path)
    articles = []
    for number, line in lines:
        try:
            articles.append(_LINE.validate_json(line))
        except ValidationError:
            raise UserError(
                f"Line {number} of {path} isn't an article: each line is a JSON object with "
                '"title" and "text", or with "source" (a link or a path). Nothing was imported.'
            ) from None
    if not articles:
        raise UserError(f"{path} holds no articles.")
    return articles


def read_lines(path: Path) -> list[tuple[int, str]]:
    """Return the lines of a text file that aren't blank, with their numbers from 1.

    Raises:
        UserError: the file can't be read as UTF-8 text.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UserError(f"{path} can't be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise UserError(f"{path} isn't UTF-8 text.") from None
    return [(n, line) for n, line in enumerate(text.split("\n"), start=1) if line.strip()]
