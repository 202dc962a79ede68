"""The lane, with work that is counted instead of computed."""

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from engine.errors import ModelError
from engine.lane import Lane


class Work:
    """Steps that note when they are done; the lane asks for them as for a model's."""

    def __init__(self, name: str, diary: list[str]) -> None:
        """Begin without steps; each one is noted in `diary` under `name`."""
        self.name = name
        self.urgent_steps = 0
        self.patient_steps = 0
        self.done = threading.Event()
        self._diary = diary

    @property
    def urgent(self) -> bool:
        """Whether there are steps that somebody waits for."""
        return self.urgent_steps > 0

    @property
    def patient(self) -> bool:
        """Whether there are steps that can wait."""
        return self.patient_steps > 0

    def step(self, *, patient: bool) -> None:
        """Do one of them."""
        if patient:
            self.patient_steps -= 1
        else:
            self.urgent_steps -= 1
        self._diary.append(f"{self.name} {'patient' if patient else 'urgent'}")
        if not (self.urgent_steps or self.patient_steps):
            self.done.set()


async def finished(*works: Work) -> None:
    """Wait until all steps are done."""
    for work in works:
        assert await asyncio.to_thread(work.done.wait, 20)


@pytest_asyncio.fixture
async def lane() -> AsyncIterator[Lane]:
    """A lane in which patient work waits for as long as there is urgent work."""
    lane = Lane(patience=1000)
    yield lane
    await lane.close()


@pytest.fixture
def diary() -> list[str]:
    return []


async def start(lane: Lane, *works: Work) -> None:
    """Let the works join while the lane is busy, so that they start together."""
    gate = threading.Event()
    busy = lane.do(gate.wait)
    for work in works:
        lane.join(work)
    gate.set()
    await busy


async def test_urgent_work_takes_turns(lane: Lane, diary: list[str]) -> None:
    """Two models with urgent work do one step each in turn."""
    one, other = Work("one", diary), Work("other", diary)
    one.urgent_steps = other.urgent_steps = 3
    await start(lane, one, other)
    await finished(one, other)
    assert diary == ["one urgent", "other urgent"] * 3


async def test_patient_work_comes_last(lane: Lane, diary: list[str]) -> None:
    """What can wait is done when there is nothing urgent, whoever has it."""
    one, other = Work("one", diary), Work("other", diary)
    one.patient_steps = 2
    other.urgent_steps = 3
    await start(lane, one, other)
    await finished(one, other)
    assert diary == ["other urgent"] * 3 + ["one patient"] * 2


async def test_patient_work_does_not_starve(diary: list[str]) -> None:
    """Where its patience is at its end at once, patient work gets turns between urgent ones."""
    lane = Lane(patience=0)
    one, other = Work("one", diary), Work("other", diary)
    one.patient_steps = 1
    other.urgent_steps = 3
    await start(lane, one, other)
    await finished(one, other)
    assert diary.index("one patient") < 3
    await lane.close()


async def test_work_that_comes_later_is_noticed(lane: Lane, diary: list[str]) -> None:
    """A member that gets work while the lane sleeps wakes it."""
    work = Work("late", diary)
    lane.join(work)
    await lane.do(lambda: None)
    work.urgent_steps = 1
    lane.wake()
    await finished(work)


async def test_who_has_left_gets_no_turns(lane: Lane, diary: list[str]) -> None:
    """A member that has left is asked for nothing more; leaving twice changes nothing."""
    work = Work("gone", diary)
    lane.join(work)
    lane.leave(work)
    lane.leave(work)
    work.urgent_steps = 1
    lane.wake()
    await lane.do(lambda: None)
    await lane.do(lambda: None)
    assert diary == []


async def test_errands_have_results_and_errors(lane: Lane) -> None:
    """What is done in the lane returns its result, and what it raises is raised to the asker."""
    assert await lane.do(divmod, 7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        await lane.do(divmod, 7, 0)
    assert await lane.do(divmod, 9, 2) == (4, 1)


async def test_a_withdrawn_errand_is_not_done(lane: Lane) -> None:
    """An errand cancelled before its turn is left out."""
    gate = threading.Event()
    done: list[int] = []
    busy = lane.do(gate.wait)
    withdrawn = lane.do(done.append, 1)
    withdrawn.cancel()
    await asyncio.gather(withdrawn, return_exceptions=True)
    gate.set()
    await busy
    await lane.do(done.append, 2)
    assert done == [2]


async def test_a_closed_lane_says_so() -> None:
    """Errands given before closing are done, later ones are refused; closing twice is allowed."""
    lane = Lane()
    before = lane.do(divmod, 7, 2)
    await lane.close()
    await lane.close()
    assert await before == (3, 1)
    with pytest.raises(ModelError, match="closed"):
        lane.do(divmod, 7, 2)


async def test_a_lane_that_never_ran_closes() -> None:
    """Closing a lane without work ends at once."""
    await Lane().close()
