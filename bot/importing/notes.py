r"""Markdown files with front matter, as `footnote export` writes them and reads them back.

The front matter is YAML whose values are JSON, so that other programs read it and nothing is lost.
The text is Markdown (https://spec.commonmark.org/0.31.2/): headings have their number signs, line
breaks within a paragraph are backslashes, and whatever would mean something else is escaped by a
backslash or, if it is a blank, as a numeric character reference. Read backwards this is the text,
to the letter.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.errors import UserError
from bot.importing.exported import ExportedHeading, ExportedLine

_FENCE = "---\n"
_IN_BODY = ("text", "headings")
_MOST_BYTES = 64 * 1024 * 1024

_ACTIVE = re.compile(r"[\\`*_\[\]<>&~|{}$]")  # anywhere in a line
_FIRST = re.compile(r"^(\d{0,9})([#+=.)-])", re.MULTILINE)  # at the beginning of a line
_LEADING_BLANK = re.compile(r"^[ \t]", re.MULTILINE)
_ODD = re.compile("[\r\ufeff\x00\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")  # where others end lines
_BREAK = re.compile(r"(?<=[^\n])\n(?=[^\n])")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~\n])|&#(\d{1,7});")
_HEADING = re.compile(r"(#+) ")
_LINE = re.compile(r"(?:\\.|[^\\\n])*", re.DOTALL)  # up to a line break that isn't escaped


def written(line: ExportedLine) -> str:
    """Return an article as a Markdown file."""
    known = line.model_dump(mode="json", exclude_defaults=True, exclude=set(_IN_BODY))
    front = "".join(
        f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in known.items()
    )
    return f"{_FENCE}{_escaped_line_ends(front)}{_FENCE}\n{_body(line)}\n"


def read(content: str, name: str) -> ExportedLine:
    """Return the article in a Markdown file that `written` made, or somebody edited since.

    Args:
        content: of the file.
        name: what to call it in messages.

    Raises:
        UserError: it is none.
    """
    front, _, body = content.replace("\r\n", "\n").removeprefix(_FENCE).partition(f"\n{_FENCE}")
    text, headings = _parsed(body.removeprefix("\n").removesuffix("\n"))
    try:
        return ExportedLine.model_validate(
            {**dict(_values(front)), "text": text, "headings": headings}
        )
    except ValidationError as error:
        wrong = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise UserError(
            f"{name} isn't an article that footnote export wrote: its {wrong} can't be used."
        ) from None


def is_note(head: str) -> bool:
    """Say whether a file that begins like that is one of ours."""
    return re.match(r"---\r?\nfootnote: *\d+\r?\n", head) is not None


def read_note(path: Path) -> Iterator[ExportedLine]:
    """Yield the article in the file at `path`.

    Raises:
        UserError: it can't be used.
        OSError: it can't be read.
    """
    with path.open("rb") as stream:
        content = stream.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise UserError(f"{path} is too large for an article.")
    try:
        yield read(content.decode("utf-8"), str(path))
    except UnicodeDecodeError:
        raise UserError(f"{path} isn't UTF-8 text.") from None


def _values(front: str) -> Iterator[tuple[str, Any]]:
    """Yield names and values; a value that isn't JSON, as people write them, is a text."""
    for line in front.split("\n"):
        name, colon, value = line.partition(":")
        if colon:
            try:
                yield name.strip(), json.loads(value)
            except ValueError:
                yield name.strip(), value.strip()


def _escaped_line_ends(front: str) -> str:
    """Return JSON in which characters that some programs take for line ends are escaped."""
    return _ODD.sub(lambda found: f"\\u{ord(found[0]):04x}", front)


def _body(line: ExportedLine) -> str:
    parts: list[str] = []
    position = 0
    for heading in line.headings:
        if _stands_alone(line.text, heading) and heading.start >= position:
            parts.append(_escaped(line.text[position : heading.start]))
            words = _escaped(line.text[heading.start : heading.end])
            parts.append(f"{'#' * heading.level} {words}")
            position = heading.end
    parts.append(_escaped(line.text[position:]))
    return "".join(parts)


def _stands_alone(text: str, heading: ExportedHeading) -> bool:
    """Say whether a heading has lines of its own."""
    begins = heading.start == 0 or text[heading.start - 1] == "\n"
    return begins and (heading.end == len(text) or text[heading.end] == "\n")


def _escaped(text: str) -> str:
    text = _ACTIVE.sub(r"\\\g<0>", text)
    text = _FIRST.sub(r"\1\\\2", text)
    text = _LEADING_BLANK.sub(lambda found: f"&#{ord(found[0])};", text)
    text = _ODD.sub(lambda found: f"&#{ord(found[0])};", text)
    return _BREAK.sub("\\\\\n", text)


def _parsed(body: str) -> tuple[str, list[ExportedHeading]]:
    """Return the text of a body, and where its headings are."""
    text: list[str] = []
    headings: list[ExportedHeading] = []
    length = position = 0
    while position <= len(body):
        marks = _HEADING.match(body, position)
        begin = position if marks is None else marks.end()
        line = _LINE.match(body, begin)
        end = len(body) if line is None else line.end()
        words = _unescaped(body[begin:end])
        if marks is not None:
            level = len(marks[1])
            headings.append(ExportedHeading(start=length, end=length + len(words), level=level))
        if end < len(body):
            words += "\n"
        text.append(words)
        length += len(words)
        position = end + 1
    return "".join(text), headings


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: found[1] or chr(min(int(found[2]), 0x10FFFF)), text)
