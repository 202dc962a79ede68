"""What models made is remembered, and made once for all who ask at the same time."""

import asyncio
from collections.abc import Sequence

import numpy as np
import pytest

from index.ports import Vectors
from index.remembering import RememberingEmbedder, RememberingReranker
from tests.index.fakes import BagOfWords


class Held(BagOfWords):
    """A bag of words that embeds when it may."""

    def __init__(self, *, fails_after: int | None = None) -> None:
        """Hold what is asked for."""
        super().__init__(fails_after=fails_after)
        self.asked = asyncio.Event()
        self.may = asyncio.Event()

    async def embed(self, texts: Sequence[str], *, patient: bool = False) -> Vectors:
        """Embed, once it may."""
        self.asked.set()
        await self.may.wait()
        return await super().embed(texts, patient=patient)


class Lengths:
    """A Reranker that scores a text by its length, and keeps what it was given."""

    name = "lengths"

    def __init__(self) -> None:
        """Start with nothing read."""
        self.read: list[str] = []

    async def score(self, _question: str, texts: Sequence[str]) -> Vectors:
        """Return the lengths."""
        self.read += texts
        await asyncio.sleep(0)
        return np.array([len(text) for text in texts], dtype=np.float32)


async def test_simultaneous_askers_share_what_is_made() -> None:
    """Texts that several ask for at once are embedded once, and each gets rows in its order."""
    bag = Held()
    embedder = RememberingEmbedder(bag)
    asked = [
        asyncio.ensure_future(embedder.embed(texts))
        for texts in (["one", "two"], ["two", "three", "two"], ["three", "one"])
    ]
    await bag.asked.wait()
    bag.may.set()
    first, second, third = await asyncio.gather(*asked)
    assert sorted(bag.texts) == ["one", "three", "two"]
    assert np.array_equal(second, [first[1], third[0], first[1]])
    assert np.array_equal(third[1], first[0])


async def test_who_gives_up_takes_nothing_from_others() -> None:
    """When the one that asked first is cancelled, the other gets its rows all the same."""
    bag = Held()
    embedder = RememberingEmbedder(bag)
    impatient = asyncio.ensure_future(embedder.embed(["same"]))
    other = asyncio.ensure_future(embedder.embed(["same"]))
    await bag.asked.wait()
    impatient.cancel()
    bag.may.set()
    assert (await other).shape == (1, bag.dimension)
    assert impatient.cancelled()
    assert bag.texts == ["same"]


async def test_what_everybody_gave_up_is_made_anew() -> None:
    """When all who asked are cancelled, the model's work ends, and who asks later gets rows."""
    bag = Held()
    embedder = RememberingEmbedder(bag)
    asked = [asyncio.ensure_future(embedder.embed(["same"])) for _ in range(2)]
    await bag.asked.wait()
    for each in asked:
        each.cancel()
    again = asyncio.ensure_future(embedder.embed(["same"]))
    await asyncio.wait(asked)
    bag.may.set()
    assert (await again).shape == (1, bag.dimension)
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_a_failure_is_told_to_all_and_not_remembered() -> None:
    """All who wait for a text get the model's error; who asks later asks the model anew."""
    bag = Held(fails_after=0)
    bag.may.set()
    embedder = RememberingEmbedder(bag)
    told = await asyncio.gather(
        *(embedder.embed(["same"]) for _ in range(2)), return_exceptions=True
    )
    assert [str(error) for error in told] == ["the model broke"] * 2
    bag.fails_after = None
    assert (await embedder.embed(["same"])).shape == (1, bag.dimension)


async def test_more_than_is_remembered_can_be_asked() -> None:
    """A call with more texts than are remembered gets a row for each."""
    embedder = RememberingEmbedder(BagOfWords(), most=2)
    texts = [f"text {number}" for number in range(5)]
    assert np.array_equal(await embedder.embed(texts), await BagOfWords().embed(texts))


async def test_no_texts_give_no_rows() -> None:
    """Asking for nothing returns nothing, with the width of the model."""
    bag = BagOfWords()
    assert (await RememberingEmbedder(bag).embed([])).shape == (0, bag.dimension)
    assert (await RememberingReranker(Lengths()).score("Who?", [])).shape == (0,)


async def test_a_text_is_read_once_for_a_question() -> None:
    """Askers of one question share what was read; another question is read anew."""
    lengths = Lengths()
    reranker = RememberingReranker(lengths)
    scores = await asyncio.gather(*(reranker.score("Who?", ["a", "bb"]) for _ in range(3)))
    assert [each.tolist() for each in scores] == [[1, 2]] * 3
    assert lengths.read == ["a", "bb"]
    assert await reranker.score("When?", ["bb"]) == pytest.approx([2])
    assert lengths.read == ["a", "bb", "bb"]
