"""The file `.env`: read and changed line by line, so that all else in it stays as it is.

The format is that of https://saurabh-kumar.com/python-dotenv, which reads it.
"""

import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from bot.errors import UserError

_PLAIN = re.compile(r"[\w./:@%+,=~\-\\]*", re.ASCII)
_UNUSABLE = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]|\$\{")
_PRIVATE = 0o600


class EnvFile:
    """The lines of a file of settings, which may not be there yet."""

    def __init__(self, path: Path, text: str = "") -> None:
        """Hold a file's text."""
        self.path = path
        self.text = text

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a file, or hold an empty one where there is none.

        Raises:
            UserError: it can't be read.
        """
        try:
            return cls(path, path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return cls(path)
        except (OSError, UnicodeDecodeError) as error:
            raise UserError(
                f"{path} can't be read ({_reason(error)}). Move it away, or name another file."
            ) from error

    def value(self, name: str) -> str | None:
        """Return what a setting is set to; None if it isn't set, or to nothing."""
        found = None
        for line in self.text.splitlines():
            if matched := _line_of(name).match(line):
                found = _bare(matched["value"])
        return found or None

    def changed(self, values: Mapping[str, str | None]) -> Self:
        """Return the file with other values; None takes a setting out.

        A setting stays where it is; a new one comes behind the line that shows its default, if
        there is one, and else at the end.

        Raises:
            UserError: a value can't be written into such a file.
        """
        lines = self.text.splitlines()
        for name, value in values.items():
            lines = _changed(lines, name, value)
        return type(self)(self.path, "".join(f"{line}\n" for line in lines))

    def write(self) -> None:
        """Write the file in one step, readable by its user only.

        Raises:
            UserError: it can't be written; the one before is as it was.
        """
        path = self.path.resolve()
        try:
            made, name = tempfile.mkstemp(prefix=".env-", dir=path.parent)
            beside = Path(name)
            try:
                with os.fdopen(made, "w", encoding="utf-8") as file:
                    file.write(self.text)
                    file.flush()
                    os.fsync(file.fileno())
                beside.chmod(_PRIVATE)
                beside.replace(path)
            except BaseException:
                beside.unlink(missing_ok=True)
                raise
        except OSError as error:
            raise UserError(
                f"{self.path} can't be written ({_reason(error)}); nothing was changed."
            ) from error


def _line_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:export\s+)?['\"]?{re.escape(name)}['\"]?\s*=(?P<value>.*)")


def _default_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"\s*#\s*{re.escape(name)}=")


def _changed(lines: list[str], name: str, value: str | None) -> list[str]:
    """Return the lines with another value for one setting, which is then set once."""
    is_set, is_default = _line_of(name), _default_of(name)
    at = next((number for number, line in enumerate(lines) if is_set.match(line)), None)
    if at is None:
        shown = (number for number, line in enumerate(lines) if is_default.match(line))
        at = next(shown, len(lines) - 1) + 1
    kept = [line for line in lines[:at] if not is_set.match(line)]
    rest = [line for line in lines[at:] if not is_set.match(line)]
    return [*kept, *([] if value is None else [f"{name}={_quoted(name, value)}"]), *rest]


def _quoted(name: str, value: str) -> str:
    if _UNUSABLE.search(value):
        raise UserError(
            f"The value for {name} has characters that can't stand in .env (line ends, or ${{); "
            "choose another."
        )
    if _PLAIN.fullmatch(value):
        return value
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _bare(value: str) -> str:
    """Return a value without quotes and comment."""
    value = value.strip()
    if quoted := re.match(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"", value):
        return re.sub(r"\\(.)", r"\1", quoted[1] or quoted[2] or "")
    return re.split(r"\s+#|^#", value)[0].strip()


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or type(error).__name__
