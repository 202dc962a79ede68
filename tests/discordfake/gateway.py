"""The gateway: who is connected, what they are told, and how they stay."""

import asyncio
import contextlib
import json
from typing import Any, Final

from aiohttp import WSMsgType, web

from tests.discordfake import connections as ops
from tests.discordfake.application_routes import application_flags
from tests.discordfake.connections import Connection, Heartbeat, Shard
from tests.discordfake.intents import MEMBERS, MESSAGE_CONTENT, PRESENCES, reaches
from tests.discordfake.problems import Json
from tests.discordfake.redaction import without_content
from tests.discordfake.snowflakes import new_id
from tests.discordfake.state import State

TOKEN: Final = "fake.bot.token"  # noqa: S105 - opens nothing but the fake
USUAL_INTERVAL: Final = 41.25
_DISALLOWED_INTENTS = 4014
_WRONG_TOKEN = 4004
_UNKNOWN_ERROR = 4000
_INVALID_SHARD = 4010
_TO_ALL = ("READY", "RESUMED")


class Gateway:
    """Takes connections and keeps a log that sessions can be resumed from.

    Attributes:
        interval: seconds between heartbeats that bots are asked for.
        heartbeats: all that came.
        identifies: what was sent to open a session, each time.
        resumes: how often a session was resumed.
    """

    def __init__(self, state: State) -> None:
        """Open the gateway of a world."""
        self.interval = USUAL_INTERVAL
        self.heartbeats: list[Heartbeat] = []
        self.identifies: list[Json] = []
        self.resumes = 0
        self._state = state
        self._connections: list[Connection] = []
        self._intents: dict[str, tuple[int, Shard]] = {}
        self._log: list[tuple[int, str, Json]] = []
        self._number = 0
        self._refusing = 0
        state.tell = self.dispatch

    @property
    def connected(self) -> int:
        """How many sessions are open."""
        return len(self._connections)

    def dispatch(self, event: str, payload: Json) -> None:
        """Send an event to every session that its intents entitle to it."""
        self._number += 1
        self._log.append((self._number, event, payload))
        for connection in self._connections:
            self._pass_on(connection, self._number, event, payload)

    def refuse(self, times: int) -> None:
        """Close the next connections at once."""
        self._refusing = times

    def reconnect(self) -> None:
        """Ask all to reconnect and resume."""
        for connection in self._connections:
            connection.send(ops.RECONNECT, None)

    def invalidate(self) -> None:
        """Tell all that their session is over."""
        for connection in self._connections:
            self._intents.pop(connection.session or "", None)
            connection.send(ops.INVALID_SESSION, payload=False)

    def cut(self) -> None:
        """Break all connections, as a lost network would."""
        for connection in self._connections:
            connection.close(_UNKNOWN_ERROR)

    def late(self, grace: float) -> list[Heartbeat]:
        """Return the heartbeats that came more than `grace` seconds after they were due."""
        return [beat for beat in self.heartbeats if beat.late > grace]

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Keep one connection until it ends."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        compress = request.query.get("compress")
        asked = (request.query.get("v"), request.query.get("encoding"), compress)
        if asked[:2] != ("10", "json") or compress not in (None, "zlib-stream"):
            self._state.violated(f"the fake's gateway doesn't speak {dict(request.query)}")
        if self._refusing:
            self._refusing -= 1
            await socket.close(code=_UNKNOWN_ERROR)
            return socket
        connection = Connection(
            socket=socket, compressed=compress is not None, interval=self.interval
        )
        connection.send(ops.HELLO, {"heartbeat_interval": int(self.interval * 1000)})
        writer = asyncio.create_task(connection.write())
        try:
            await self._listen(connection)
        finally:
            if connection in self._connections:
                self._connections.remove(connection)
            writer.cancel()
            with contextlib.suppress(asyncio.CancelledError, ConnectionError):
                await writer
            self._state.changed.set()
        return socket

    async def _listen(self, connection: Connection) -> None:
        async for message in connection.socket:
            if message.type != WSMsgType.TEXT:
                return
            if len(message.data) > ops.MOST_BYTES:
                self._state.violated("a gateway payload of more than 4096 bytes")
                connection.close(4002)
                continue
            payload: Json = json.loads(message.data)
            self._receive(connection, payload["op"], payload["d"])
            self._state.changed.set()

    def _receive(self, connection: Connection, op: int, said: Any) -> None:
        match op:
            case ops.HEARTBEAT:
                self.heartbeats.append(connection.beat())
            case ops.IDENTIFY:
                self._identify(connection, said)
            case ops.RESUME:
                self._resume(connection, said)
            case ops.REQUEST_MEMBERS:
                self._tell_members(connection, said)
            case ops.PRESENCE:
                pass
            case _:
                self._state.violated(f"the fake doesn't do gateway operation {op}")

    def _identify(self, connection: Connection, said: Json) -> None:
        self.identifies.append(said)
        if said["token"] != TOKEN:
            connection.close(_WRONG_TOKEN)
            return
        for name in ("intents", "properties"):
            if name not in said:
                self._state.violated(f"IDENTIFY lacks {name}")
        if said["intents"] & self._disallowed():
            connection.close(_DISALLOWED_INTENTS)
            return
        shard = Shard(*said.get("shard", (0, 1)))
        if not 0 <= shard.number < shard.count:
            self._state.violated(f"there is no shard {shard.number} of {shard.count}")
            connection.close(_INVALID_SHARD)
            return
        connection.intents, connection.shard = said["intents"], shard
        connection.session = f"session{new_id()}"
        self._intents[connection.session] = connection.intents, shard
        self._connections.append(connection)
        self._greet(connection)

    def _disallowed(self) -> int:
        content = 0 if self._state.content_intent else MESSAGE_CONTENT
        return content | (0 if self._state.members_intent else MEMBERS) | PRESENCES

    def _greet(self, connection: Connection) -> None:
        state, flags = self._state, application_flags(self._state)
        shard = connection.shard
        guilds = [each for each in state.guilds.values() if each.present and shard.has(each.id)]
        ready: Json = {
            "v": 10,
            "user": {**state.bot.payload(), "mfa_enabled": False, "verified": True, "email": None},
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": connection.session,
            "session_type": "normal",
            "resume_gateway_url": state.gateway_url,
            "shard": [shard.number, shard.count],
            "application": {"id": str(state.bot.id), "flags": flags, "flags_new": str(flags)},
        }
        events = [("GUILD_CREATE", guild.payload()) for guild in guilds if guild.available]
        for event, payload in (("READY", ready), *events):
            state.honest(state.spec.check_event(event, payload))
            self._number += 1
            self._pass_on(connection, self._number, event, payload)

    def _resume(self, connection: Connection, said: Json) -> None:
        known = self._intents.get(said["session_id"])
        if known is None or said["token"] != TOKEN:
            connection.send(ops.INVALID_SESSION, payload=False)
            return
        self.resumes += 1
        connection.intents, connection.shard = known
        connection.session = said["session_id"]
        self._connections.append(connection)
        for number, event, payload in self._log:
            if number > said["seq"]:
                self._pass_on(connection, number, event, payload)
        self._number += 1
        self._pass_on(connection, self._number, "RESUMED", {})

    def _tell_members(self, connection: Connection, said: Json) -> None:
        guild = self._state.guilds[int(said["guild_id"])]
        asked = said.get("user_ids")
        if asked is None and not connection.intents & MEMBERS:
            self._state.violated("asking for all members needs the members intent")
            return
        wanted = [asked] if isinstance(asked, str | int) else asked
        numbers = guild.members if wanted is None else map(int, wanted)
        found = [guild.members[one].payload() for one in numbers if one in guild.members]
        part: Json = {
            "guild_id": str(guild.id),
            "members": found,
            "chunk_index": 0,
            "chunk_count": 1,
            "nonce": said.get("nonce"),
        }
        self._number += 1
        connection.send(0, part, "GUILD_MEMBERS_CHUNK", self._number)

    def _pass_on(self, connection: Connection, number: int, event: str, payload: Json) -> None:
        if not reaches(connection.intents, event, payload):
            return
        if event not in _TO_ALL and not connection.shard.has(_guild_of(event, payload)):
            return
        whole = connection.intents & MESSAGE_CONTENT or "guild_id" not in payload
        if event in ("MESSAGE_CREATE", "MESSAGE_UPDATE") and not whole:
            payload = without_content(payload, self._state.bot.id)
        connection.send(0, payload, event, number)


def _guild_of(event: str, payload: Json) -> int | None:
    """Return the server that an event is about; None for direct messages."""
    if event in ("GUILD_CREATE", "GUILD_UPDATE", "GUILD_DELETE"):
        return int(payload["id"])
    return int(payload["guild_id"]) if payload.get("guild_id") else None
