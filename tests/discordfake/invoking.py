"""Sends the bot what a person did, as the kind of interaction that Discord makes of it."""

import itertools
from typing import Final

from tests.discordfake.channels import Channel
from tests.discordfake.interactions import FakeInteraction
from tests.discordfake.messages import FakeMessage
from tests.discordfake.people import User
from tests.discordfake.permissions import USE_COMMANDS, VIEW_CHANNEL, in_channel
from tests.discordfake.problems import Impossible, Json
from tests.discordfake.snowflakes import new_id
from tests.discordfake.state import State

IN_GUILD: Final = 0
IN_DIRECT_MESSAGES: Final = 1
_numbers = itertools.count(1)


def invoke(
    state: State,
    kind: int,
    user: User,
    channel: Channel,
    said: Json,
    *,
    message: FakeMessage | None = None,
    opener: FakeInteraction | None = None,
) -> FakeInteraction:
    """Send an interaction to the bot and return it.

    Args:
        state: where everything is.
        kind: Discord's number of the type.
        user: who does it.
        channel: where.
        said: what the type of interaction carries.
        message: the message whose component was used.
        opener: the interaction that opened the window that is submitted.
    """
    number, token = new_id(), f"interaction-token-{next(_numbers)}-{new_id()}"
    payload: Json = {
        "id": str(number),
        "application_id": str(state.bot.id),
        "type": kind,
        "data": said,
        "token": token,
        "version": 1,
        "channel_id": str(channel.id),
        "channel": _partial_channel(channel, user),
        "app_permissions": str(in_channel(channel, state.bot)),
        "locale": user.locale,
        "entitlements": [],
        "attachment_size_limit": 10 * 2**20,
        **_place(user, channel),
    }
    if message is not None:
        payload["message"] = message.raw
    interaction = FakeInteraction(
        id=number,
        kind=kind,
        token=token,
        user=user,
        channel=channel,
        payload=payload,
        message=message,
        opener=opener,
    )
    state.interactions[token] = interaction
    state.dispatch("INTERACTION_CREATE", payload)
    return interaction


def _partial_channel(channel: Channel, user: User) -> Json:
    return {**channel.payload(), "permissions": str(in_channel(channel, user))}


def _place(user: User, channel: Channel) -> Json:
    guild = channel.guild
    if guild is None:
        return {
            "user": user.payload(),
            "context": IN_DIRECT_MESSAGES,
            "authorizing_integration_owners": {"0": "0"},
        }
    permissions = str(in_channel(channel, user))
    return {
        "guild_id": str(guild.id),
        "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
        "guild_locale": guild.locale,
        "member": {**guild.members[user.id].payload(), "permissions": permissions},
        "context": IN_GUILD,
        "authorizing_integration_owners": {"0": str(guild.id)},
    }


def require_presence(user: User, channel: Channel, *, commands: bool = False) -> None:
    """Raise unless somebody is there to do something.

    Raises:
        Impossible: the person doesn't see the channel or may not use commands in it, or the
            channel is gone.
    """
    if channel.deleted:
        raise Impossible(f"#{channel.name} was deleted")
    permissions = in_channel(channel, user)
    if not permissions & VIEW_CHANNEL:
        raise Impossible(f"{user.name} doesn't see #{channel.name}")
    if channel.guild is not None and not (channel.guild.present and channel.guild.available):
        raise Impossible(f"the bot can't be reached from {channel.guild.name}")
    if commands and not permissions & USE_COMMANDS:
        raise Impossible(f"{user.name} may not use commands in #{channel.name}")
