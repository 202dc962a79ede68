"""Servers come and go; what belongs to one that removed the bot is kept for a time."""

from datetime import UTC, datetime

import discord
from discord.ext import commands

from bot.parts import Parts
from bot.places import guild_of


class GuildsCog(commands.Cog):
    """Notes which servers the bot is in. One that is merely unavailable is still there."""

    def __init__(self, parts: Parts, client: discord.Client) -> None:
        """Note in the records of `parts` what `client` sees."""
        self._parts = parts
        self._client = client

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Keep what is known of a server that has the bot again."""
        await self._parts.records.guilds.joined(guild.id)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Let the time run after which a server's articles are deleted."""
        await self._parts.records.guilds.left(guild.id, _now())

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Notice what happened while the bot was away."""
        here = {guild.id for guild in self._client.guilds}
        guilds = self._parts.records.guilds
        await guilds.present(here, _now())
        catalogue = await self._parts.assembly.catalogue()
        shards = self._parts.assembly.shards
        for guild_id in filter(None, map(guild_of, await catalogue.corpora())):
            if guild_id not in here and shards.owns_guild(guild_id):
                await guilds.left(guild_id, _now())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
