"""What a person chose, or wrote into a window and sent.

The fields of windows are found by their names (bot/render/modals.py).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import discord


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that was sent with a window; its bytes are to be had at `url` for a day or so."""

    filename: str
    url: str
    size: int
    content_type: str | None


def values_of(interaction: discord.Interaction) -> tuple[str, ...]:
    """Return what was chosen in a select."""
    data: Mapping[str, Any] = interaction.data or {}
    return tuple(map(str, data.get("values", ())))


def text_of(interaction: discord.Interaction, name: str) -> str:
    """Return what was written into a field, without outer white space; empty if nothing was."""
    return next((str(field.get("value") or "").strip() for field in _fields(interaction, name)), "")


def files_of(interaction: discord.Interaction, name: str) -> tuple[Upload, ...]:
    """Return the files that were put into a field."""
    data: Mapping[str, Any] = interaction.data or {}
    sent = data.get("resolved", {}).get("attachments", {})
    ids = [value for field in _fields(interaction, name) for value in field.get("values", ())]
    return tuple(
        Upload(
            filename=sent[each]["filename"],
            url=sent[each]["url"],
            size=int(sent[each]["size"]),
            content_type=sent[each].get("content_type"),
        )
        for each in ids
        if each in sent
    )


def _fields(interaction: discord.Interaction, name: str) -> Iterator[Mapping[str, Any]]:
    data: Mapping[str, Any] = interaction.data or {}
    for label in data.get("components", ()):
        field = label.get("component", {})
        if field.get("custom_id") == name:
            yield field
