"""The fake Discord as tests see it."""

import asyncio
import re
from collections.abc import Callable
from typing import Any

from aiohttp import web

from tests.discordfake.channels import Channel
from tests.discordfake.clicking import Clicking
from tests.discordfake.commanding import Commanding
from tests.discordfake.connections import Heartbeat
from tests.discordfake.failures import Failures
from tests.discordfake.gateway import TOKEN, Gateway
from tests.discordfake.happening import Happening
from tests.discordfake.limits import Limits
from tests.discordfake.messages import FakeMessage
from tests.discordfake.people import User
from tests.discordfake.problems import Json, Problem
from tests.discordfake.requests import Request
from tests.discordfake.rest import BASE, Rest
from tests.discordfake.spec import Spec
from tests.discordfake.state import State
from tests.discordfake.talking import Talking
from tests.discordfake.waiting import Waiting


class FakeDiscord(Happening, Talking, Commanding, Clicking, Waiting):
    """A Discord on this machine, with people in it.

    Attributes:
        token: what the bot logs in with.
        state: all there is.
        gateway: the websocket side, with heartbeats and sessions.
        limits: the rate limits.
        failures: the requests that are to fail.
        requests: all requests that the bot sent, in order.
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
        self.failures = Failures()
        self._rest = Rest(self.state, self.limits, self.failures)
        self.requests = self._rest.requests
        self._runner: web.AppRunner | None = None
        self._serving: set[asyncio.Task[Any]] = set()
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
    def commands(self) -> list[Json]:
        """The commands registered for everywhere."""
        return self.state.commands.everywhere()

    @property
    def heartbeats(self) -> list[Heartbeat]:
        """The bot's signs of life."""
        return self.gateway.heartbeats

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

    def serves(self, task: asyncio.Task[Any]) -> bool:
        """Return whether a task is one of the fake's own."""
        return task in self._serving

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
