"""`/settings`: how a server wants the bot to be, for its moderators."""

from dataclasses import replace
from typing import Any, cast, get_args

import discord
from discord import app_commands
from discord.ext import commands
from discord.ui import LayoutView

from answer.models import Style
from bot.errors import Refused
from bot.online.preflight import PERMISSIONS
from bot.parts import Parts
from bot.posting.acknowledging import acknowledge_change, acknowledge_privately
from bot.posting.delivery import NOBODY
from bot.records.models import GuildSettings
from bot.render import people
from bot.render.settings import SERVER_LANGUAGE


class SettingsCog(commands.Cog):
    """Shows and changes the settings of a server."""

    def __init__(self, parts: Parts, client: discord.Client) -> None:
        """Change the settings in the records of `parts`."""
        self._parts = parts
        self._client = client
        parts.router.on("setting", self._chosen)

    @app_commands.command(name="settings", description="Where and for whom Footnote works here")
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def settings(self, interaction: discord.Interaction) -> None:
        """Show the settings, to be changed by the selects of the message."""
        guild_id = _moderated(interaction)
        await acknowledge_privately(interaction)
        await self._show(interaction, await self._parts.records.guilds.settings(guild_id))

    async def _chosen(self, interaction: discord.Interaction, arguments: tuple[str, ...]) -> None:
        guild_id = _moderated(interaction)
        await acknowledge_change(interaction)
        guilds = self._parts.records.guilds
        changed = _changed(
            await guilds.settings(guild_id),
            arguments[0] if arguments else "",
            _values(interaction),
            self._parts.texts.languages,
        )
        await guilds.save(guild_id, changed)
        await self._show(interaction, changed)

    async def _show(self, interaction: discord.Interaction, chosen: GuildSettings) -> None:
        view = self._view(interaction, chosen)
        await interaction.edit_original_response(view=view, allowed_mentions=NOBODY)

    def _view(self, interaction: discord.Interaction, chosen: GuildSettings) -> LayoutView:
        return people.settings(
            self._parts.texts.texts(interaction.locale),
            chosen,
            languages=self._parts.texts.languages,
            content_intent=self._client.intents.message_content,
            missing=missing_permissions(interaction.app_permissions),
        )


def missing_permissions(granted: discord.Permissions) -> tuple[str, ...]:
    """Return the names, as discord.py has them, of what the bot needs and hasn't been granted."""
    return tuple(name for name, needed in PERMISSIONS if needed and not getattr(granted, name))


def _moderated(interaction: discord.Interaction) -> int:
    """Return the server whose settings this person may change.

    Raises:
        Refused: this person may not, or there is no server.
    """
    if interaction.guild_id is None:
        raise Refused("servers-only")
    if not interaction.permissions.manage_guild:
        raise Refused("moderators-only")
    return interaction.guild_id


def _values(interaction: discord.Interaction) -> list[str]:
    """Return what was chosen in a select."""
    chosen = cast("dict[str, Any]", interaction.data or {})
    return [str(value) for value in chosen.get("values", ())]


def _changed(
    settings: GuildSettings, name: str, values: list[str], languages: tuple[str, ...]
) -> GuildSettings:
    """Return the settings with what was chosen in the select `name`.

    Raises:
        Refused: there is no such setting, or no such value for it.
    """
    if name in {"language", "style"}:
        return _with_choice(settings, name, values[0] if values else "", languages)
    if not all(value.isdecimal() for value in values):
        raise Refused("unknown-setting")
    ids = [int(value) for value in values]
    match name:
        case "ask-channels":
            return replace(settings, ask_channels=frozenset(ids))
        case "questions-channel":
            return replace(settings, questions_channel=ids[0] if ids else None)
        case "asking-roles":
            return replace(settings, asking_roles=frozenset(ids))
        case "adding-roles":
            return replace(settings, adding_roles=frozenset(ids))
        case _:
            raise Refused("unknown-setting")


def _with_choice(
    settings: GuildSettings, name: str, value: str, languages: tuple[str, ...]
) -> GuildSettings:
    if name == "language" and value in (SERVER_LANGUAGE, *languages):
        return replace(settings, language=None if value == SERVER_LANGUAGE else value)
    for style in get_args(Style):
        if name == "style" and value == style:
            return replace(settings, style=style)
    raise Refused("unknown-setting")
