"""Who was forgotten, so that a backup from before doesn't bring them back. It names nobody.

A file beside the catalogue, which no backup has, keeps a hash of each person's id under a random
key of its own (HMAC, RFC 2104), numbered in the order they were forgotten. A catalogue notes by
the file's mark which number was the last that was carried out in it; one that comes from an earlier
backup notes less.
"""

import hmac
import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bot.errors import UserError

_KEPT = timedelta(days=400)  # longer than backups are worth restoring
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    number: int
    who: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Last:
    """How far a file goes.

    Attributes:
        mark: tells the file from others.
        number: of who was forgotten last; 0 if nobody was.
    """

    mark: str
    number: int


class Forgotten:
    """The file. Its methods read and write it at once, for it is small."""

    def __init__(self, path: Path) -> None:
        """Keep it at `path`; it is made when somebody is forgotten first."""
        self._path = path

    def add(self, user_id: int, *, today: date) -> Last:
        """Note that a person is forgotten; return how far the file goes with it.

        Args:
            user_id: the person.
            today: when it is; what was noted very long ago is dropped.

        Raises:
            UserError: the file can't be read or written.
        """
        key, entries = self._read()
        last = Last(mark=_mark(key), number=_highest(entries) + 1)
        recent = [entry for entry in entries if entry.on > today - _KEPT]
        self._write(key, [*recent, _Entry(number=last.number, who=_hash(key, user_id), on=today)])
        return last

    def last(self) -> Last:
        """Return how far the file goes.

        Raises:
            UserError: it can't be read.
        """
        key, entries = self._read()
        return Last(mark=_mark(key), number=_highest(entries))

    def among(self, user_ids: Iterable[int], *, after: int) -> set[int]:
        """Return the people who were forgotten under a higher number than `after`.

        Raises:
            UserError: the file can't be read.
        """
        key, entries = self._read()
        hashes = {entry.who for entry in entries if entry.number > after}
        return {user_id for user_id in user_ids if _hash(key, user_id) in hashes}

    def _read(self) -> tuple[bytes, list[_Entry]]:
        try:
            lines = self._path.read_text(encoding="utf-8").splitlines()
            if not lines:
                return secrets.token_bytes(_KEY_BYTES), []
            return bytes.fromhex(json.loads(lines[0])["key"]), [
                _entry(json.loads(line)) for line in lines[1:]
            ]
        except FileNotFoundError:
            return secrets.token_bytes(_KEY_BYTES), []
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UserError(
                f"{self._path}, which tells who was forgotten, can't be read. Put it back from a "
                "copy of the data folder; without it, delete it and forget them once more."
            ) from error

    def _write(self, key: bytes, entries: Iterable[_Entry]) -> None:
        lines: list[dict[str, Any]] = [{"key": key.hex()}]
        lines += [
            {"number": each.number, "who": each.who, "on": each.on.isoformat()} for each in entries
        ]
        beside = self._path.with_name(self._path.name + ".partial")
        try:
            descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
                stream.writelines(json.dumps(line) + "\n" for line in lines)
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(self._path)
        except OSError as error:
            raise UserError(
                f"{self._path} can't be written: {error.strerror}. Nobody was forgotten yet."
            ) from error


def _entry(line: dict[str, Any]) -> _Entry:
    return _Entry(
        number=int(line["number"]), who=str(line["who"]), on=date.fromisoformat(line["on"])
    )


def _highest(entries: Iterable[_Entry]) -> int:
    return max((entry.number for entry in entries), default=0)


def _mark(key: bytes) -> str:
    return _hash(key, 0)[:16]


def _hash(key: bytes, user_id: int) -> str:
    return hmac.digest(key, str(user_id).encode(), "sha256").hex()
