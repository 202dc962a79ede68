"""The windows in which people write to the bot.

What was written comes back under the names below (`bot/routing.py` finds who wants it).
"""

from typing import Any

import discord
from discord import ui

from bot.custom_ids import custom_id
from bot.localisation import Texts
from bot.records.models import AnswerId, JobId
from bot.render import layout, limits
from bot.render.trimming import trim
from index.models import ArticleId

QUESTION = "question"
TEXT = "text"
TITLE = "title"
ABOUT = "about"
FILES = "files"
REASON = "reason"
RIGHT = "right"

_QUESTION_CHARACTERS = 1_000
_TITLE_CHARACTERS = 300
_REASON_CHARACTERS = 1_000
_RIGHT_CHARACTERS = 200


def follow_up(texts: Texts, answer_id: AnswerId) -> ui.Modal:
    """Return the window for a follow-up question; it comes back as `QUESTION`."""
    question = _input(
        QUESTION, discord.TextStyle.paragraph, required=True, most=_QUESTION_CHARACTERS
    )
    return _modal(
        texts("modal-follow-up"),
        custom_id("follow-up-asked", answer_id),
        _labelled(texts("modal-question"), question),
    )


def ask_about(texts: Texts, *, question: str, about: str) -> ui.Modal:
    """Return the window for a question about a message.

    Args:
        texts: the language.
        question: stands there already; it comes back as `QUESTION`.
        about: the message, which can be changed too; it comes back as `ABOUT`.
    """
    asked = _input(
        QUESTION,
        discord.TextStyle.paragraph,
        required=True,
        most=_QUESTION_CHARACTERS,
        filled=question,
    )
    message = _input(ABOUT, discord.TextStyle.paragraph, most=limits.INPUT_VALUE, filled=about)
    return _modal(
        texts("modal-about"),
        custom_id("ask-about"),
        _labelled(texts("modal-about-question"), asked),
        _labelled(texts("modal-about-text"), message, texts("modal-about-text-hint")),
    )


def add_article(
    texts: Texts,
    *,
    instead_of: ArticleId | None = None,
    failed: JobId | None = None,
    text: str = "",
    title: str = "",
) -> ui.Modal:
    """Return the window for an article: links or a text as `TEXT`, `TITLE`, and `FILES`.

    Args:
        texts: the language.
        instead_of: the article whose text is to be replaced by what is written.
        failed: the job whose page couldn't be read, and whose article is written here.
        text: stands there already, as much of it as fits.
        title: stands there already.
    """
    content = _input(TEXT, discord.TextStyle.paragraph, most=limits.INPUT_VALUE, filled=text)
    title_field = _input(TITLE, discord.TextStyle.short, most=_TITLE_CHARACTERS, filled=title)
    upload: ui.FileUpload[Any] = ui.FileUpload(
        custom_id=FILES, required=False, min_values=0, max_values=limits.UPLOADED_FILES
    )
    about = () if instead_of is None else (instead_of,)
    return _modal(
        texts("modal-add"),
        custom_id("added", *about) if failed is None else custom_id("pasted", failed),
        _labelled(texts("modal-text"), content, texts("modal-text-hint")),
        _labelled(texts("modal-title"), title_field, texts("modal-title-hint")),
        _labelled(texts("modal-files"), upload, texts("modal-files-hint")),
    )


def why_bad(texts: Texts, answer_id: AnswerId) -> ui.Modal:
    """Return the window for what is wrong with an answer and what is right: `REASON`, `RIGHT`."""
    reason = _input(REASON, discord.TextStyle.paragraph, most=_REASON_CHARACTERS)
    right = _input(RIGHT, discord.TextStyle.short, most=_RIGHT_CHARACTERS)
    return _modal(
        texts("modal-why-bad"),
        custom_id("bad-why", answer_id),
        _labelled(texts("modal-reason"), reason, texts("modal-reason-hint")),
        _labelled(texts("modal-right"), right, texts("modal-right-hint")),
    )


def _modal(title: str, name: str, *items: ui.Label[Any]) -> ui.Modal:
    modal = ui.Modal(title=layout.fitted(title, limits.MODAL_TITLE), custom_id=name)
    for item in items:
        modal.add_item(item)
    return layout.drawn(modal)


def _labelled(label: str, field: layout.Item, hint: str | None = None) -> ui.Label[Any]:
    return ui.Label(
        text=layout.fitted(label, limits.LABEL),
        description=None if hint is None else layout.fitted(hint, limits.LABEL_DESCRIPTION),
        component=field,
    )


def _input(
    name: str, style: discord.TextStyle, *, most: int, required: bool = False, filled: str = ""
) -> ui.TextInput[Any]:
    return ui.TextInput(
        custom_id=name,
        style=style,
        required=required,
        max_length=most,
        default=trim(filled, most) or None,
    )
