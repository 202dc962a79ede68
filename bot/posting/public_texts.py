"""The language of what everybody in a place sees."""

import discord

from bot.localisation import Texts
from bot.parts import Parts
from bot.records.models import GuildSettings


async def public_texts(
    parts: Parts, client: discord.Client, guild_id: int | None, locale: str
) -> Texts:
    """Return the texts for a message that everybody in a server sees.

    Args:
        parts: the settings and the languages.
        client: knows the language that a server has in Discord.
        guild_id: the server; None for direct messages.
        locale: of the person the message is for, who is alone in direct messages.
    """
    settings = await parts.records.guilds.settings(guild_id)
    return texts_by(settings, parts, client, guild_id, locale)


def texts_by(
    settings: GuildSettings,
    parts: Parts,
    client: discord.Client,
    guild_id: int | None,
    locale: str,
) -> Texts:
    """Return the same by settings of the server that were read before."""
    if guild_id is None:
        return parts.texts.texts(locale)
    guild = client.get_guild(guild_id)
    return parts.texts.texts(settings.language or (guild.preferred_locale if guild else locale))
