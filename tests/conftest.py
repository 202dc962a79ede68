"""The real bundled models, and tokens that no test may show, for the tests of every package."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from engine.embedding import LlamaEmbedder
from engine.generation import LlamaGenerator
from engine.reranking import LlamaReranker
from engine.weights import Role, Weights, resolve
from tests.security.leaks import planted, pytest_runtest_makereport

__all__ = ["planted", "pytest_runtest_makereport"]


@pytest.fixture(scope="session", autouse=True)
def _closed_binding() -> Iterator[None]:
    """Close what the binding opens at its import and leaves open, which would be a warning."""
    yield
    from llama_cpp import _utils as binding  # after `engine`, which says how its threads wait

    binding.outnull_file.close()
    binding.errnull_file.close()


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
async def reranking_weights(tmp_path_factory: pytest.TempPathFactory) -> Weights:
    """The bundled reranking model, converted once for the whole session."""
    return await resolve(
        "bundled", role=Role.RERANKING, data_dir=tmp_path_factory.mktemp("converted")
    )


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def reranker(reranking_weights: Weights) -> AsyncIterator[LlamaReranker]:
    """The bundled reranker, shared by all tests; none of them may close it."""
    async with await LlamaReranker.open(reranking_weights) as opened:
        yield opened


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
