"""Who may be under way together, and who is alone."""

import asyncio

from engine.process.turns import Turns


async def test_many_go_together() -> None:
    """Where nobody wants to be alone, nobody waits."""
    turns = Turns()
    places = [await turns.turn(alone=False) for _ in range(9)]
    assert len(places) == 9


async def test_who_is_alone_waits_for_all_and_goes_first() -> None:
    """It begins when the last has left, and who comes after it waits until it is done."""
    turns = Turns()
    order: list[str] = []

    async def work(name: str, *, alone: bool) -> None:
        turn = await turns.turn(alone=alone)
        order.append(name)
        await asyncio.sleep(0)
        order.append(name)
        turn.leave()

    first, second = await turns.turn(alone=False), await turns.turn(alone=False)
    waiting = [
        asyncio.ensure_future(work(name, alone=alone))
        for name, alone in (("x", True), ("a", False), ("y", True), ("b", False))
    ]
    await asyncio.sleep(0)
    first.leave()
    await asyncio.sleep(0)
    assert order == []
    second.leave()
    second.leave()
    await asyncio.gather(*waiting)
    assert order[:4] == ["x", "x", "y", "y"]
    assert sorted(order[4:6]) == sorted(order[6:]) == ["a", "b"]


async def test_who_gives_up_is_not_waited_for() -> None:
    """Neither one that waits to be alone, nor one that waits for it."""
    turns = Turns()
    held = await turns.turn(alone=False)
    alone = asyncio.ensure_future(turns.turn(alone=True))
    await asyncio.sleep(0)
    other = asyncio.ensure_future(turns.turn(alone=False))
    await asyncio.sleep(0)
    assert not other.done()
    alone.cancel()
    (await other).leave()
    held.leave()
    (await turns.turn(alone=True)).leave()
