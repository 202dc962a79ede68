"""Several things are done at once, within a limit, and a failure ends them all."""

import asyncio

import pytest

from index.abreast import abreast


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
