"""Vectors of models on a server."""

import asyncio

import numpy as np
import pytest

from engine.errors import ModelError, ServerRefused
from engine.remote.server import Server
from tests.engine.process.conftest import until
from tests.engine.remote.conftest import embedder_on
from tests.engine.remote.scripted import EMBEDDINGS, NAME, ModelServer


async def test_vectors_have_unit_length_and_the_order_of_the_texts(
    scripted: ModelServer, server: Server
) -> None:
    """Whatever order and length they come in."""
    embedder = await embedder_on(server)
    texts = ["x" * number for number in range(1, 200)]
    vectors = await embedder.embed(texts)
    assert vectors.dtype == np.float32
    assert vectors.shape == (199, embedder.dimension) == (199, scripted.width)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert np.allclose(vectors[:, 0] / vectors[:, 1] * 3, range(1, 200), rtol=1e-4)
    assert embedder.name == f"server:{NAME}"


async def test_texts_are_sent_together_but_not_all_at_once(
    scripted: ModelServer, server: Server
) -> None:
    """A request has some tens of them."""
    embedder = await embedder_on(server)
    await embedder.embed(["a ferry"] * 100)
    sizes = [len(each.body["input"]) for each in scripted.asked_at(EMBEDDINGS)]
    assert sizes == [1, 32, 32, 32, 4]


async def test_no_texts_need_no_server(scripted: ModelServer, server: Server) -> None:
    """Their rows are none, of the right length."""
    embedder = await embedder_on(server)
    asked = len(scripted.asked)
    assert (await embedder.embed([])).shape == (0, 4)
    assert len(scripted.asked) == asked


async def test_empty_texts_have_a_vector(scripted: ModelServer, server: Server) -> None:
    """Servers refuse them, so something is sent that says as little."""
    embedder = await embedder_on(server)
    assert (await embedder.embed(["", " "])).shape == (2, 4)
    assert all("" not in each.body["input"] for each in scripted.asked_at(EMBEDDINGS))


async def test_texts_that_are_too_long_are_cut_at_their_end(
    scripted: ModelServer, server: Server
) -> None:
    """Only those; the others of their request are embedded whole."""
    scripted.longest = 800
    embedder = await embedder_on(server)
    vectors = await embedder.embed(["x" * 9, "x" * 3000, "x" * 90])
    assert np.allclose(vectors[:, 0] / vectors[:, 1] * 3, [9, 750, 90], rtol=1e-3)


async def test_a_server_that_takes_nothing_is_told(scripted: ModelServer, server: Server) -> None:
    """However short a text is made."""
    embedder = await embedder_on(server)
    scripted.longest = 0
    with pytest.raises(ServerRefused, match="500"):
        await embedder.embed(["x" * 500])


async def test_another_model_under_the_same_name_is_noticed(
    scripted: ModelServer, server: Server
) -> None:
    """Its vectors can't be compared with those before."""
    embedder = await embedder_on(server)
    scripted.width = 5
    with pytest.raises(ModelError, match="5 numbers, and of 4 before"):
        await embedder.embed(["a ferry"])


@pytest.mark.parametrize(
    "nonsense",
    [
        '{"data": []}',
        '{"data": [{"index": 1, "embedding": [1, 2, 3, 4]}]}',
        '{"data": [{"index": 0, "embedding": []}]}',
        '{"data": [{"index": 0, "embedding": [0, 0, 0, 0]}]}',
        '{"data": [{"index": 0, "embedding": "AAAA"}]}',
        '{"data": [{"index": 0, "embedding": [1e999, 0, 0, 0]}]}',
    ],
)
async def test_what_are_no_vectors_is_told(
    scripted: ModelServer, server: Server, nonsense: str
) -> None:
    """Nothing of it gets into an index."""
    embedder = await embedder_on(server)
    scripted.nonsense = nonsense
    with pytest.raises(ModelError, match=r"isn't understood|no length"):
        await embedder.embed(["a ferry"])


async def test_questions_go_before_articles(scripted: ModelServer, server: Server) -> None:
    """Articles being added leave a place free, however many they are."""
    embedder = await embedder_on(server)
    articles = asyncio.ensure_future(embedder.embed(["an article"] * 320, patient=True))
    await until(lambda: len(scripted.asked_at(EMBEDDINGS)) > 1)
    await embedder.embed(["a question"])
    assert not articles.done()
    assert (await articles).shape == (320, 4)


async def test_a_closed_model_embeds_nothing(server: Server) -> None:
    """It says so."""
    embedder = await embedder_on(server)
    await embedder.close()
    with pytest.raises(ModelError, match="closed"):
        await embedder.embed(["a ferry"])
