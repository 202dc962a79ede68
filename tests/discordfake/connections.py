"""One bot's connection to the gateway."""

import asyncio
import json
import time
import zlib
from dataclasses import dataclass, field
from typing import Any, Final

from aiohttp import web

HEARTBEAT: Final = 1
IDENTIFY: Final = 2
PRESENCE: Final = 3
RESUME: Final = 6
RECONNECT: Final = 7
REQUEST_MEMBERS: Final = 8
INVALID_SESSION: Final = 9
HELLO: Final = 10
ACKNOWLEDGED: Final = 11

MOST_BYTES: Final = 4096


@dataclass(frozen=True, slots=True)
class Shard:
    """Which servers a session is told of.

    https://discord.com/developers/docs/events/gateway#sharding
    """

    number: int
    count: int

    def has(self, guild_id: int | None) -> bool:
        """Say whether events of a server, or of direct messages, go there."""
        return (0 if guild_id is None else guild_id >> 22) % self.count == self.number


ONLY: Final = Shard(0, 1)


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """One sign of life of the bot.

    Attributes:
        late: seconds that it came after it was due; below zero if it came in time.
    """

    at: float
    late: float


@dataclass(eq=False, slots=True, kw_only=True)
class Connection:
    """A websocket with what is on its way to the bot."""

    socket: web.WebSocketResponse
    compressed: bool
    interval: float
    intents: int = 0
    shard: Shard = ONLY
    session: str | None = None
    last_beat: float = field(default_factory=time.monotonic)
    _waiting: asyncio.Queue[str | int] = field(default_factory=asyncio.Queue)
    _compressor: Any = field(default_factory=zlib.compressobj)

    def send(
        self, op: int, payload: object, event: str | None = None, number: int | None = None
    ) -> None:
        """Let a payload go out, as it is now, after those before it."""
        text = json.dumps({"op": op, "d": payload, "t": event, "s": number})
        self._waiting.put_nowait(text)

    def close(self, code: int) -> None:
        """Close after what is waiting has gone out."""
        self._waiting.put_nowait(code)

    def beat(self) -> Heartbeat:
        """Note a heartbeat and acknowledge it."""
        at = time.monotonic()
        heartbeat = Heartbeat(at, at - self.last_beat - self.interval)
        self.last_beat = at
        self.send(ACKNOWLEDGED, None)
        return heartbeat

    async def write(self) -> None:
        """Send what is waiting, until the connection is closed."""
        while True:
            item = await self._waiting.get()
            if isinstance(item, int):
                await self.socket.close(code=item)
                return
            if self.compressed:
                packed = self._compressor.compress(item.encode())
                await self.socket.send_bytes(packed + self._compressor.flush(zlib.Z_SYNC_FLUSH))
            else:
                await self.socket.send_str(item)
