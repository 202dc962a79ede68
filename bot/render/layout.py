"""What all messages are laid out with: a coloured container, small print, notes and buttons.

Messages are made of Discord's "Components V2": a tree of at most 40 components with at most 4,000
characters (https://discord.com/developers/docs/components/reference).
"""

from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from typing import Any, TypeVar

import discord
import httpx
from discord import ui

from bot.custom_ids import Action, custom_id
from bot.localisation import Texts
from bot.render import limits
from bot.render.markdown import one_line
from bot.render.trimming import trim_words

Item = ui.Item[Any]
Button = ui.Button[Any]
_NOTHING = "–"  # Discord refuses blank texts
_View = TypeVar("_View", bound=ui.LayoutView | ui.Modal)


class Accent(IntEnum):
    """The colour at a message's edge says what kind of message it is."""

    ANSWER = 0x3E7CB1
    ABSTENTION = 0x8A8FA3
    PROGRESS = 0x9B8ACB
    DONE = 0x4C9F70
    WARNING = 0xD9A441
    ERROR = 0xC8553D


def drawn(view: _View) -> _View:
    """Return a view that discord.py won't keep: clicks find their handler by their id alone."""
    view.stop()
    return view


def message(accent: Accent | None, *items: Item | None) -> ui.LayoutView:
    """Return a message of `items` in a container of that colour; None stands for no item."""
    view = ui.LayoutView(timeout=None)
    shown = [item for item in items if item is not None]
    view.add_item(ui.Container(*shown, accent_colour=accent))
    return drawn(view)


def text(markdown: str) -> ui.TextDisplay[Any]:
    """Return a text; `markdown` is shown as Discord's Markdown, a blank one as a dash."""
    return ui.TextDisplay(markdown if markdown.strip() else _NOTHING)


def small(markdown: str) -> str:
    """Return a line in small print."""
    return f"-# {markdown}"


def note(markdown: str, accessory: ui.Button[Any]) -> ui.Section[Any]:
    """Return a text with a button to its right."""
    return ui.Section(text(markdown), accessory=accessory)


def rule() -> ui.Separator[Any]:
    """Return a thin line."""
    return ui.Separator()


def row(*items: Item | None) -> ui.ActionRow[Any]:
    """Return buttons, or one select, side by side; None stands for no item."""
    return ui.ActionRow(*(item for item in items if item is not None))


def button(
    label: str,
    action: Action,
    *arguments: object,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    disabled: bool = False,
) -> ui.Button[Any]:
    """Return a button that does `action`; an over-long label is cut between words."""
    return ui.Button(
        label=fitted(label, limits.BUTTON_LABEL),
        custom_id=custom_id(action, *arguments),
        style=style,
        disabled=disabled,
    )


def icon(emoji: str, action: Action, *arguments: object) -> ui.Button[Any]:
    """Return a button that shows an emoji only."""
    return ui.Button(emoji=emoji, custom_id=custom_id(action, *arguments))


def link(label: str, url: str) -> ui.Button[Any]:
    """Return a button that opens a page; `url` has to fit `limits.BUTTON_URL`."""
    return ui.Button(label=fitted(label, limits.BUTTON_LABEL), url=url)


def linkable(url: str | None) -> str | None:
    """Return the link in the form that a button may carry; None if there is none."""
    if url is None:
        return None
    try:
        address = httpx.URL(url)
    except httpx.InvalidURL:
        return None
    shown = str(address)
    web = address.scheme in ("https", "http") and address.host
    return shown if web and limits.length(shown) <= limits.BUTTON_URL else None


def option(
    label: str, value: str, description: str | None = None, *, chosen: bool = False
) -> discord.SelectOption:
    """Return an option of a select; over-long texts are cut between words."""
    return discord.SelectOption(
        label=fitted(label, limits.OPTION_LABEL),
        value=value[: limits.OPTION_VALUE],
        description=fitted(description, limits.OPTION_DESCRIPTION) if description else None,
        default=chosen,
    )


def select(
    placeholder: str,
    options: Sequence[discord.SelectOption],
    action: Action,
    *arguments: object,
) -> ui.ActionRow[Any]:
    """Return a row with a select of one of `options`, the first 25 of them."""
    return row(
        ui.Select(
            placeholder=fitted(placeholder, limits.SELECT_PLACEHOLDER),
            options=list(options[: limits.SELECT_OPTIONS]),
            custom_id=custom_id(action, *arguments),
        )
    )


def turns(
    texts: Texts,
    page: int,
    pages: int,
    action: Action,
    arguments: Callable[[int], tuple[object, ...]],
) -> ui.ActionRow[Any] | None:
    """Return buttons to the pages before and after; None if there is one page only.

    Args:
        texts: the language.
        page: the page that is shown, counted from 0.
        pages: how many there are.
        action: what turns to a page.
        arguments: what `action` needs to turn to a page.
    """
    if pages < 2:
        return None
    back, ahead = max(page - 1, 0), min(page + 1, pages - 1)
    return row(
        button(texts("button-back"), action, *arguments(back), disabled=back == page),
        button(texts("button-next"), action, *arguments(ahead), disabled=ahead == page),
    )


def fitted(label: str, limit: int) -> str:
    """Return plain text on one line, cut between words to fit; a dash where nothing is left."""
    return trim_words(one_line(label), limit) or _NOTHING


def joined(parts: Iterable[str | None], separator: str = " · ") -> str:
    """Return the parts that there are, side by side."""
    return separator.join(part for part in parts if part)
