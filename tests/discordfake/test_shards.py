"""Shards: which session is told of which server."""

import asyncio
from contextlib import AsyncExitStack

import discord
import pytest

from tests.discordfake import FakeDiscord, Guild, User, connected


class Hearing(discord.Client):
    """A client of one shard that notes what it hears."""

    def __init__(self, number: int, count: int) -> None:
        """Be the client of a shard."""
        intents = discord.Intents.default()
        intents.message_content = True
        super().__init__(intents=intents, shard_id=number, shard_count=count)
        self.heard: list[str] = []

    async def on_message(self, message: discord.Message) -> None:
        """Note a message."""
        self.heard.append(message.content)


def guild_on(world: FakeDiscord, owner: User, number: int, count: int) -> Guild:
    """Let somebody open servers until one is on a shard, and return it; the others close."""
    while True:
        guild = world.guild(f"Server of shard {number}", owner=owner)
        if (guild.id >> 22) % count == number:
            return guild
        world.remove_guild(guild)


async def test_each_session_is_told_of_its_own_servers(world: FakeDiscord, alice: User) -> None:
    """Of two clients, each knows the servers of its shard, and the first one the messages to it."""
    guilds = [guild_on(world, alice, number, 2) for number in range(2)]
    clients = [Hearing(number, 2) for number in range(2)]
    async with AsyncExitStack() as online:
        for client in clients:
            await online.enter_async_context(connected(world, client))
        for client, guild in zip(clients, guilds, strict=True):
            assert [each.id for each in client.guilds] == [guild.id]
        for guild in guilds:
            await world.say(alice, guild.text_channel("general"), guild.name)
        await world.say(alice, world.dm(alice), "directly")
        await world.until(lambda: len(clients[0].heard) == 2 and clients[1].heard)
        later = guild_on(world, alice, 1, 2)
        await world.until(lambda: clients[1].get_guild(later.id))
        assert clients[0].get_guild(later.id) is None
    assert [client.heard for client in clients] == [[guilds[0].name, "directly"], [guilds[1].name]]
    assert [said["shard"] for said in world.gateway.identifies] == [[0, 2], [1, 2]]


async def test_a_shard_that_there_is_not(world: FakeDiscord) -> None:
    """A session of a shard beyond the last one is closed for good, and that is a violation."""
    world.expect_violations = True
    client = Hearing(2, 2)
    try:
        with pytest.raises(discord.ConnectionClosed) as closed:
            await asyncio.wait_for(client.start(world.token), timeout=20)
    finally:
        await client.close()
    assert closed.value.code == 4010
    assert any("no shard 2 of 2" in str(each) for each in world.violations)
