"""What can wait gives way to questions, but not for ever."""

import asyncio
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ports import Vectors
from index.precedence import FirstEmbedder, PatientEmbedder, Precedence, portions
from tests.index.fakes import BagOfWords

LONG = 60.0  # seconds: nothing waits so long in a test that passes


class Gate(BagOfWords):
    """A bag of words that embeds once the gate is open."""

    def __init__(self) -> None:
        """Start with a closed gate."""
        super().__init__()
        self.reached = asyncio.Event()
        self.open = asyncio.Event()

    async def embed(self, texts: Sequence[str]) -> Vectors:
        """Wait for the gate, then embed."""
        self.reached.set()
        await self.open.wait()
        return await super().embed(texts)


async def test_waiting_for_questions() -> None:
    """Ingestion embeds nothing while a question is embedded, and goes on after the last one."""
    precedence = Precedence(patience=LONG, linger=0)
    gate, waiting = Gate(), BagOfWords()
    questions = [
        asyncio.create_task(FirstEmbedder(gate, precedence).embed([question]))
        for question in ("One?", "Two?")
    ]
    await gate.reached.wait()
    ingestion = asyncio.create_task(PatientEmbedder(waiting, precedence).embed(["passage"]))
    for _ in range(10):
        await asyncio.sleep(0)
    assert waiting.texts == []
    gate.open.set()
    await asyncio.gather(*questions)
    await asyncio.wait_for(ingestion, 5)
    assert waiting.texts == ["passage"]


async def test_between_the_parts_of_a_question() -> None:
    """Right after one part of a question nothing else begins, as its next part is about to."""
    precedence = Precedence(patience=LONG, linger=LONG)
    with precedence.first():
        pass
    waiting = asyncio.create_task(precedence.give_way())
    for _ in range(10):
        await asyncio.sleep(0)
    assert not waiting.done()
    waiting.cancel()


async def test_patience_ends() -> None:
    """Under questions without end, ingestion still gets on, a portion at a time."""
    precedence = Precedence(patience=0.01, linger=LONG)
    embedder = PatientEmbedder(BagOfWords(), precedence)
    with precedence.first():
        rows = await asyncio.wait_for(embedder.embed(["a passage"] * 70), 30)
    assert rows.shape == (70, 64)


async def test_a_failing_question_is_over() -> None:
    """A question that fails doesn't hold up ingestion."""
    precedence = Precedence(patience=LONG, linger=0)
    with pytest.raises(RuntimeError, match="the model broke"):
        await FirstEmbedder(BagOfWords(fails_after=0), precedence).embed(["Question?"])
    await asyncio.wait_for(precedence.give_way(), 5)


async def test_a_question_that_follows() -> None:
    """When the next question begins before ingestion's turn has come, it waits for that one too."""
    precedence = Precedence(patience=LONG, linger=0)
    with precedence.first():
        pass
    with precedence.first():
        waiting = asyncio.create_task(precedence.give_way())
        for _ in range(10):  # enough for what was to end the first one
            await asyncio.sleep(0)
        assert not waiting.done()
    await asyncio.wait_for(waiting, 5)


async def test_the_same_vectors() -> None:
    """Embedding in portions, or first, makes the same vectors in the same order."""
    texts = [f"{'word ' * (number % 7 * 90)} {number}" for number in range(50)]
    plain, precedence = BagOfWords(), Precedence()
    for embedder in (PatientEmbedder(plain, precedence), FirstEmbedder(plain, precedence)):
        assert (embedder.name, embedder.dimension) == (plain.name, plain.dimension)
        assert (await embedder.embed(texts) == await plain.embed(texts)).all()


@given(st.lists(st.integers(0, 5_000), max_size=100))
def test_portions(lengths: list[int]) -> None:
    """Every text is in one portion, alike ones together, and none is much work unless alone."""
    found = list(portions(lengths))
    assert sorted(index for portion in found for index in portion) == list(range(len(lengths)))
    ordered = [lengths[index] for portion in found for index in portion]
    assert ordered == sorted(ordered)
    for portion in found:
        assert 1 <= len(portion) <= 32
        assert len(portion) == 1 or sum(lengths[index] for index in portion) <= 4_000
