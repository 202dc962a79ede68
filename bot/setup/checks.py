"""What the set-up asks others: Discord about a token, the machine about its speed, a server."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.setup.machine import Machine, this_machine
from engine.process.engine import Engine
from engine.remote.address import Address
from engine.remote.offers import offer
from engine.remote.server import Server
from engine.threads import default_threads
from engine.tuning.speed import Sample
from engine.weights import Role, resolve

if TYPE_CHECKING:
    from bot.online.preflight import Application

Values = Mapping[str, str | None]
"""Settings and their values; None for a setting that is taken out."""


async def _application_of(token: str) -> Application:
    from bot.online.preflight import application_of  # discord.py takes a second

    return await application_of(token)


async def _sample(folder: Path) -> Sample:
    """Measure the bundled model, converted where it will be needed, or else nowhere for long."""
    with tempfile.TemporaryDirectory() as passing:
        there = await asyncio.to_thread(folder.is_dir)
        weights = await resolve(
            "bundled", role=Role.GENERATION, data_dir=folder if there else Path(passing)
        )
        async with Engine() as engine:
            found: Sample = await engine.run("sample", weights=weights, threads=default_threads())
    return found


async def _model_at(url: str) -> str:
    async with await Server.open(Address.parse(url)) as server:
        return (await offer(server, None)).name


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks:
    """Who is asked.

    Attributes:
        application_of: returns the application that a token belongs to, or raises UserError.
        machine: returns what the machine has that keeps data in a folder.
        sample: looks how fast it is, or raises EngineError; given the data folder.
        model_at: returns the name of the first model on a server, or raises EngineError.
    """

    application_of: Callable[[str], Coroutine[Any, Any, Application]] = _application_of
    machine: Callable[[Path], Machine] = this_machine
    sample: Callable[[Path], Coroutine[Any, Any, Sample]] = _sample
    model_at: Callable[[str], Coroutine[Any, Any, str]] = _model_at
