import asyncio
from contextlib import AsyncExitStack

from index.fetching.politeness import Manners, Politeness


async def stamps(politeness: Politeness, hosts: list[str], gap: float | None = None) -> list[float]:
    """Return when each host in turn was let in, all waiting at once, from the first."""
    loop = asyncio.get_running_loop()
    began = loop.time()

    async def visit(host: str) -> float:
        async with politeness.turn(host, gap=gap):
            return loop.time() - began

    return sorted(await asyncio.gather(*map(visit, hosts)))


async def test_a_host_is_left_in_peace_between_requests() -> None:
    """A few requests come at once, the others every so often."""
    times = await stamps(Politeness(Manners(gap=0.05, burst=3)), ["a"] * 6)
    assert times[2] < 0.05 <= times[3]
    assert [times[3] >= 0.05, times[4] >= 0.1, times[5] >= 0.15] == [True] * 3


async def test_hosts_do_not_wait_for_each_other() -> None:
    """A host that many wait for keeps nobody from another."""
    times = await stamps(Politeness(Manners(gap=10, burst=1)), ["a", "b", "c", "d"])
    assert times[-1] < 5


async def test_a_host_may_ask_for_a_longer_gap() -> None:
    """What a site asks for holds instead of the usual gap, as far as it is sensible."""
    manners = Manners(gap=0.01, burst=9, longest_gap=0.06)
    times = await stamps(Politeness(manners), ["a"] * 3, gap=3600.0)
    assert times[0] < 0.06 <= times[1]
    assert 0.12 <= times[2] < 5
    shorter = await stamps(Politeness(manners), ["a"] * 3, gap=0.0)
    assert shorter[-1] < 0.06


async def test_only_so_many_requests_are_under_way() -> None:
    """There is a limit for each host, and one for all of them together."""
    politeness = Politeness(Manners(gap=0, at_once=3, per_host=2))
    entered: list[str] = []

    async def visit(host: str) -> None:
        async with politeness.turn(host):
            entered.append(host)
            await asyncio.Event().wait()

    visits = [asyncio.create_task(visit(host)) for host in "aaabbb"]
    for _ in range(100):  # whoever can enter has by then
        await asyncio.sleep(0)
    assert sorted(entered) == ["a", "a", "b"]
    for each in visits:
        each.cancel()
    await asyncio.gather(*visits, return_exceptions=True)
    assert len(await stamps(politeness, list("aabb"))) == 4


async def test_a_pause_ends() -> None:
    """A host that asks to be left alone is, for as long as it asks at most for."""
    politeness = Politeness(Manners())
    assert politeness.paused("a") == 0
    politeness.pause("a", 50)
    politeness.pause("a", 10)
    assert 40 < politeness.paused("a") <= 50
    assert politeness.paused("b") == 0
    politeness.pause("a", 1e12)
    assert politeness.paused("a") <= 24 * 3600


async def test_hosts_are_forgotten() -> None:
    """Visiting many hosts doesn't fill the memory; those that are busy or paused stay known."""
    politeness = Politeness(Manners(gap=0))
    politeness.pause("paused", 60)
    async with AsyncExitStack() as busy:
        await busy.enter_async_context(politeness.turn("busy"))
        for number in range(1000):
            await stamps(politeness, [f"host{number}"])
        assert politeness.known_hosts < 300
        assert politeness.paused("paused") > 0
