"""Floods of a thousand questions, one after the other, and what they leave behind."""

import asyncio
import gc
import tempfile
import time
from pathlib import Path
from random import Random

import pytest

from tests.bot.discord.flooding import LIMITS, Crowd, Flooded
from tests.bot.discord.lab import Host, Models
from tests.bot.discord.scripted import ScriptedGenerator
from tests.discordfake import FakeDiscord, published_spec
from tests.discordfake.fixtures import redirect
from tests.discordfake.guarding import guard_network
from tests.index.fakes import BagOfWords
from tests.torture.findings import Finding, Tell

_MANY, _AGAIN = 1_000, 300  # asked in the first flood, and in each that follows
_PEOPLE, _SERVERS = 60, 5
_MORE = 200  # objects that may be held more after the last flood than after the first
_OWN = ("bot.", "discord.")  # packages whose objects are counted


async def run(*, seconds: float, seed: int, tell: Tell) -> list[Finding]:
    """Flood the bot again and again, at least twice; what it holds is counted in between."""
    end = time.monotonic() + seconds
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        guard_network(patch)
        patch.setattr("bot.posting.pacing.INTERVAL", 0.05)
        patch.setattr("bot.posting.steps.MOMENT", 0.01)
        world = await FakeDiscord(published_spec()).start()
        try:
            redirect(world, patch)
            return await _flooded(world, Path(folder), end, seed, tell)
        finally:
            await world.stop()


async def _flooded(
    world: FakeDiscord, folder: Path, end: float, seed: int, tell: Tell
) -> list[Finding]:
    model = ScriptedGenerator()
    host = Host(world, folder / "data", Models(BagOfWords(), model))
    floods: list[Flooded] = []
    held: list[int] = []
    async with host.online(**LIMITS) as lab:
        crowd = Crowd(lab, model, Random(seed))  # noqa: S311 - the same seed does the same
        await crowd.gather(people=_PEOPLE, servers=_SERVERS)
        while len(floods) < 2 or time.monotonic() < end:
            floods.append(await crowd.flood(_AGAIN if floods else _MANY))
            held.append(_held_by_the_bot())
            last = floods[-1]
            tell(f"{last.answered} answered, {last.refused} refused, {held[-1]:,} objects held")
    return _findings(floods, held)


def _held_by_the_bot() -> int:
    """Return how many objects of the bot and of discord.py there are, and tasks."""
    gc.collect()
    own = sum(str(type(each).__module__).startswith(_OWN) for each in gc.get_objects())
    return own + len(asyncio.all_tasks())


def _findings(floods: list[Flooded], held: list[int]) -> list[Finding]:
    trouble = [each for flood in floods for each in flood.trouble]
    answered, refused, unsaid = (
        sum(getattr(flood, name) for flood in floods) for name in ("answered", "refused", "unsaid")
    )
    counted = f"{answered:,} answered, {refused:,} refused, {unsaid:,} mentions met with silence"
    grown = held[-1] - held[0]
    return [
        Finding(
            part="flood",
            tried=f"questions, mentions and clicks at once of {_PEOPLE} people, {_MANY:,} at first",
            times=_MANY + _AGAIN * (len(floods) - 1),
            lost=len(trouble),
            detail=trouble[0] if trouble else counted,
        ),
        Finding(
            part="flood",
            tried="objects that the bot holds after the last flood, against after the first",
            times=len(floods),
            lost=int(grown > _MORE),
            detail=f"{grown:+,} of {held[-1]:,}",
        ),
    ]
