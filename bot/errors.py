"""Which errors are sentences for the person at the keyboard, and which are our own mistakes."""

from bot.settings import SettingsError
from engine.errors import EngineError
from index.errors import FailedIndex


class UserError(Exception):
    """Something the person asked for can't be done; the message is the sentence to show."""


TOLD = (UserError, SettingsError, FailedIndex, EngineError)
"""Errors whose message is one sentence made to be shown; any other is a defect."""
