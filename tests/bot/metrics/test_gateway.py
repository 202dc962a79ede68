"""How clients are connected, of one shard and of several."""

import asyncio
from typing import Any

import aiohttp
import discord
import pytest

from bot.metrics.gateway import gateway_of
from tests.discordfake import FakeDiscord, connected


def one() -> discord.Client:
    """Return a client with one connection."""
    return discord.Client(intents=discord.Intents(guilds=True))


def two() -> discord.Client:
    """Return a client with two."""
    return discord.AutoShardedClient(
        intents=discord.Intents(guilds=True), shard_ids=[0, 1], shard_count=2
    )


@pytest.mark.parametrize("made", [one, two])
async def test_a_client_is_connected_while_all_its_sockets_are_open(
    world: FakeDiscord, monkeypatch: pytest.MonkeyPatch, made: Any
) -> None:
    """Not before it is ready, not while a connection is lost, and not after it was closed."""
    client: discord.Client = made()
    world.guild("Lab", owner=world.user("alice"))
    assert not gateway_of(client).connected
    async with connected(world, client):
        found = gateway_of(client)
        assert (found.connected, found.servers) == (True, 1)
        connect, go_on = client.http.ws_connect, asyncio.Event()

        async def late(url: str, **options: Any) -> aiohttp.ClientWebSocketResponse:
            await go_on.wait()
            return await connect(url, **options)

        monkeypatch.setattr(client.http, "ws_connect", late)
        world.drop(7)
        await world.until(lambda: not gateway_of(client).connected)
        assert gateway_of(client).latency is None
        go_on.set()
        await world.until(lambda: gateway_of(client).connected, timeout=20)
    assert not gateway_of(client).connected
