"""Which errors are sentences for the person who asked, and which are our own mistakes."""

from bot.settings import SettingsError
from engine.errors import EngineError
from index.errors import FailedIndex


class UserError(Exception):
    """Something the person asked for can't be done; the message is the sentence to show."""


class Refused(UserError):  # noqa: N818 - states the fact, as UnknownArticle does
    """Something that a person asked for in Discord can't be done.

    The sentence is the text `error-<key>` of the person's language, filled with `values`.
    """

    def __init__(self, key: str, /, **values: str | int | float) -> None:
        """Refuse with the sentence `error-<key>`."""
        super().__init__(key)
        self.key = key
        self.values = values


TOLD = (UserError, SettingsError, FailedIndex, EngineError)
"""Errors whose message is one sentence made to be shown; any other is a defect."""
