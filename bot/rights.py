"""Who may do what in a server. In direct messages everything is the person's own."""

from collections.abc import Collection

import discord

from bot.errors import Refused
from bot.records.models import GuildSettings


def is_moderator(interaction: discord.Interaction) -> bool:
    """Say whether the person looks after the channel, or is in direct messages."""
    granted = interaction.permissions
    return interaction.guild_id is None or granted.manage_messages or granted.manage_guild


def check_may_add(interaction: discord.Interaction, settings: GuildSettings) -> None:
    """Refuse who may not add articles.

    Raises:
        Refused: the server lets other roles add.
    """
    if not (is_moderator(interaction) or _has_one(interaction, settings.adding_roles)):
        names = _names(interaction.guild, settings.adding_roles)
        raise Refused("may-not-add", roles=names)


def check_may_ask(interaction: discord.Interaction, settings: GuildSettings) -> None:
    """Refuse who may not have answers and summaries.

    Raises:
        Refused: the server lets other roles ask.
    """
    if not (is_moderator(interaction) or _has_one(interaction, settings.asking_roles)):
        names = _names(interaction.guild, settings.asking_roles)
        raise Refused("may-not-ask", roles=names)


def _has_one(interaction: discord.Interaction, roles: Collection[int]) -> bool:
    if not roles:
        return True
    person = interaction.user
    return isinstance(person, discord.Member) and any(role.id in roles for role in person.roles)


def _names(guild: discord.Guild | None, roles: Collection[int]) -> str:
    """Return what the roles are called, those that are gone left out."""
    known = [] if guild is None else map(guild.get_role, sorted(roles))
    return ", ".join(f"@{role.name}" for role in known if role is not None) or "–"
