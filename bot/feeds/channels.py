"""The channels that feeds are announced in: who may choose them, and what is missing there."""

from dataclasses import dataclass

import discord

from bot.errors import Refused
from bot.localisation import Texts

Announceable = discord.TextChannel | discord.Thread


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelState:
    """Whether the bot can announce something in a channel.

    Attributes:
        gone: whether there is no such channel, or its thread is archived.
        lacking: the permissions that the bot lacks, as discord.py names them.
    """

    gone: bool = False
    lacking: tuple[str, ...] = ()


def check_may_announce(
    interaction: discord.Interaction, channel: Announceable, texts: Texts
) -> None:
    """Refuse a channel that the person doesn't moderate, or that the bot may not write in.

    Raises:
        Refused: "feed-channel-not-yours" or "feed-channel-closed".
    """
    person = interaction.user
    granted = _granted(channel, person) if isinstance(person, discord.Member) else None
    moderates = granted is not None and (granted.manage_messages or granted.manage_guild)
    if granted is None or not (granted.view_channel and moderates):
        raise Refused("feed-channel-not-yours", channel=channel.name)
    lacking = _lacking(channel)
    if lacking:
        names = ", ".join(texts(f"permission-{name.replace('_', '-')}") for name in lacking)
        raise Refused("feed-channel-closed", channel=channel.name, permissions=names)


def channel_state(client: discord.Client, guild_id: int, channel_id: int) -> ChannelState:
    """Return whether the bot can announce something in a channel, as far as it knows.

    A server that isn't available just now counts as if all were well.
    """
    guild = client.get_guild(guild_id)
    if guild is None or guild.unavailable:
        return ChannelState()
    channel = guild.get_channel_or_thread(channel_id)
    if not isinstance(channel, Announceable):
        return ChannelState(gone=True)
    return ChannelState(lacking=_lacking(channel))


def _lacking(channel: Announceable) -> tuple[str, ...]:
    granted = _granted(channel, channel.guild.me)
    if granted is None:
        return ()
    in_thread = isinstance(channel, discord.Thread)
    needed = ("read_messages", "send_messages_in_threads" if in_thread else "send_messages")
    return tuple(name for name in needed if not getattr(granted, name))


def _granted(channel: Announceable, member: discord.Member) -> discord.Permissions | None:
    """Return what a member may do in a channel; None for a thread of a channel nobody knows."""
    if isinstance(channel, discord.Thread) and channel.parent is None:
        return None
    return channel.permissions_for(member)
