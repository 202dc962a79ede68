"""Turns come in fair order, never too many at a time, and whoever waits is told the place."""

import asyncio
import logging
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import Refused
from bot.queue import FairQueue
from index.models import Corpus
from tests.bot.crowd import Asker, Crowd, Expected, settled

A, B = Corpus("a"), Corpus("b")

_asks = st.tuples(st.just("ask"), st.sampled_from("abc"), st.integers(1, 3))
_ends = st.tuples(st.sampled_from(["finish", "cancel"]), st.integers(0, 30), st.booleans())


@settings(deadline=None, max_examples=150)
@given(
    width=st.integers(1, 5),
    length=st.integers(0, 8),
    per_user=st.integers(1, 4),
    steps=st.lists(_asks | _ends, max_size=40),
)
async def test_turns_and_places_are_as_defined(
    width: int, length: int, per_user: int, steps: list[tuple[str, int | str, int]]
) -> None:
    """Whatever comes, ends and is cancelled: who runs, who waits and who is told what is right."""
    limits = {"width": width, "length": length, "per_user": per_user}
    crowd, expected = Crowd(FairQueue(**limits)), Expected(**limits)
    alive: list[Asker] = []
    for kind, which, detail in steps:
        if kind == "ask":
            asker = await crowd.ask(str(which), detail)
            assert (asker.state != "refused") == expected.ask(asker)
            alive += [asker] if asker.state != "refused" else []
        elif alive:
            asker = alive[int(which) % len(alive)]
            if kind == "finish" and asker.state != "running":
                continue
            alive.remove(asker)
            asker.finish.set() if kind == "finish" else crowd.cancel(asker)
            expected.leave(asker)
            if not detail:
                continue  # what comes next comes in the same moment
        await settled()
        assert {each for each in alive if each.state == "running"} == set(expected.running)
        assert (crowd.queue.running, crowd.inside) == (len(expected.running),) * 2
        assert crowd.queue.waiting == len(expected.order())
        for place, waiter in enumerate(expected.order(), start=1):
            assert waiter.told[-1] == place
    assert crowd.most_inside <= width
    for asker in alive:
        crowd.cancel(asker)
        assert all(one != two for one, two in zip(asker.told, asker.told[1:], strict=False))
    await settled()
    assert (crowd.queue.running, crowd.queue.waiting) == (0, 0)


@settings(deadline=None, max_examples=100)
@given(steps=st.lists(_asks | st.just(("finish", "", 0)), min_size=10, max_size=60))
async def test_nobody_is_overtaken_twice(steps: list[tuple[str, str, int]]) -> None:
    """While a corpus waits no other gets two turns, nor does another person inside the corpus."""
    crowd = Crowd(FairQueue(width=1, length=1000, per_user=1000))
    waiting: list[Asker] = []
    overtaken: Counter[tuple[Corpus | tuple[Corpus, int], Corpus | tuple[Corpus, int]]] = Counter()
    for kind, corpus, user_id in steps:
        if kind == "ask":
            asker = await crowd.ask(corpus, user_id)
            waiting += [asker] if asker.state == "waiting" else []
            continue
        if not waiting:
            continue
        crowd.granted[-1].finish.set()
        await settled()
        served = crowd.granted[-1]
        waiting.remove(served)
        person = (served.corpus, served.user_id)
        corpora = {each.corpus for each in waiting} - {served.corpus}
        people = {(each.corpus, each.user_id) for each in waiting} - {person}
        overtaken = Counter(
            {pair: n for pair, n in overtaken.items() if pair[0] in (*corpora, *people)}
        )
        overtaken.update((each, served.corpus) for each in corpora)
        overtaken.update((each, person) for each in people if each[0] == served.corpus)
        assert max(overtaken.values(), default=0) <= 1
    for asker in [*waiting, *crowd.granted[-1:]]:
        crowd.cancel(asker)
    await settled()


async def test_round_robin() -> None:
    """Corpora take turns, people of a corpus take turns, a person's questions keep their order."""
    crowd = Crowd(FairQueue(width=1, length=50, per_user=50))
    for corpus, user_id in [("a", 1)] * 4 + [("a", 2)] * 2 + [("b", 3)] * 2 + [("c", 4)]:
        await crowd.ask(corpus, user_id)
    assert await crowd.names() == ["a1", "a1", "b3", "c4", "a2", "b3", "a1", "a2", "a1"]


async def test_one_persons_questions_are_in_order() -> None:
    """What one person asks is answered in the order in which it was asked."""
    crowd = Crowd(FairQueue(width=2, length=50, per_user=50))
    asked = [await crowd.ask("a") for _ in range(7)]
    await crowd.names()
    assert crowd.granted == asked


async def test_free_queue_asks_nobody_to_wait() -> None:
    """Who finds a free turn has it at once and is told no place."""
    crowd = Crowd(FairQueue(width=2, length=0, per_user=1))
    first, second = await crowd.ask("a", 1), await crowd.ask("a", 2)
    assert (first.state, second.state) == ("running", "running")
    await crowd.names()
    assert first.told == second.told == []


async def test_one_person_never_has_all_turns() -> None:
    """Half of them at most, in all corpora together, so that who comes next needn't wait."""
    crowd = Crowd(FairQueue(width=8, length=50, per_user=3))
    mine = [await crowd.ask(corpus, 1) for corpus in "ababbbb"]
    assert [asker.state for asker in mine] == ["running"] * 4 + ["waiting"] * 3
    assert (await crowd.ask("a", 1)).state == "refused"
    others = [await crowd.ask("a", user_id) for user_id in (2, 3, 4, 5)]
    assert {asker.state for asker in others} == {"running"}
    assert [asker.told for asker in mine[4:]] == [[1], [2], [3]]
    mine[2].finish.set()
    await settled()
    assert mine[4].state == "running"
    await crowd.names()


async def test_who_has_many_turns_lets_others_ahead() -> None:
    """Who waits with half of all turns comes next only when one of them ends."""
    crowd = Crowd(FairQueue(width=4, length=50, per_user=3))
    greedy = [await crowd.ask("a", 1) for _ in range(3)]
    first, second = [await crowd.ask("a", user_id) for user_id in (2, 3)]
    late = await crowd.ask("a", 4)
    assert (greedy[2].told, late.told) == ([1], [2])
    first.finish.set()
    await settled()
    assert (late.state, greedy[2].state, greedy[2].told[-1]) == ("running", "waiting", 1)
    second.finish.set()
    await settled()
    assert greedy[2].state == "waiting"
    greedy[0].finish.set()
    await settled()
    assert greedy[2].state == "running"
    await crowd.names()


async def test_places_are_told_when_they_change() -> None:
    """A place is told once, falls when somebody is served and rises when another server comes."""
    crowd = Crowd(FairQueue(width=1, length=50, per_user=50))
    running = await crowd.ask("a", 1)
    first, second, third = [await crowd.ask("a", user_id) for user_id in (1, 2, 3)]
    other = await crowd.ask("b", 4)
    assert (first.told, second.told, third.told, other.told) == ([1], [2, 3], [3, 4], [2])
    running.finish.set()
    await settled()
    assert first.state == "running"
    assert (first.told, second.told, third.told, other.told) == (
        [1],
        [2, 3, 2],
        [3, 4, 3],
        [2, 1],
    )
    crowd.cancel(second)
    await settled()
    assert (third.told, other.told) == ([3, 4, 3, 2], [2, 1])
    await crowd.names()


async def test_too_many_of_one_person() -> None:
    """Who has enough waiting is refused, wherever they ask; others are not."""
    crowd = Crowd(FairQueue(width=1, length=50, per_user=2))
    for _ in range(3):
        await crowd.ask("a", 1)
    with pytest.raises(Refused) as refusal:
        async with crowd.queue.turn(corpus=B, user_id=1):
            pass
    assert (refusal.value.key, refusal.value.values) == ("too-many-waiting", {"most": 2})
    assert (await crowd.ask("a", 2)).state == "waiting"
    assert await crowd.names() == ["a1", "a1", "a2", "a1"]
    assert (await crowd.ask("b", 1)).state == "running"
    await crowd.names()


async def test_full() -> None:
    """Nobody is taken while as many wait as may, and the refusal leaves nothing behind."""
    crowd = Crowd(FairQueue(width=1, length=2, per_user=9))
    for user_id in (1, 2, 3):
        await crowd.ask("a", user_id)
    with pytest.raises(Refused) as refusal:
        async with crowd.queue.turn(corpus=B, user_id=4):
            pass
    assert refusal.value.key == "queue-full"
    assert (crowd.queue.running, crowd.queue.waiting) == (1, 2)
    assert await crowd.names() == ["a1", "a2", "a3"]


async def test_a_corpus_leaves_places_to_others() -> None:
    """However many ask in one corpus, the line isn't full for those of another."""
    crowd = Crowd(FairQueue(width=1, length=30, per_user=9))
    asked = [await crowd.ask("a", user_id) for user_id in range(40)]
    assert [asker.state for asker in asked].count("waiting") == 20
    with pytest.raises(Refused) as refusal:
        async with crowd.queue.turn(corpus=A, user_id=99):
            pass
    assert refusal.value.key == "server-queue-full"
    other = await crowd.ask("b", 1)
    assert (other.state, other.told) == ("waiting", [2])
    await crowd.names()


async def test_cancelled_in_the_moment_of_being_granted() -> None:
    """A turn that is granted to somebody just cancelled goes to the next at once."""
    crowd = Crowd(FairQueue(width=1, length=9, per_user=9))
    running, cancelled, last = [await crowd.ask("a") for _ in range(3)]
    running.finish.set()
    crowd.cancel(cancelled)
    await settled()
    assert (cancelled.state, last.state) == ("cancelled", "running")
    assert crowd.queue.running == 1
    await crowd.names()


async def test_cancelled_after_being_granted_before_running() -> None:
    """A turn is given back if its holder is cancelled between the grant and the first step."""
    queue = FairQueue(width=1, length=9, per_user=9)
    ran: list[str] = []

    async def hold(name: str) -> None:
        async with queue.turn(corpus=A, user_id=1):
            ran.append(name)

    async with queue.turn(corpus=A, user_id=1):
        cancelled, last = (asyncio.create_task(hold(name)) for name in ("cancelled", "last"))
        await settled()
    # Leaving has granted the turn, and nobody has run since.
    assert (queue.running, queue.waiting, ran) == (1, 1, [])
    cancelled.cancel()
    await last
    assert ran == ["last"]
    assert cancelled.cancelled()
    assert (queue.running, queue.waiting) == (0, 0)


async def test_failed_work_frees_the_turn() -> None:
    """Work that raises gives its turn back, and its error comes through."""
    queue = FairQueue(width=1, length=9, per_user=9)
    with pytest.raises(ZeroDivisionError):
        async with queue.turn(corpus=A, user_id=1):
            raise ZeroDivisionError
    async with queue.turn(corpus=A, user_id=1):
        assert queue.running == 1
    assert queue.running == 0


async def test_slow_telling_holds_nobody_up() -> None:
    """While one call is slow others are told and served; then it is told the newest place only."""
    crowd = Crowd(FairQueue(width=1, length=9, per_user=9))
    told: list[int] = []
    released = asyncio.Event()

    async def slow(place: int) -> None:
        told.append(place)
        await released.wait()

    async def hold() -> None:
        async with crowd.queue.turn(corpus=A, user_id=9, waiting=slow):
            await settled()

    running = await crowd.ask("a", 1)
    before = [await crowd.ask("a", user_id) for user_id in (2, 3, 4)]
    slow_one = asyncio.create_task(hold())
    await settled()
    after = await crowd.ask("a", 5)
    running.finish.set()
    await settled()
    crowd.cancel(before[1])
    await settled()
    assert told == [4]
    assert (before[0].state, before[2].told, after.told) == ("running", [3, 2, 1], [5, 4, 3])
    released.set()
    await settled()
    assert told == [4, 2]
    await crowd.names()
    await slow_one


async def test_telling_goes_on_beside_the_turn_and_ends_with_it() -> None:
    """A call that hangs doesn't delay its own turn, isn't cut off by it, and never outlives it."""
    queue = FairQueue(width=1, length=9, per_user=9)
    events: list[str] = []

    async def hanging(place: int) -> None:
        events.append(f"told {place}")
        try:
            await asyncio.Event().wait()
        finally:
            events.append("call over")

    async def hold() -> None:
        async with queue.turn(corpus=A, user_id=2, waiting=hanging):
            await settled()
            events.append("turn")
        events.append("left")

    async with queue.turn(corpus=A, user_id=1):
        task = asyncio.create_task(hold())
        await settled()
    await task
    assert events == ["told 1", "turn", "call over", "left"]


async def test_nothing_is_told_in_a_turn() -> None:
    """A call that was under way when the turn began is the last one."""
    queue = FairQueue(width=1, length=9, per_user=9)
    released = asyncio.Event()
    told: list[int | None] = []

    async def slow(place: int) -> None:
        told.append(place)
        await released.wait()

    async def hold() -> None:
        async with queue.turn(corpus=A, user_id=2, waiting=slow):
            released.set()
            await settled()

    async with queue.turn(corpus=A, user_id=1):
        task = asyncio.create_task(hold())
        await settled()
    await task
    assert told == [1]


async def test_failing_telling_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """A call that fails is logged; its turn comes all the same, and so do the later places."""
    crowd = Crowd(FairQueue(width=1, length=9, per_user=9))
    told: list[int] = []

    async def failing(place: int) -> None:
        told.append(place)
        raise RuntimeError("no such message")

    async def hold() -> None:
        async with crowd.queue.turn(corpus=A, user_id=9, waiting=failing):
            told.append(0)

    await crowd.ask("a", 1)
    await crowd.ask("a", 2)
    with caplog.at_level(logging.WARNING, "bot.queue"):
        task = asyncio.create_task(hold())
        await settled()
        await crowd.names()
        await task
    assert told == [2, 1, 0]
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING"]


async def test_cancelled_waiter_stops_being_told() -> None:
    """Who gives up while being told the place leaves the line at once, and the call ends."""
    queue = FairQueue(width=1, length=9, per_user=9)
    over = asyncio.Event()

    async def hanging(_place: int) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            over.set()

    async def hold() -> None:
        async with queue.turn(corpus=A, user_id=2, waiting=hanging):
            raise AssertionError("the turn was never free")

    async with queue.turn(corpus=A, user_id=1):
        task = asyncio.create_task(hold())
        await settled()
        task.cancel()
        await asyncio.sleep(0)
        assert queue.waiting == 0
        await asyncio.wait([task])
    assert task.cancelled()
    assert over.is_set()
