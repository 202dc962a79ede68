"""A web server on this machine with the pages of a test."""

import asyncio
from types import TracebackType
from typing import Self

from aiohttp import web


class Pages:
    """Serves what a test puts in `html`, by path; what isn't there is a 404.

    Attributes:
        asked: the paths that were asked for, in order.
        status: what is answered instead of a page, by path.
        types: the media types of what isn't HTML, by path.
        held: the paths that are answered only when their events are set.
    """

    def __init__(self) -> None:
        """Serve nothing yet."""
        self.html: dict[str, str] = {}
        self.asked: list[str] = []
        self.status: dict[str, int] = {}
        self.types: dict[str, str] = {}
        self.held: dict[str, asyncio.Event] = {}
        self._runner: web.AppRunner | None = None
        self._port = 0

    async def __aenter__(self) -> Self:
        """Listen on a free port."""
        app = web.Application()
        app.router.add_get("/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, shutdown_timeout=0.2, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self._port = self._runner.addresses[0][1]
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

    def link(self, path: str) -> str:
        """Return the link of a page."""
        return f"http://127.0.0.1:{self._port}/{path.lstrip('/')}"

    def put(self, path: str, html: str) -> str:
        """Let a page be there from now on, and return its link."""
        self.html[path.lstrip("/")] = html
        return self.link(path)

    async def _serve(self, request: web.Request) -> web.Response:
        path = request.match_info["path"]
        self.asked.append(path)
        if path in self.held:
            await self.held[path].wait()
        if path in self.status:
            return web.Response(status=self.status[path], text="not now")
        if path not in self.html:
            return web.Response(status=404, text="not here")
        media_type = self.types.get(path, "text/html")
        return web.Response(text=self.html[path], content_type=media_type)
