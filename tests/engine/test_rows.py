"""Calls of several callers share the batches of one model, and models share a lane."""

import asyncio

import numpy as np
import pytest

from engine.embedding import LlamaEmbedder
from engine.errors import ModelError
from engine.lane import Lane
from engine.reranking import LlamaReranker
from engine.rows import RowModel
from engine.weights import Weights
from index.ports import Vectors

LONG = "The lighthouse keeper wrote down every ship that passed the cape. " * 20


async def test_simultaneous_callers_get_their_own_rows(embedder: LlamaEmbedder) -> None:
    """Texts that share batches with those of others have the vectors that they have alone."""
    texts = ["The sea rises.", "Bees make honey in summer.", "Who keeps the light?"]
    alone = [(await embedder.embed([text]))[0] for text in texts]
    callers = [[*texts[number:], *texts[:number]] for number in range(len(texts))] * 3
    together = await asyncio.gather(*(embedder.embed(each) for each in callers))
    for number, rows in enumerate(together):
        expected = np.roll(alone, -number, axis=0)
        assert np.sum(rows * expected, axis=1).min() > 0.9999


async def test_a_question_goes_before_articles(embedder: LlamaEmbedder) -> None:
    """What somebody waits for is embedded before patient work that came first."""
    order: list[str] = []

    async def embed(label: str, texts: list[str], *, patient: bool) -> None:
        await embedder.embed(texts, patient=patient)
        order.append(label)

    await asyncio.gather(
        embed("article", [LONG] * 2, patient=True),
        embed("question", ["Which ship passed?"] * 3, patient=False),
    )
    assert order == ["question", "article"]


async def test_models_share_a_lane(embedding_weights: Weights, reranking_weights: Weights) -> None:
    """Two models compute side by side in one lane, and closing one leaves the other be."""
    lane = Lane()
    async with await LlamaEmbedder.open(embedding_weights, lane=lane) as embedder:
        async with await LlamaReranker.open(reranking_weights, lane=lane) as reranker:
            vectors, scores = await asyncio.gather(
                embedder.embed([LONG]), reranker.score("Who wrote?", ["The keeper wrote."] * 3)
            )
        assert vectors.shape == (1, embedder.dimension)
        assert np.isfinite(scores).all()
        assert len(await embedder.embed(["next"])) == 1
    await lane.close()


async def test_a_refused_model_leaves_the_lane_usable(
    embedding_weights: Weights, reranking_weights: Weights
) -> None:
    """A model of the wrong kind is an error to who opened it, and to nobody else."""
    lane = Lane()
    with pytest.raises(ModelError, match="ranks texts"):
        await LlamaEmbedder.open(reranking_weights, lane=lane)
    async with await LlamaEmbedder.open(embedding_weights, lane=lane) as embedder:
        assert len(await embedder.embed(["text"])) == 1
    await lane.close()


async def test_closing_finishes_what_was_asked(embedding_weights: Weights) -> None:
    """Calls that wait when a model is closed get their rows; later ones get an error."""
    embedder = await LlamaEmbedder.open(embedding_weights)
    asked = [asyncio.ensure_future(embedder.embed([LONG], patient=bool(n % 2))) for n in range(4)]
    await asyncio.sleep(0)
    await embedder.close()
    for rows in await asyncio.gather(*asked):
        assert rows.shape == (1, embedder.dimension)
    with pytest.raises(ModelError, match="closed"):
        await embedder.embed(["later"])


class Picky(RowModel):
    """A model that has no tokens for some texts, and too many for others."""

    @staticmethod
    def _check(_model: object) -> None:
        """Take any model."""

    async def rows(self, text: str) -> Vectors:
        """Return what the model makes of a text."""
        return await self._rows([text], self._tokens, patient=False)

    def _tokens(self, text: str) -> list[int]:
        if text == "unheard":
            raise ModelError("There are no tokens for a text.")
        return [1_000_000] if text == "unreadable" else [101, 102]


@pytest.mark.parametrize(
    ("text", "told"), [("unheard", "no tokens"), ("unreadable", "failed to read")]
)
async def test_a_bad_text_fails_its_own_call(
    embedding_weights: Weights, text: str, told: str
) -> None:
    """A text that the model can't read fails who asked for it, not those in the same batch."""
    async with await Picky.open(embedding_weights) as picky:
        good, bad, other = await asyncio.gather(
            *(picky.rows(each) for each in ("good", text, "good")), return_exceptions=True
        )
    assert isinstance(bad, ModelError)
    assert told in str(bad)
    for rows in (good, other):
        assert isinstance(rows, np.ndarray)
        assert np.isfinite(rows).all()
