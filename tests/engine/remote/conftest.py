"""A scripted server, and models that are asked there."""

from collections.abc import AsyncIterator

import pytest_asyncio

from engine.remote.address import Address
from engine.remote.embedding import ServedEmbedder
from engine.remote.generation import ServedGenerator
from engine.remote.limits import Limits
from engine.remote.server import Access, Server
from tests.engine.remote.scripted import ModelServer, serving

QUICK = Access(token="sesame", silent_seconds=30, pause=0.001)  # noqa: S106 - opens nothing


@pytest_asyncio.fixture
async def scripted() -> AsyncIterator[ModelServer]:
    """A server that does what the test says."""
    async with serving(ModelServer()) as server:
        yield server


@pytest_asyncio.fixture
async def server(scripted: ModelServer) -> AsyncIterator[Server]:
    """It, as Footnote asks it."""
    async with await Server.open(Address.parse(scripted.url), QUICK) as opened:
        yield opened


async def generator_on(
    server: Server, *, name: str | None = None, context_tokens: int = 4096, parallel: int = 2
) -> ServedGenerator:
    """Return a generation model on a server."""
    limits = Limits(most_context_tokens=context_tokens, parallel=parallel)
    return await ServedGenerator.open(server, name=name, limits=limits)


async def embedder_on(server: Server, *, name: str | None = None) -> ServedEmbedder:
    """Return an embedding model on a server."""
    return await ServedEmbedder.open(server, name=name, parallel=2)


async def written(generator: ServedGenerator, user: str = "When did it leave?") -> list[str]:
    """Return the pieces of a reply."""
    return [
        piece async for piece in generator.generate(system="Be brief.", user=user, max_tokens=20)
    ]
