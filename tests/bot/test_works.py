import asyncio

import pytest

from bot.errors import Refused
from bot.records.models import AnswerId
from bot.works import BrokenOff, Works
from index.models import Corpus

HERE, THERE = Corpus("guild-1"), Corpus("guild-2")
ONE = AnswerId("one")


class Job:
    """Something that takes until it is let go, and tells how it ended."""

    def __init__(self, works: Works) -> None:
        """Be done with `works`."""
        self._works = works
        self.begun = asyncio.Event()
        self.go = asyncio.Event()
        self.told: list[str] = []

    async def run(self) -> None:
        """Do the work, then tell."""
        with self._works.enter(ONE, corpus=HERE, user_id=7) as work:
            try:
                self.told.append(await work.follow(self.part()))
            except BrokenOff as error:
                self.told.append(error.reason)

    async def part(self) -> str:
        """Wait to be let go."""
        self.begun.set()
        await self.go.wait()
        return "done"


async def test_work_that_nobody_breaks_off_gives_its_result() -> None:
    """The result comes back, and nothing is under way afterwards."""
    works = Works()
    job = Job(works)
    job.go.set()
    await job.run()
    assert job.told == ["done"]
    assert works.find(HERE, ONE) is None


async def test_work_is_found_in_its_own_corpus_only() -> None:
    """Who clicks in another server finds nothing under the same id."""
    works = Works()
    job = Job(works)
    task = asyncio.create_task(job.run())
    await job.begun.wait()
    found = works.find(HERE, ONE)
    assert works.find(THERE, ONE) is None
    assert found is not None
    assert found.user_id == 7
    found.break_off("stopped")
    await task
    assert job.told == ["stopped"]


async def test_work_that_has_ended_is_not_broken_off() -> None:
    """Stopping too late changes nothing."""
    works = Works()
    with works.enter(ONE, corpus=HERE, user_id=7) as work:
        job = Job(works)
        job.go.set()
        assert await work.follow(job.part()) == "done"
        work.break_off("stopped")


async def test_closing_waits_for_what_ends_in_time() -> None:
    """Work that ends while the bot stops is told to its end."""
    works = Works()
    job = Job(works)
    task = asyncio.create_task(job.run())
    await job.begun.wait()
    closing = asyncio.create_task(works.close(60))
    job.go.set()
    await closing
    await task
    assert job.told == ["done"]


async def test_closing_breaks_off_what_takes_too_long() -> None:
    """Work that would take longer is told that the bot restarts, and new work is refused."""
    works = Works()
    job = Job(works)
    task = asyncio.create_task(job.run())
    await job.begun.wait()
    await works.close(0)
    assert task.done()
    assert job.told == ["restarting"]
    with pytest.raises(Refused), works.enter(ONE, corpus=HERE, user_id=7):
        pytest.fail("entered")


async def test_who_waits_may_be_cancelled_with_the_work() -> None:
    """A cancelled task takes its work along, and that isn't told as stopped."""
    works = Works()
    job = Job(works)
    task = asyncio.create_task(job.run())
    await job.begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert job.told == []
