"""Changes of one article follow each other, others go on together, and nobody waits for ever."""

import asyncio

import pytest

from index.duplicates import sketch
from index.ingestion.underway import Claim, Underway
from index.models import ArticleId
from tests.index.stores import LOCAL, OTHER

A, B = ArticleId("a"), ArticleId("b")
SKETCH = sketch("Nine words that a sketch can be made of, easily.")


class Job:
    """Somebody who claims, holds the claim until told, and leaves."""

    def __init__(self, underway: Underway, claim: Claim, *, corpus: str = LOCAL) -> None:
        """Claim at once."""
        self.claim = claim
        self.holds = asyncio.Event()
        self.leave = asyncio.Event()
        self.task = asyncio.create_task(self._run(underway, corpus))

    async def _run(self, underway: Underway, corpus: str) -> None:
        async with underway.claimed(corpus, self.claim):  # type: ignore[arg-type]  # a name will do
            self.holds.set()
            await self.leave.wait()

    async def end(self) -> None:
        """Leave, and wait until that is done."""
        self.leave.set()
        await self.task


async def settle() -> None:
    """Let all that can go on do so."""
    for _ in range(10):
        await asyncio.sleep(0)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"article": A}, {"article": A}),
        ({"links": frozenset("xy")}, {"links": frozenset("yz")}),
        ({"text_hash": "1"}, {"text_hash": "1"}),
        ({"sketch": SKETCH}, {"sketch": SKETCH}),
        ({"everything": True}, {"article": A}),
        ({"article": A}, {"everything": True}),
    ],
)
async def test_what_may_be_the_same_waits(
    first: dict[str, object], second: dict[str, object]
) -> None:
    """Two claims that share something follow each other, in one corpus only."""
    underway = Underway()
    earlier = Job(underway, Claim(**first))  # type: ignore[arg-type]  # of the parameters above
    later = Job(underway, Claim(**second))  # type: ignore[arg-type]  # of the parameters above
    elsewhere = Job(underway, Claim(**second), corpus=OTHER)  # type: ignore[arg-type]  # the same
    await settle()
    assert (earlier.holds.is_set(), later.holds.is_set()) == (True, False)
    assert elsewhere.holds.is_set()
    await earlier.end()
    await asyncio.wait_for(later.holds.wait(), 5)
    await later.end()
    await elsewhere.end()


async def test_what_shares_nothing_goes_on_together() -> None:
    """Claims without anything in common, and those that say nothing, don't wait."""
    underway = Underway()
    claims = [Claim(), Claim(), Claim(article=A), Claim(article=B, links=frozenset("x"))]
    jobs = [Job(underway, claim) for claim in claims]
    await settle()
    assert all(job.holds.is_set() for job in jobs)
    for job in jobs:
        await job.end()


async def test_who_waits_goes_before_who_comes_later() -> None:
    """A change of everything isn't put off by those that come after it."""
    underway = Underway()
    adding = Job(underway, Claim(article=A))
    everything = Job(underway, Claim(everything=True))
    late = Job(underway, Claim(article=B))
    await settle()
    assert not late.holds.is_set()
    await adding.end()
    await asyncio.wait_for(everything.holds.wait(), 5)
    assert not late.holds.is_set()
    await everything.end()
    await asyncio.wait_for(late.holds.wait(), 5)
    await late.end()


async def test_taking_an_article() -> None:
    """A claim that finds its article taken waits, and has to look again."""
    underway = Underway()
    removing, adding = Job(underway, Claim(article=A)), Job(underway, Claim())
    await settle()
    taking = asyncio.create_task(underway.take(LOCAL, adding.claim, A))
    await settle()
    assert not taking.done()
    await removing.end()
    assert await taking is False
    assert await underway.take(LOCAL, adding.claim, A) is True
    later = Job(underway, Claim(article=A))
    await settle()
    assert not later.holds.is_set()
    await adding.end()
    await asyncio.wait_for(later.holds.wait(), 5)
    await later.end()


async def test_taking_what_somebody_waits_for() -> None:
    """Who holds a claim takes an article before who waits behind it, so neither waits for ever."""
    underway = Underway()
    adding = Job(underway, Claim())
    await settle()
    everything = Job(underway, Claim(everything=True))
    removing = Job(underway, Claim(article=A))
    await settle()
    assert await underway.take(LOCAL, adding.claim, A) is True
    for job in (adding, everything, removing):
        await asyncio.wait_for(job.holds.wait(), 5)
        await job.end()


async def test_who_gives_up_holds_up_nobody() -> None:
    """A cancelled claim is gone, whether it was granted or waiting."""
    underway = Underway()
    holding, waiting, last = (Job(underway, Claim(article=A)) for _ in range(3))
    await settle()
    for job in (waiting, holding):
        job.task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await job.task
    await asyncio.wait_for(last.holds.wait(), 5)
    await last.end()
