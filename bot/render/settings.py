"""The settings of a server as one message with selects."""

from collections.abc import Iterable, Sequence
from typing import Any, get_args

import discord
from discord import ui

from answer.models import Style
from bot.custom_ids import custom_id
from bot.localisation import Texts
from bot.records.models import GuildSettings
from bot.render import layout, limits
from bot.render.layout import Accent, Item

SERVER_LANGUAGE = "server"
"""The value of the option that leaves the language to Discord."""

_ASKED_IN = [discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum]
_GATHERED_IN = [discord.ChannelType.text]


def settings(
    texts: Texts,
    chosen: GuildSettings,
    *,
    languages: Sequence[str],
    content_intent: bool,
    missing: Sequence[str],
) -> ui.LayoutView:
    """Return the settings, and what stands in the bot's way here.

    Each select comes back as `setting` with its name: `ask-channels`, `questions-channel`,
    `asking-roles`, `adding-roles`, `language` (the language's code, or `SERVER_LANGUAGE`), `style`.

    Args:
        texts: the language.
        chosen: the settings as they are.
        languages: codes of the languages of the interface.
        content_intent: whether the bot may read messages that don't mention it.
        missing: names, as discord.py has them, of the permissions that the bot lacks here.
    """
    warnings = _warnings(texts, content_intent=content_intent, missing=missing)
    gathered = () if chosen.questions_channel is None else (chosen.questions_channel,)
    return layout.message(
        Accent.WARNING if warnings else Accent.ANSWER,
        layout.text(f"### {texts('settings-heading')}"),
        layout.text("\n".join(warnings)) if warnings else None,
        layout.rule(),
        _label(texts, "ask-channels"),
        _channels(texts, "ask-channels", chosen.ask_channels, _ASKED_IN, limits.SELECT_OPTIONS),
        _label(texts, "questions-channel"),
        _channels(texts, "questions-channel", gathered, _GATHERED_IN, 1),
        layout.rule(),
        _label(texts, "asking-roles"),
        _roles(texts, "asking-roles", chosen.asking_roles),
        _label(texts, "adding-roles"),
        _roles(texts, "adding-roles", chosen.adding_roles),
        layout.rule(),
        _label(texts, "language"),
        layout.select(
            texts("setting-language"),
            _language_options(texts, languages, chosen.language),
            "setting",
            "language",
        ),
        _label(texts, "style"),
        layout.select(
            texts("setting-style"),
            [
                layout.option(texts(f"style-{style}"), style, chosen=style == chosen.style)
                for style in get_args(Style)
            ],
            "setting",
            "style",
        ),
    )


def _warnings(texts: Texts, *, content_intent: bool, missing: Sequence[str]) -> list[str]:
    warnings = [] if content_intent else [texts("settings-no-content-intent")]
    if missing:
        names = ", ".join(texts(f"permission-{name.replace('_', '-')}") for name in missing)
        warnings.append(texts("settings-missing-permissions", permissions=names))
    return warnings


def _label(texts: Texts, name: str) -> Item:
    return layout.text(
        f"**{texts(f'setting-{name}')}**\n{layout.small(texts(f'setting-{name}-description'))}"
    )


def _channels(
    texts: Texts, name: str, chosen: Iterable[int], types: list[discord.ChannelType], most: int
) -> Item:
    select: ui.ChannelSelect[Any] = ui.ChannelSelect(
        custom_id=custom_id("setting", name),
        placeholder=layout.fitted(texts(f"setting-{name}-none"), limits.SELECT_PLACEHOLDER),
        channel_types=types,
        min_values=0,
        max_values=most,
        default_values=[
            discord.SelectDefaultValue(id=one, type=discord.SelectDefaultValueType.channel)
            for one in sorted(chosen)[:most]
        ],
    )
    return layout.row(select)


def _roles(texts: Texts, name: str, chosen: Iterable[int]) -> Item:
    select: ui.RoleSelect[Any] = ui.RoleSelect(
        custom_id=custom_id("setting", name),
        placeholder=layout.fitted(texts(f"setting-{name}-none"), limits.SELECT_PLACEHOLDER),
        min_values=0,
        max_values=limits.SELECT_OPTIONS,
        default_values=[
            discord.SelectDefaultValue(id=one, type=discord.SelectDefaultValueType.role)
            for one in sorted(chosen)[: limits.SELECT_OPTIONS]
        ],
    )
    return layout.row(select)


def _language_options(
    texts: Texts, languages: Sequence[str], chosen: str | None
) -> list[discord.SelectOption]:
    own = layout.option(texts("setting-language-server"), SERVER_LANGUAGE, chosen=chosen is None)
    return [
        own,
        *(
            layout.option(texts.language_name(code), code, chosen=code == chosen)
            for code in languages
        ),
    ]
