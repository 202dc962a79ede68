"""Which events reach a bot, by the intents it named.

https://discord.com/developers/docs/events/gateway#list-of-intents
"""

from typing import Final

import discord

from tests.discordfake.problems import Json

_GUILDS: Final = discord.Intents(guilds=True).value
_MEMBERS: Final = discord.Intents(members=True).value
_GUILD_MESSAGES: Final = discord.Intents(guild_messages=True).value
_DIRECT_MESSAGES: Final = discord.Intents(dm_messages=True).value
_GUILD_REACTIONS: Final = discord.Intents(guild_reactions=True).value
_DIRECT_REACTIONS: Final = discord.Intents(dm_reactions=True).value
MESSAGE_CONTENT: Final = discord.Intents(message_content=True).value
MEMBERS: Final = _MEMBERS
PRESENCES: Final = discord.Intents(presences=True).value

_ALWAYS = ("INTERACTION_CREATE", "READY", "RESUMED")
_BY_PREFIX = (
    ("GUILD_MEMBER_", _MEMBERS, _MEMBERS),
    ("MESSAGE_REACTION_", _GUILD_REACTIONS, _DIRECT_REACTIONS),
    ("MESSAGE_", _GUILD_MESSAGES, _DIRECT_MESSAGES),
    ("GUILD_", _GUILDS, _GUILDS),
    ("CHANNEL_", _GUILDS, _GUILDS),
    ("THREAD_", _GUILDS, _GUILDS),
)


def reaches(intents: int, event: str, payload: Json) -> bool:
    """Return whether an event is sent to a bot that named `intents`."""
    if event in _ALWAYS:
        return True
    for prefix, in_guild, in_private in _BY_PREFIX:
        if event.startswith(prefix):
            return bool(intents & (in_guild if "guild_id" in payload else in_private))
    raise AssertionError(f"the fake doesn't know which intent {event} needs")
