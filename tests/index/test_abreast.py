"""Several things are done at once, within a limit, and a failure ends them all."""

import asyncio
from contextlib import aclosing

import pytest

from index.abreast import abreast, in_order


async def test_some_at_once() -> None:
    """All of them are done, never more at once than allowed, and that many are."""
    under_way, seen, done = 0, [], []

    async def work(thing: int) -> None:
        nonlocal under_way
        under_way += 1
        seen.append(under_way)
        await asyncio.sleep(0)
        under_way -= 1
        done.append(thing)

    await abreast(work, range(10), most=3)
    assert sorted(done) == list(range(10))
    assert max(seen) == 3


async def test_a_failure_ends_the_others() -> None:
    """Its own error is raised, not a group, and nothing goes on behind it."""
    cancelled = asyncio.Event()

    async def work(thing: str) -> None:
        if thing == "bad":
            raise ValueError(thing)
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.set()
            raise

    with pytest.raises(ValueError, match="bad"):
        await abreast(work, ["good", "bad"], most=2)
    assert cancelled.is_set()


async def test_results_in_order() -> None:
    """What is done last is told in its place, and never are more under way than allowed."""
    under_way, seen = 0, []
    gates = [asyncio.Event() for _ in range(5)]

    async def work(thing: int) -> int:
        nonlocal under_way
        under_way += 1
        seen.append(under_way)
        await gates[thing].wait()
        under_way -= 1
        return thing * 10

    async with aclosing(in_order(work, range(5), most=2)) as results:
        gates[1].set()
        first = asyncio.ensure_future(anext(results))
        for _ in range(5):
            await asyncio.sleep(0)
        assert not first.done()
        for gate in gates:
            gate.set()
        assert [await first, *[each async for each in results]] == [0, 10, 20, 30, 40]
    assert max(seen) == 2


async def test_a_failure_is_raised_in_its_place() -> None:
    """What came before it is told, and what is still under way is cancelled."""
    cancelled = asyncio.Event()

    async def work(thing: str) -> str:
        if thing == "bad":
            raise ValueError(thing)
        if thing == "long":
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                cancelled.set()
                raise
        return thing

    results = in_order(work, ["good", "bad", "long", "never"], most=3)
    assert await anext(results) == "good"
    with pytest.raises(ValueError, match="bad"):
        await anext(results)
    assert cancelled.is_set()


async def test_nothing_goes_on_after_closing() -> None:
    """Who has seen enough ends what is under way."""
    cancelled = []

    async def work(thing: int) -> int:
        if thing:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                cancelled.append(thing)
                raise
        return thing

    async with aclosing(in_order(work, range(9), most=3)) as results:
        assert await anext(results) == 0
        await asyncio.sleep(0)
    assert sorted(cancelled) == [1, 2, 3]
