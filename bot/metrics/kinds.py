"""What kind an error is of, in words that stand in the code: never what it says about anybody."""

import discord
from discord import app_commands

from bot.errors import TOLD, Refused

_DISCORDS = {
    app_commands.CommandNotFound: "commands-changed",
    app_commands.CommandSignatureMismatch: "commands-changed",
    discord.Forbidden: "forbidden",
    discord.HTTPException: "discord",
}
"""Kinds of Discord's errors, of which the first that fits counts."""

INSIDE = "inside"
"""The kind of errors that nobody foresaw, which are defects."""


def refusal_of(error: BaseException) -> str | None:
    """Return the kind of a refusal, which is nobody's mistake; None for other errors."""
    if isinstance(error, Refused):
        return error.key
    if isinstance(error, app_commands.MissingPermissions):
        return "moderators-only"
    return None


def kind_of(error: BaseException) -> str:
    """Return the kind of an error that is no refusal."""
    if isinstance(error, TOLD):
        return getattr(error, "key", None) or type(error).__name__
    return next((kind for each, kind in _DISCORDS.items() if isinstance(error, each)), INSIDE)
