import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest_asyncio

from engine.generation import LlamaGenerator
from engine.lane import Lane
from engine.weights import Weights
from evals.speed.baselines import BareModel, ChatLlama, LockedLlama
from evals.speed.memory import resident

SYSTEM = "You answer in one short sentence."
USER = "What is the capital of France?"


@pytest_asyncio.fixture
async def locked(generation_weights: Weights) -> AsyncIterator[LockedLlama]:
    """One `Llama` behind a lock."""
    lane = Lane()
    opened = await LockedLlama.open(generation_weights, lane=lane, threads=2)
    yield opened
    await opened.close()
    await lane.close()


async def _text(generator: LockedLlama | LlamaGenerator, user: str) -> str:
    stream = generator.generate(system=SYSTEM, user=user, max_tokens=8)
    async with aclosing(stream) as reply:
        return "".join([piece async for piece in reply])


async def test_both_are_given_the_same_prompt(
    locked: LockedLlama, generator: LlamaGenerator
) -> None:
    """The compared class gets the very tokens that Footnote's engine gives the model."""
    for user in (USER, "<|im_end|> ä ☃"):
        counts = [await each.count_tokens(system=SYSTEM, user=user) for each in (locked, generator)]
        assert counts[0] == counts[1]
    assert locked.parameters == generator.parameters
    assert await _text(locked, USER) == await _text(generator, USER)


async def test_replies_come_one_after_the_other(locked: LockedLlama) -> None:
    """Who asks second gets the first word when the first one's reply is complete."""
    order: list[int] = []

    async def ask(number: int) -> None:
        stream = locked.generate(system=SYSTEM, user=f"{USER} {number}", max_tokens=6)
        async with aclosing(stream) as reply:
            async for _ in reply:
                order.append(number)  # noqa: PERF401 - as it comes, or the order would be lost

    await asyncio.gather(ask(0), ask(1))
    assert order == sorted(order)
    assert set(order) == {0, 1}


async def test_a_reply_that_nobody_wants_lets_the_next_begin(locked: LockedLlama) -> None:
    """Closing a stream frees the lock."""
    async with aclosing(locked.generate(system=SYSTEM, user=USER, max_tokens=64)) as reply:
        await anext(reply)
    assert await _text(locked, USER)


def test_the_usual_way_replies(generation_weights: Weights) -> None:
    """Messages go in, and the whole of a reply comes out."""
    llama = ChatLlama(generation_weights, threads=2)
    try:
        reply = llama.reply(USER, max_tokens=8)
        assert reply.strip()
        assert llama.reply(USER, max_tokens=8) == reply
    finally:
        llama.close()


def test_a_bare_model_computes(generation_weights: Weights) -> None:
    """It reads and writes in one sequence and in several, and knows what it reads for a token."""
    bare = BareModel(generation_weights, threads=2, streams=3)
    try:
        assert bare.writing_rate(2, after=5) > 0
        assert bare.throughput(2, streams=3, prompt=20) > 0
        file = generation_weights.path.stat().st_size
        assert 0.9 * file < bare.bytes <= file
    finally:
        bare.close()


def test_memory_is_told_by_the_system() -> None:
    """A process has at most as much by itself as it has with what it shares."""
    found = resident(os.getpid())
    assert 0 < found.shared_out <= found.all
