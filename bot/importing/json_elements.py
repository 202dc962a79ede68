"""Reads long JSON files element by element, so that an export needn't fit into memory."""

import json
from collections.abc import Iterator
from typing import Any, TextIO

_FIRST_READ = 64 * 1024  # characters
_MOST = 64 * 1024 * 1024  # of one element
_BLANKS = " \t\r\n"
_AFTER = frozenset(f"{_BLANKS},]}}:")  # a value


class BrokenJson(Exception):  # noqa: N818 - says what was found, as a file's state
    """A file isn't JSON, breaks off, or isn't built as expected."""


def elements(stream: TextIO, *, key: str | None = None) -> Iterator[Any]:
    """Yield the elements of an array.

    Args:
        stream: JSON, to be read from its beginning.
        key: where the array is in an outermost object; None if it is the outermost itself.

    Raises:
        BrokenJson: there is no such array, it breaks off, or one element is longer than anything
            that people write.
    """
    text = _Text(stream)
    if key is not None:
        _enter(text, key)
    text.expect("[")
    if text.peek() == "]":
        return
    while True:
        yield text.value()
        if text.peek() == "]":
            return
        text.expect(",")


def _enter(text: "_Text", key: str) -> None:
    """Go to the value of a key of the object that begins here."""
    text.expect("{")
    while True:
        name = text.value()
        text.expect(":")
        if name == key:
            return
        text.value()
        text.expect(",")


class _Text:
    """What has been read of a stream and not been taken yet."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._decoder = json.JSONDecoder()
        self._read = ""
        self._at = 0
        self._ended = False

    def peek(self) -> str:
        """Return the next character that isn't blank, empty at the end."""
        while True:
            while self._at < len(self._read):
                if self._read[self._at] not in _BLANKS:
                    return self._read[self._at]
                self._at += 1
            if not self._more():
                return ""

    def expect(self, character: str) -> None:
        """Take the next character, which has to be this one.

        Raises:
            BrokenJson: it is another one.
        """
        if self.peek() != character:
            raise BrokenJson
        self._at += 1

    def value(self) -> Any:
        """Take the next value.

        Raises:
            BrokenJson: there is none, or it is endless.
        """
        if not self.peek():
            raise BrokenJson
        while True:
            try:
                value, end = self._decoder.raw_decode(self._read, self._at)
            except (json.JSONDecodeError, RecursionError) as error:
                if isinstance(error, RecursionError) or not self._more():
                    raise BrokenJson from error
                continue
            # A number may go on: 1 may be the beginning of 1.5e3, as may 1.5 with "e" after it.
            if self._read[end : end + 1] not in _AFTER and self._more():
                continue
            self._at = end
            return value

    def _more(self) -> bool:
        """Read on, twice as far each time; return whether there was something."""
        left = len(self._read) - self._at
        if self._ended or left > _MOST:
            return False
        part = self._stream.read(max(_FIRST_READ, left))
        self._ended = not part
        self._read = self._read[self._at :] + part
        self._at = 0
        return bool(part)
