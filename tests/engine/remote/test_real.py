"""The bundled models on servers of llama-cpp-python, beside the same models here."""

from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest
import pytest_asyncio

from engine.embedding import LlamaEmbedder
from engine.errors import ServerAway, ServerRefused
from engine.generation import LlamaGenerator
from engine.remote.address import Address
from engine.remote.generation import ServedGenerator
from engine.remote.server import Access, Server
from engine.weights import Weights
from tests.engine.remote.conftest import embedder_on, generator_on
from tests.scaled.models import EMBEDDING, TOKEN, WRITING, Served, server

ACCESS = Access(token=TOKEN)
TEXTS = ("The ferry leaves at six.", "Dogs travel free.", "ß" * 50, "x y z " * 2000)

SYSTEM = "Answer briefly."
USER = "What is the capital of France?"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def addresses(
    tmp_path_factory: pytest.TempPathFactory,
    generation_weights: Weights,
    embedding_weights: Weights,
) -> AsyncIterator[tuple[str, str]]:
    """A server that writes and one that embeds."""
    folder: Path = tmp_path_factory.mktemp("servers")
    async with (
        server(folder / "writing", Served(name=WRITING, weights=generation_weights)) as writing,
        server(
            folder / "embedding", Served(name=EMBEDDING, weights=embedding_weights, embeds=True)
        ) as embedding,
    ):
        yield writing, embedding


async def test_the_same_model_says_the_same(
    addresses: tuple[str, str], generator: LlamaGenerator
) -> None:
    """Whether it is asked here or there, as far as arithmetic allows: the beginning is the same."""
    here = await _reply(generator)
    async with await Server.open(Address.parse(addresses[0]), ACCESS) as opened:
        served = await generator_on(opened, name=WRITING)
        there = await _reply(served)
        assert there.split()[:3] == here.split()[:3]
        assert served.parameters == pytest.approx(generator.parameters, rel=0.01)
        counted = await served.count_tokens(system=SYSTEM, user=USER)
        assert counted >= await generator.count_tokens(system=SYSTEM, user=USER)


async def test_a_context_that_is_full_costs_the_wording(addresses: tuple[str, str]) -> None:
    """This server doesn't tell its context, and breaks off where a prompt is too long for it."""
    async with await Server.open(Address.parse(addresses[0]), ACCESS) as opened:
        served = await generator_on(opened, context_tokens=100_000)
        with pytest.raises(ServerAway, match="broke off"):
            await anext(served.generate(system="", user="ferry " * 3000, max_tokens=8))


async def test_the_same_model_makes_the_same_vectors(
    addresses: tuple[str, str], embedder: LlamaEmbedder
) -> None:
    """Also of a text that is too long for it, which is cut."""
    here = await embedder.embed(TEXTS)
    async with await Server.open(Address.parse(addresses[1]), ACCESS) as opened:
        served = await embedder_on(opened, name=EMBEDDING)
        there = await served.embed(TEXTS)
        assert served.dimension == embedder.dimension
    assert np.sum(here * there, axis=1).min() > 0.99


async def _reply(generator: LlamaGenerator | ServedGenerator) -> str:
    pieces = generator.generate(system=SYSTEM, user=USER, max_tokens=8)
    return "".join([piece async for piece in pieces])


async def test_a_wrong_token_is_told(addresses: tuple[str, str]) -> None:
    """The server lets nobody else in."""
    wrong = Access(token="wrong")  # noqa: S106 - that is what is tried
    async with await Server.open(Address.parse(addresses[0]), wrong) as opened:
        with pytest.raises(ServerRefused, match="token"):
            await generator_on(opened)
