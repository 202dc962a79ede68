"""The web server for metrics and health, where the host wants one."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from importlib.metadata import version
from typing import Any

import discord
from aiohttp import web

from bot.errors import UserError
from bot.metrics.exposition import CONTENT_TYPE, exposition
from bot.metrics.health import Condition, conditions, overall
from bot.metrics.readings import Readings, readings_of
from bot.parts import Parts

_FAREWELL_SECONDS = 1.0


@asynccontextmanager
async def serving(parts: Parts, client: discord.Client) -> AsyncIterator[None]:
    """Serve what METRICS_PORT asks for inside the block; nothing where it is 0.

    Raises:
        UserError: the address can't be listened at.
    """
    if not parts.settings.metrics_port:
        yield
        return
    runner = web.AppRunner(
        application(parts, client), access_log=None, shutdown_timeout=_FAREWELL_SECONDS
    )
    await runner.setup()
    try:
        await _listen(runner, parts.settings.metrics_host, parts.settings.metrics_port)
        yield
    finally:
        await runner.cleanup()


def application(parts: Parts, client: discord.Client) -> web.Application:
    """Return what answers `/metrics` and `/health`, and nothing else."""
    watched = _Watched(parts, client)
    served = web.Application()
    served.add_routes([web.get("/metrics", watched.metrics), web.get("/health", watched.health)])
    return served


class _Watched:
    """The bot, as those see it who watch over it."""

    def __init__(self, parts: Parts, client: discord.Client) -> None:
        self._parts = parts
        self._client = client
        self._version = version("footnote")
        self._began = time.monotonic()

    async def metrics(self, _request: web.Request) -> web.Response:
        """Answer with all metrics."""
        readings, judged = await self._examined()
        body = await asyncio.to_thread(
            exposition, self._parts.metrics, readings, judged, version=self._version
        )
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE})

    async def health(self, _request: web.Request) -> web.Response:
        """Answer with how the bot is: 200, or 503 where people get no answers."""
        _, judged = await self._examined()
        status = overall(judged)
        told: dict[str, Any] = {
            "status": status,
            "version": self._version,
            "uptime_seconds": round(self._up.total_seconds()),
            "checks": {each.name: {"status": each.state, "told": each.told} for each in judged},
        }
        return web.json_response(told, status=503 if status == "failing" else 200)

    async def _examined(self) -> tuple[Readings, tuple[Condition, ...]]:
        readings = await readings_of(self._parts, self._client)
        return readings, conditions(readings, self._parts.settings, up=self._up)

    @property
    def _up(self) -> timedelta:
        return timedelta(seconds=time.monotonic() - self._began)


async def _listen(runner: web.AppRunner, host: str, port: int) -> None:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        raise UserError(
            f"METRICS_PORT={port} can't be opened at {host}: {error.strerror or error}. "
            "Choose another METRICS_PORT or METRICS_HOST."
        ) from None
