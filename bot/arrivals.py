"""Something that a person sent arrives: it is waited for, counted, and gets its reference."""

import logging
from typing import Any, cast

import discord

from bot.custom_ids import parse
from bot.metrics.metrics import Arrival
from bot.parts import Parts
from bot.references import begin_reference

_KINDS: dict[discord.InteractionType, Arrival] = {
    discord.InteractionType.application_command: "command",
    discord.InteractionType.autocomplete: "suggestion",
}

_log = logging.getLogger(__name__)


def interaction_arrived(parts: Parts, interaction: discord.Interaction[Any]) -> None:
    """Note that the current task answers a person who used a command, a button or a window."""
    kind = _KINDS.get(interaction.type, "click")
    _arrived(parts, kind, _clicked(interaction) if kind == "click" else _command(interaction))


def message_arrived(parts: Parts) -> None:
    """Note that the current task answers a person who wrote a message."""
    _arrived(parts, "message", "a question")


def _arrived(parts: Parts, kind: Arrival, name: str) -> None:
    parts.works.serve()
    parts.metrics.arrived(kind)
    begin_reference()
    _log.info("A %s arrived: %s.", kind, name)


def _command(interaction: discord.Interaction[Any]) -> str:
    command = interaction.command
    return "of an older Footnote" if command is None else command.qualified_name


def _clicked(interaction: discord.Interaction[Any]) -> str:
    found = parse(str(cast("dict[str, Any]", interaction.data or {}).get("custom_id", "")))
    return "of an older Footnote" if found is None else found.action
