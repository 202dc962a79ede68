"""Tells Discord the bot's commands, but only when they changed.

Registering commands is limited to some hundreds a day and makes people's clients load them again,
so what was registered last is noted in the data folder. Discord is asked for the names as well: it
may have been told otherwise since.
"""

import asyncio
import hashlib
import json
from pathlib import Path
from typing import Any

import discord
from discord import app_commands

_NOTE = "discord-commands.json"


async def sync_commands(tree: app_commands.CommandTree[Any], folder: Path) -> bool:
    """Register the commands of `tree` unless they are; return whether it was needed.

    Args:
        tree: of a client that is logged in.
        folder: where what was registered is noted.

    Raises:
        discord.HTTPException: Discord refused.
    """
    note = folder / _NOTE
    wanted = {str(tree.client.application_id): await _fingerprint(tree)}
    if await asyncio.to_thread(_read, note) == wanted and await _registered(tree) == _names(tree):
        return False
    await tree.sync()
    await asyncio.to_thread(_write, note, wanted)
    return True


async def _fingerprint(tree: app_commands.CommandTree[Any]) -> str:
    translator = tree.translator
    payloads = [
        command.to_dict(tree)
        if translator is None
        else await command.get_translated_payload(tree, translator)
        for command in _commands(tree)
    ]
    return hashlib.sha256(json.dumps(payloads, sort_keys=True).encode()).hexdigest()


async def _registered(tree: app_commands.CommandTree[Any]) -> set[tuple[str, int]]:
    return {(command.name, command.type.value) for command in await tree.fetch_commands()}


def _names(tree: app_commands.CommandTree[Any]) -> set[tuple[str, int]]:
    slash = discord.AppCommandType.chat_input
    return {(command.name, getattr(command, "type", slash).value) for command in _commands(tree)}


def _commands(
    tree: app_commands.CommandTree[Any],
) -> list[app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu]:
    return [
        *tree.get_commands(type=discord.AppCommandType.chat_input),
        *tree.get_commands(type=discord.AppCommandType.message),
    ]


def _read(note: Path) -> object:
    try:
        return json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _write(note: Path, wanted: dict[str, str]) -> None:
    partial = note.with_name(note.name + ".partial")
    partial.write_text(json.dumps(wanted), encoding="utf-8")
    partial.replace(note)
