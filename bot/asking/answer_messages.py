"""Tells which answer a message of the bot shows, by the buttons under it."""

from collections.abc import Iterable, Iterator
from typing import Any

import discord

from bot.custom_ids import Action, parse
from bot.records.models import AnswerId

_OF_ANSWERS: tuple[Action, ...] = ("follow-up", "passages", "show", "stop")


def answer_shown_by(message: discord.Message) -> AnswerId | None:
    """Return the id of the answer that a message of the bot shows; None if it shows none."""
    for custom_id in _custom_ids(message.components):
        found = parse(custom_id)
        if found is not None and found.action in _OF_ANSWERS and found.arguments:
            return AnswerId(found.arguments[0])
    return None


def _custom_ids(components: Iterable[Any]) -> Iterator[str]:
    for component in components:
        custom_id = getattr(component, "custom_id", None)
        if custom_id is not None:
            yield custom_id
        yield from _custom_ids(getattr(component, "children", ()))
        accessory = getattr(component, "accessory", None)
        if accessory is not None:
            yield from _custom_ids([accessory])
