"""The real bundled models, for the tests of every package."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from engine.embedding import LlamaEmbedder
from engine.generation import LlamaGenerator
from engine.weights import Role, Weights, resolve


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def embedding_weights(tmp_path_factory: pytest.TempPathFactory) -> Weights:
    """The bundled embedding model, converted once for the whole session."""
    return await resolve(
        "bundled", role=Role.EMBEDDING, data_dir=tmp_path_factory.mktemp("converted")
    )


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def generation_weights(tmp_path_factory: pytest.TempPathFactory) -> Weights:
    """The bundled generation model, converted once for the whole session."""
    return await resolve(
        "bundled", role=Role.GENERATION, data_dir=tmp_path_factory.mktemp("converted")
    )


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def embedder(embedding_weights: Weights) -> AsyncIterator[LlamaEmbedder]:
    """The bundled embedder, shared by all tests; none of them may close it."""
    async with await LlamaEmbedder.open(embedding_weights) as opened:
        yield opened


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def generator(generation_weights: Weights) -> AsyncIterator[LlamaGenerator]:
    """The bundled generator, shared by all tests; none of them may close it."""
    async with await LlamaGenerator.open(generation_weights) as opened:
        yield opened
