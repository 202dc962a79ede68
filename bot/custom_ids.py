"""The ids that buttons, selects and modals carry: an action and what it is about.

They are looked up and checked when they come back; nothing in them is trusted.
"""

from dataclasses import dataclass
from typing import Literal, get_args

Action = Literal[
    "passages",  # answer: show all passages that were cited
    "open",  # answer, marker: show one passage
    "follow-up",  # answer: ask for the follow-up question
    "follow-up-asked",  # answer: the modal of it
    "ask-about",  # the modal for a question about a message
    "good",  # answer
    "bad",  # answer
    "bad-why",  # answer: the modal with the reason
    "delete",  # answer
    "stop",  # answer or summary under way
    "show",  # answer that only its asker may see
    "add",  # open the modal for a link or a text
    "added",  # the modal of it
    "paste",  # job: open the modal for the text of the page that couldn't be read
    "pasted",  # job: the modal of it
    "cancel-job",  # job
    "cancel-jobs",  # job: it, and all that are shown with it
    "summarize",  # article
    "article",  # article: show its card
    "articles",  # page, search words: a page of the list
    "choose",  # the select of the list
    "remove",  # article: ask whether to remove it
    "remove-sure",  # article
    "refresh",  # article
    "feeds",  # page of the list
    "feed-remove",  # feed: ask whether to remove it
    "feed-remove-sure",  # feed
    "eval-questions",  # page of the list
    "eval-remove",  # kept question
    "setting",  # name of the setting: its select
    "privacy-copy",  # send a person what is kept about them
    "forget",  # ask whether to delete what is kept about a person
    "forget-sure",
    "cancel",  # put away a message that asked something
]

_SEPARATOR = "|"
LIMIT = 100  # characters


@dataclass(frozen=True, slots=True)
class CustomId:
    """An action and its arguments."""

    action: Action
    arguments: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The form that Discord carries; arguments that don't fit are cut at the end."""
        return _SEPARATOR.join((self.action, *self.arguments))[:LIMIT]


def custom_id(action: Action, *arguments: object) -> str:
    """Return the id for `action` about `arguments`."""
    return str(CustomId(action, tuple(str(argument) for argument in arguments)))


def parse(text: str) -> CustomId | None:
    """Return what an id says; None if it is none of ours."""
    action, *rest = text.split(_SEPARATOR)
    for known in get_args(Action):
        if known == action:
            return CustomId(known, tuple(rest))
    return None
