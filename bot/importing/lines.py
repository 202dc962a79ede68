"""Our own bulk files: one article a line, as text, as exported or as a place, or one feed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from bot.errors import UserError
from bot.importing.exported import ExportedLine


class TextLine(BaseModel):
    """An article given by its text."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    title: Annotated[str, Field(min_length=1)]
    text: Annotated[str, Field(min_length=1, repr=False)]
    url: str | None = None
    published: str | None = None


class PlaceLine(BaseModel):
    """An article given by its link or its file's path."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    source: Annotated[str, Field(min_length=1)]
    title: str | None = None
    url: str | None = None


class FeedLine(BaseModel):
    """A feed to follow, given by its link."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    feed: Annotated[str, Field(min_length=1)]


ArticleLine = TextLine | PlaceLine
ImportLine = ExportedLine | ArticleLine | FeedLine

_LINE: TypeAdapter[ImportLine] = TypeAdapter(ImportLine)


def begins_like_import(path: Path) -> bool:
    """Say whether the first line of a file is one of an import file.

    Raises:
        OSError: it can't be read.
    """
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        first = next((line for line in lines if line.strip()), "")
    try:
        _LINE.validate_json(first)
    except ValidationError:
        return False
    return True


def check_import(path: Path) -> int:
    """Return how many lines an import file has, after checking all of them.

    Raises:
        UserError: the file can't be read, has no line, or has one that isn't an article; the
            message names the line.
    """
    try:
        count = sum(1 for _ in read_import(path))
    except UserError as error:
        raise UserError(f"{error} Nothing was imported.") from None
    if not count:
        raise UserError(f"{path} holds no articles.")
    return count


def read_import(path: Path) -> Iterator[ImportLine]:
    """Yield what the lines of an import file name, one after the other.

    Raises:
        UserError: the file can't be read, or a line isn't an article; the message names the line.
    """
    for number, line in read_lines(path):
        try:
            yield _LINE.validate_json(line)
        except ValidationError:
            raise UserError(
                f"Line {number} of {path} isn't an article: each line is a JSON object with "
                '"title" and "text", with "source" (a link or a path), or with "feed" (a link).'
            ) from None


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text file that aren't blank, with their numbers from 1.

    Raises:
        UserError: the file can't be read as UTF-8 text.
    """
    try:
        with path.open(encoding="utf-8-sig") as lines:
            yield from ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    except OSError as error:
        raise UserError(f"{path} can't be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise UserError(f"{path} isn't UTF-8 text.") from None
