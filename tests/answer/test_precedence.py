"""While an answer is written, what can wait does."""

import asyncio
from contextlib import aclosing

from answer.precedence import FirstGenerator
from index.precedence import Precedence
from tests.answer.fakes import FakeGenerator


async def test_writing_goes_first() -> None:
    """From the first piece to the last, or until the reader has enough, ingestion waits."""
    precedence = Precedence(patience=60, linger=0)
    generator = FirstGenerator(FakeGenerator("one two three"), precedence)
    for _ in range(2):
        pieces = generator.generate(system="s", user="u", max_tokens=9)
        async with aclosing(pieces):
            assert await anext(pieces)
            waiting = asyncio.create_task(precedence.give_way())
            for _ in range(10):
                await asyncio.sleep(0)
            assert not waiting.done()
        await asyncio.wait_for(waiting, 5)


async def test_the_same_generator() -> None:
    """What is asked and what is written pass through unchanged."""
    plain = FakeGenerator("one two three")
    generator = FirstGenerator(FakeGenerator("one two three"), Precedence())
    assert generator.context_tokens == plain.context_tokens
    assert generator.parameters == plain.parameters
    counted = await generator.count_tokens(system="s", user="some words")
    assert counted == await plain.count_tokens(system="s", user="some words")
    written = [
        [piece async for piece in each.generate(system="s", user="u", max_tokens=9)]
        for each in (generator, plain)
    ]
    assert written[0] == written[1] != []
