"""A server before a Chroma server, which tests let fail."""

from types import TracebackType
from typing import Self

import httpx
from aiohttp import web


class Front:
    """Passes everything on, unless it is told to answer by itself.

    Attributes:
        failing: the statuses that the next requests are answered with, in turn.
        instead: what is answered to a path, instead of what the server would.
        headers: those of every request, lower-case names.
    """

    def __init__(self, behind: str) -> None:
        """Stand before the server at `behind`."""
        self.failing: list[int] = []
        self.instead: dict[str, object] = {}
        self.headers: list[dict[str, str]] = []
        self._client = httpx.AsyncClient(base_url=behind, trust_env=False)
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        """Listen on a free port."""
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, shutdown_timeout=0.2, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()
        await self._client.aclose()

    @property
    def host(self) -> str:
        """Its host and port."""
        assert self._runner is not None
        return f"127.0.0.1:{self._runner.addresses[0][1]}"

    async def _answer(self, request: web.Request) -> web.Response:
        self.headers.append({name.lower(): value for name, value in request.headers.items()})
        if self.failing:
            return web.Response(status=self.failing.pop(0), text="not now")
        if request.path in self.instead:
            return web.json_response(self.instead[request.path])
        there = await self._client.request(
            request.method, request.path_qs, content=await request.read()
        )
        return web.Response(status=there.status_code, body=there.content)
