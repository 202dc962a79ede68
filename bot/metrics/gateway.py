"""The connection to Discord, as it is at the moment."""

import math
from dataclasses import dataclass

import discord


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """The connection to Discord.

    Attributes:
        connected: whether every connection that there should be is open.
        latency: seconds from a heartbeat to its acknowledgement; None while unknown.
        servers: how many servers the bot is in.
    """

    connected: bool
    latency: float | None
    servers: int


def gateway_of(client: discord.Client) -> Gateway:
    """Return how the client is connected.

    What discord.py calls ready stays so when a connection is lost, so the sockets are looked at.
    """
    if isinstance(client, discord.AutoShardedClient):
        shards = client.shards.values()
        open_ = bool(shards) and not any(shard.is_closed() for shard in shards)
    else:
        socket: discord.gateway.DiscordWebSocket | None = client.ws
        open_ = socket is not None and socket.open
    connected = open_ and client.is_ready() and not client.is_closed()
    latency = client.latency if connected else math.nan
    return Gateway(
        connected=connected,
        latency=latency if math.isfinite(latency) else None,
        servers=len(client.guilds),
    )
