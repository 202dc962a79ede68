"""The production client, logged in to the fake Discord, with the real bundled models."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from answer.ports import Generator
from index.ports import Embedder
from tests.bot.discord.lab import Host, Lab, Models
from tests.bot.discord.pages import Pages
from tests.discordfake import FakeDiscord
from tests.discordfake.fixtures import loopback_only, spec, world

__all__ = ["loopback_only", "spec", "world"]


@pytest_asyncio.fixture
async def host(
    world: FakeDiscord, tmp_path: Path, embedder: Embedder, generator: Generator
) -> Host:
    """Somebody who can start the bot, again and again, over one data folder."""
    return Host(world, tmp_path / "data", Models(embedder, generator))


@pytest_asyncio.fixture
async def lab(host: Host) -> AsyncIterator[Lab]:
    """The bot online in the server "Lab", whose owner is alice."""
    async with host.online() as lab:
        yield lab


@pytest_asyncio.fixture
async def pages() -> AsyncIterator[Pages]:
    """A web server on this machine, which the bot may fetch from."""
    async with Pages() as pages:
        yield pages
