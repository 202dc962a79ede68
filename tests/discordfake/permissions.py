"""What a member may do, computed as Discord documents it.

https://discord.com/developers/docs/topics/permissions
"""

from typing import Final

import discord

from tests.discordfake.channels import Channel, Overwrite
from tests.discordfake.guilds import Guild
from tests.discordfake.people import User

EVERYTHING: Final = discord.Permissions.all().value
VIEW_CHANNEL: Final = discord.Permissions(view_channel=True).value
SEND_MESSAGES: Final = discord.Permissions(send_messages=True).value
SEND_IN_THREADS: Final = discord.Permissions(send_messages_in_threads=True).value
CREATE_THREADS: Final = discord.Permissions(create_public_threads=True).value
EMBED_LINKS: Final = discord.Permissions(embed_links=True).value
ATTACH_FILES: Final = discord.Permissions(attach_files=True).value
READ_HISTORY: Final = discord.Permissions(read_message_history=True).value
ADD_REACTIONS: Final = discord.Permissions(add_reactions=True).value
MENTION_EVERYONE: Final = discord.Permissions(mention_everyone=True).value
MANAGE_MESSAGES: Final = discord.Permissions(manage_messages=True).value
USE_COMMANDS: Final = discord.Permissions(use_application_commands=True).value
ADMINISTRATOR: Final = discord.Permissions(administrator=True).value

_NEEDS_SENDING = MENTION_EVERYONE | EMBED_LINKS | ATTACH_FILES
IN_DIRECT_MESSAGES: Final = discord.Permissions(
    view_channel=True,
    send_messages=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
    mention_everyone=True,
    add_reactions=True,
    use_external_emojis=True,
    use_application_commands=True,
).value
"""What everybody may do in a direct message."""


def in_guild(guild: Guild, user: User) -> int:
    """Return what a member may do in general; 0 for somebody who isn't a member."""
    member = guild.members.get(user.id)
    if member is None:
        return 0
    if guild.owner is user:
        return EVERYTHING
    granted = guild.everyone.permissions
    for role in member.roles:
        granted |= role.permissions
    return EVERYTHING if granted & ADMINISTRATOR else granted


def in_channel(channel: Channel, user: User) -> int:
    """Return what somebody may do in a channel, a thread or a direct message."""
    guild = channel.guild
    if guild is None:
        return IN_DIRECT_MESSAGES if user in channel.recipients or user.bot else 0
    general = in_guild(guild, user)
    if general == EVERYTHING or user.id not in guild.members:
        return general
    place = channel.parent if channel.is_thread and channel.parent else channel
    return _implied(_overwritten(guild, place, user, general), channel)


def _overwritten(guild: Guild, channel: Channel, user: User, granted: int) -> int:
    by_target = {one.target: one for one in channel.overwrites}
    roles = [by_target[one.id] for one in guild.members[user.id].roles if one.id in by_target]
    everyone = [by_target[guild.id]] if guild.id in by_target else []
    own = [by_target[user.id]] if user.id in by_target else []
    for group in (everyone, roles, own):
        granted = _apply(granted, group)
    return granted


def _apply(granted: int, group: list[Overwrite]) -> int:
    denied = allowed = 0
    for overwrite in group:
        denied |= overwrite.deny
        allowed |= overwrite.allow
    return granted & ~denied | allowed


def _implied(granted: int, channel: Channel) -> int:
    """Take away what means nothing without seeing or sending."""
    if not granted & VIEW_CHANNEL:
        return 0
    return granted if granted & sending(channel) else granted & ~_NEEDS_SENDING


def sending(channel: Channel) -> int:
    """Return the permission that sending needs there."""
    return SEND_IN_THREADS if channel.is_thread else SEND_MESSAGES
