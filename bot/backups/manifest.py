"""What a backup says of itself."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from bot.errors import UserError

FORMAT = 1
"""Counts the ways in which backups have been written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup says of itself.

    Attributes:
        format: how it is written.
        made: when its copy of the catalogue was made, in UTC.
        footnote: the version of Footnote that made it.
        schema: of the catalogue.
        counts: how many rows the catalogue's main tables have.
        bytes: the size of the catalogue's file.
        sha256: the hash of that file, in hexadecimal.
    """

    format: int
    made: datetime
    footnote: str
    schema: int
    counts: Mapping[str, int]
    bytes: int
    sha256: str

    @property
    def told(self) -> str:
        """What is in the backup, for people."""
        named = [f"{name}: {count}" for name, count in self.counts.items() if count]
        return ", ".join(named) or "an empty catalogue"


_ADAPTER = TypeAdapter(Manifest)


def written(manifest: Manifest) -> bytes:
    """Return the manifest as it stands in the file."""
    return json.dumps(asdict(manifest), default=str, indent=1).encode()


def read(content: bytes, name: str) -> Manifest:
    """Return the manifest in `content`, which may come from anywhere.

    Args:
        content: as `written` made it.
        name: what to call the backup in messages.

    Raises:
        UserError: it is none, or a newer Footnote's.
    """
    try:
        manifest = _ADAPTER.validate_json(content)
    except ValidationError:
        raise UserError(f"{name} is no backup of Footnote: its manifest can't be read.") from None
    if manifest.format != FORMAT:
        raise UserError(f"{name} was made by a newer Footnote; update Footnote to restore it.")
    return manifest
