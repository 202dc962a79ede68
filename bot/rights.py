"""Who may do what in a server. In direct messages everything is the person's own."""

from collections.abc import Collection

import discord

from bot.errors import Refused
from bot.records.models import GuildSettings


def is_moderator(interaction: discord.Interaction) -> bool:
    """Say whether the person looks after the channel, or is in direct messages."""
    granted = interaction.permissions
    return interaction.guild_id is None or granted.manage_messages or granted.manage_guild


def may_post(interaction: discord.Interaction) -> bool:
    """Say whether the bot may write messages in the channel."""
    return not lacking(interaction)


def lacking(place: discord.Interaction | discord.Message) -> tuple[str, ...]:
    """Return the names, as discord.py has them, of the permissions the bot lacks to write here."""
    if place.guild is None:
        return ()
    if isinstance(place, discord.Interaction):
        granted = place.app_permissions
    else:
        granted = _granted(place, place.guild.me)
    in_thread = isinstance(place.channel, discord.Thread)
    needed = ("read_messages", "send_messages_in_threads" if in_thread else "send_messages")
    return tuple(name for name in needed if not getattr(granted, name))


def may_reply(message: discord.Message) -> bool:
    """Say whether the bot may write a message that replies to this one."""
    if message.guild is None:
        return True
    return _granted(message, message.guild.me).read_message_history


def check_may_add(interaction: discord.Interaction, settings: GuildSettings) -> None:
    """Refuse who may not add articles.

    Raises:
        Refused: the server lets other roles add.
    """
    if not may_add(interaction, settings):
        raise Refused("may-not-add", roles=_names(interaction.guild, settings.adding_roles))


def may_add(place: discord.Interaction | discord.Message, settings: GuildSettings) -> bool:
    """Say whether the person may add articles."""
    return _may(place, settings.adding_roles)


def check_may_ask(place: discord.Interaction | discord.Message, settings: GuildSettings) -> None:
    """Refuse who may not have answers and summaries.

    Raises:
        Refused: the server lets other roles ask.
    """
    if not _may(place, settings.asking_roles):
        raise Refused("may-not-ask", roles=_names(place.guild, settings.asking_roles))


def _may(place: discord.Interaction | discord.Message, roles: Collection[int]) -> bool:
    """Say whether the person has one of the roles, if any are asked for, or moderates."""
    if isinstance(place, discord.Interaction):
        person, moderates = place.user, is_moderator(place)
    else:
        person, moderates = place.author, _wrote_as_moderator(place)
    if moderates or not roles:
        return True
    return isinstance(person, discord.Member) and any(role.id in roles for role in person.roles)


def _wrote_as_moderator(message: discord.Message) -> bool:
    if not isinstance(message.author, discord.Member):
        return message.guild is None
    granted = _granted(message, message.author)
    return granted.manage_messages or granted.manage_guild


def _granted(message: discord.Message, member: discord.Member | None) -> discord.Permissions:
    """Return what a member may do where a message stands, in the server if that isn't known.

    A server that isn't described yet doesn't tell; what isn't granted Discord refuses then.
    """
    if member is None:
        return discord.Permissions.all()
    channel = message.channel
    if isinstance(channel, discord.Thread) and channel.parent is None:
        return member.guild_permissions
    if isinstance(channel, discord.PartialMessageable):
        return member.guild_permissions
    return channel.permissions_for(member)


def _names(guild: discord.Guild | None, roles: Collection[int]) -> str:
    """Return what the roles are called, those that are gone left out."""
    known = [] if guild is None else map(guild.get_role, sorted(roles))
    return ", ".join(f"@{role.name}" for role in known if role is not None) or "–"
