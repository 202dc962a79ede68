"""Floods of a thousand questions, one after the other, and what they leave behind."""

import gc
import tempfile
import time
import tracemalloc
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

_MANY = 1_000
_PEOPLE, _SERVERS = 60, 5
_MORE = 256 * 1024  # bytes that the bot may hold more of after a flood than after the one before


async def run(*, seconds: float, seed: int, tell: Tell) -> list[Finding]:
    """Flood the bot again and again, at least twice; its own memory is looked at in between."""
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
        tracemalloc.start()
        try:
            while len(floods) < 2 or time.monotonic() < end:
                floods.append(await crowd.flood(_MANY))
                held.append(_held_by_the_bot())
                last = floods[-1]
                tell(f"{last.answered} answered, {last.refused} refused, {held[-1]:,} bytes held")
        finally:
            tracemalloc.stop()
    return _findings(floods, held)


def _held_by_the_bot() -> int:
    """Return how much memory is held that the bot's own code has asked for."""
    gc.collect()
    own = tracemalloc.Filter(inclusive=True, filename_pattern="*/bot/*")
    tests = tracemalloc.Filter(inclusive=False, filename_pattern="*/tests/*")
    taken = tracemalloc.take_snapshot().filter_traces((own, tests))
    return sum(each.size for each in taken.statistics("filename"))


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
            tried=f"{_MANY:,} questions, mentions and clicks at once of {_PEOPLE} people",
            times=len(floods),
            lost=len(trouble),
            detail=trouble[0] if trouble else counted,
        ),
        Finding(
            part="flood",
            tried="memory of the bot's own after the last flood, against after the first",
            times=len(floods),
            lost=int(grown > _MORE * (len(floods) - 1)),
            detail=f"{grown / 1024:+.0f} KiB",
        ),
    ]
