"""Engines whose process crashes when it is told to."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from engine.process.engine import Engine
from engine.process.models import RemoteEmbedder, RemoteGenerator
from engine.weights import Weights

_RECHECK = 0.01  # seconds


@pytest.fixture
async def engine() -> AsyncIterator[Engine]:
    """An engine over `tests.engine.process.fragile`."""
    async with Engine(module="tests.engine.process.fragile") as opened:
        yield opened


@pytest.fixture
def weights(tmp_path: Path) -> Weights:
    """A file in which the fragile models note their opening and closing."""
    notes = tmp_path / "notes"
    notes.touch()
    return Weights(path=notes, name="fragile")


@pytest.fixture
async def embedder(engine: Engine, weights: Weights) -> RemoteEmbedder:
    """Its vectors are the lengths of texts."""
    return await engine.embedder(weights)


@pytest.fixture
async def generator(engine: Engine, weights: Weights) -> RemoteGenerator:
    """It writes what it is asked."""
    return await engine.generator(weights)


async def until(condition: Callable[[], object]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110 - what happens in other processes tells nobody
            await asyncio.sleep(_RECHECK)


async def written(generator: RemoteGenerator, user: str) -> str:
    """Return a whole reply."""
    pieces = generator.generate(system="", user=user, max_tokens=9)
    return "".join([piece async for piece in pieces])
