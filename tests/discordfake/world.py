"""The fake Discord as tests see it."""

import asyncio
import contextlib
import re
from collections.abc import Callable
from typing import Any, TypeVar

from aiohttp import web

from tests.discordfake.channels import Channel
from tests.discordfake.clicking import Clicking
from tests.discordfake.commanding import Commanding
from tests.discordfake.connections import INVALID_SESSION, RECONNECT, Heartbeat
from tests.discordfake.failures import Failure, Failures
from tests.discordfake.gateway import TOKEN, Gateway
from tests.discordfake.guilds import Guild
from tests.discordfake.interactions import FakeInteraction
from tests.discordfake.limits import Limits
from tests.discordfake.messages import FakeMessage
from tests.discordfake.people import User
from tests.discordfake.problems import Json, Problem
from tests.discordfake.requests import Request
from tests.discordfake.rest import BASE, Rest
from tests.discordfake.spec import Spec
from tests.discordfake.state import State
from tests.discordfake.talking import Talking

T = TypeVar("T")
PATIENCE = 5.0
_RECHECK = 0.05


class FakeDiscord(Talking, Commanding, Clicking):
    """A Discord on this machine, with people in it.

    Attributes:
        token: what the bot logs in with.
        state: all there is.
        gateway: the websocket side, with heartbeats and sessions.
        limits: the rate limits.
        expect_violations: whether a test provokes violations on purpose.
        expect_errors: whether a test provokes errors in the bot on purpose.
    """

    token = TOKEN

    def __init__(
        self, spec: Spec, *, content_intent: bool = True, members_intent: bool = False
    ) -> None:
        """Make an empty Discord that knows only the bot."""
        bot = User("footnote", bot=True)
        self.state = State(
            spec=spec, bot=bot, content_intent=content_intent, members_intent=members_intent
        )
        self.state.users[bot.id] = bot
        self.gateway = Gateway(self.state)
        self.limits = Limits()
        self.expect_violations = False
        self.expect_errors = False
        self._failures = Failures()
        self._rest = Rest(self.state, self.limits, self._failures)
        self._runner: web.AppRunner | None = None
        self._serving: set[asyncio.Task[Any]] = set()
        self._watched: list[asyncio.Task[None]] = []
        self.port = 0

    async def start(self) -> "FakeDiscord":
        """Listen on a free port of this machine."""
        app = web.Application(client_max_size=64 * 2**20)
        app.router.add_get("/gateway{rest:/?}", self._tracked(self.gateway.serve))
        app.router.add_get("/cdn/attachments/{number}/{name}", self._tracked(self._serve_file))
        app.router.add_route("*", f"{BASE}/{{rest:.*}}", self._tracked(self._rest.serve))
        self._runner = web.AppRunner(app, shutdown_timeout=0.2, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.port = self._runner.addresses[0][1]
        self.state.gateway_url = f"ws://127.0.0.1:{self.port}/gateway"
        self.state.files.base = f"{self.http}/cdn"
        return self

    async def stop(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def http(self) -> str:
        """Where the fake listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def bot(self) -> User:
        """The bot's account."""
        return self.state.bot

    @property
    def violations(self) -> list[Problem | str]:
        """What the bot did that Discord forbids or the fake can't."""
        return self.state.violations

    @property
    def requests(self) -> list[Request]:
        """All requests that the bot sent, in order."""
        return self._rest.requests

    @property
    def commands(self) -> list[Json]:
        """The commands registered for everywhere."""
        return self.state.commands.everywhere()

    @property
    def heartbeats(self) -> list[Heartbeat]:
        """The bot's signs of life."""
        return self.gateway.heartbeats

    def user(self, name: str, *, locale: str = "en-US") -> User:
        """Let somebody join Discord."""
        person = User(name, locale)
        self.state.users[person.id] = person
        return person

    def guild(self, name: str, *, owner: User, locale: str = "en-US") -> Guild:
        """Let somebody open a server and invite the bot."""
        opened = Guild(name=name, owner=owner, locale=locale, world=self.state)
        self.state.guilds[opened.id] = opened
        self.state.dispatch("GUILD_CREATE", opened.payload())
        return opened

    def dm(self, user: User) -> Channel:
        """Return the direct messages between somebody and the bot."""
        return self.state.direct(user)

    def remove_guild(self, guild: Guild) -> None:
        """Let the bot be thrown out of a server."""
        guild.present = False
        self.state.dispatch("GUILD_DELETE", {"id": str(guild.id)})

    def invite(self, guild: Guild) -> None:
        """Let the bot be invited into a server again."""
        guild.present = True
        self.state.dispatch("GUILD_CREATE", guild.payload())

    def unavailable(self, guild: Guild) -> None:
        """Let a server have an outage."""
        guild.available = False
        self.state.dispatch("GUILD_DELETE", {"id": str(guild.id), "unavailable": True})

    def available(self, guild: Guild) -> None:
        """Let the outage of a server be over."""
        guild.available = True
        self.state.dispatch("GUILD_CREATE", guild.payload())

    def messages(self, channel: Channel, viewer: User | None = None) -> list[FakeMessage]:
        """Return the messages in a channel in order, as `viewer` (or just anybody) sees them."""
        return [
            message
            for message in self.state.messages.values()
            if message.channel is channel
            and not message.deleted
            and message.only_for in (None, viewer)
        ]

    def sent(self, pattern: str) -> list[Request]:
        """Return the requests whose method and path have `pattern` (a regular expression)."""
        return [one for one in self.requests if re.search(pattern, one.line)]

    def fail_next(
        self,
        pattern: str,
        status: int = 500,
        json: Json | None = None,
        headers: dict[str, str] | None = None,
        *,
        times: int = 1,
        done: bool = False,
    ) -> None:
        """Let the next requests fail whose method and path have `pattern`.

        Args:
            pattern: a regular expression, looked for in a line like "POST /channels/1/messages".
            status: what they are answered with.
            json: the body of the answer; what Discord says with the status if left out.
            headers: further headers of the answer.
            times: how many of them fail.
            done: whether what they ask for is done all the same and only the answer is lost.
        """
        failure = Failure(pattern, status, json or {}, headers or {}, times, done)
        self._failures.add(failure)

    def drop(self, op: int = RECONNECT) -> None:
        """Ask the bot to reconnect (7), or tell it that its session is over (9)."""
        if op not in (RECONNECT, INVALID_SESSION):
            raise ValueError(f"no way to drop a connection: {op}")
        self.gateway.reconnect() if op == RECONNECT else self.gateway.invalidate()

    def refuse_connections(self, times: int = 1) -> None:
        """Let the next connections to the gateway fail at once."""
        self.gateway.refuse(times)

    async def until(self, condition: Callable[[], T], timeout: float = PATIENCE) -> T:  # noqa: ASYNC109
        """Wait for something to become true, and return it.

        Raises:
            AssertionError: it didn't in time, the bot did something forbidden meanwhile, or it
                stopped running.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + timeout
        while not (found := condition()):
            self._check_on_the_way()
            if loop.time() >= end:
                last = "\n".join(map(str, self.requests[-12:]))
                raise AssertionError(f"not within {timeout} s; the last requests were:\n{last}")
            self.state.changed.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.state.changed.wait(), _RECHECK)
        return found

    async def answered(self, interaction: FakeInteraction, timeout: float = PATIENCE) -> Any:  # noqa: ASYNC109
        """Wait until an interaction has more than a promise; return it for chaining."""
        await self.until(lambda: interaction.answered, timeout)
        return interaction

    def watch(self, task: asyncio.Task[None]) -> None:
        """Let `until` fail as soon as the bot's task does."""
        self._watched.append(task)

    def serves(self, task: asyncio.Task[Any]) -> bool:
        """Return whether a task is one of the fake's own."""
        return task in self._serving

    def _check_on_the_way(self) -> None:
        if self.violations and not self.expect_violations:
            raise AssertionError("\n".join(map(str, self.violations)))
        for task in self._watched:
            if task.done() and not task.cancelled() and task.exception() is not None:
                raise AssertionError("the bot has stopped running") from task.exception()

    def _tracked(self, serve: Callable[[web.Request], Any]) -> Callable[[web.Request], Any]:
        async def serve_tracked(request: web.Request) -> web.StreamResponse:
            task = asyncio.current_task()
            assert task is not None
            self._serving.add(task)
            answer: web.StreamResponse = await serve(request)
            return answer

        return serve_tracked

    async def _serve_file(self, request: web.Request) -> web.Response:
        content = self.state.files.content(int(request.match_info["number"]))
        if content is None:
            return web.Response(status=404)
        return web.Response(body=content)
