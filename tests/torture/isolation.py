"""Others try alice's ids, and made up ones, in every way, for as long as there is time."""

import tempfile
import time
from pathlib import Path
from random import Random

import pytest

from tests.bot.discord.pages import Pages
from tests.discordfake import FakeDiscord, published_spec
from tests.discordfake.fixtures import redirect
from tests.discordfake.guarding import guard_network
from tests.security.neighbours import Neighbours, neighbours
from tests.security.trespassing import MADE_UP, Attempt, Trespasser, attempts
from tests.security.ways import ways
from tests.torture.findings import Finding, Tell

_CUT = 40  # characters of a value that is mutated


async def run(*, seconds: float, seed: int, tell: Tell) -> list[Finding]:
    """Try ids of another server in every command, button, select, window and reply."""
    chosen = Random(seed)  # noqa: S311 - the same seed tries the same
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        guard_network(patch)
        patch.setattr("bot.posting.pacing.INTERVAL", 0.05)
        patch.setattr("bot.posting.steps.MOMENT", 0.01)
        world = await FakeDiscord(published_spec()).start()
        try:
            redirect(world, patch)
            async with Pages() as pages, neighbours(world, Path(folder), pages) as found:
                return await _tried(found, seconds, chosen, tell)
        finally:
            await world.stop()


async def _tried(found: Neighbours, seconds: float, chosen: Random, tell: Tell) -> list[Finding]:
    trespasser = Trespasser(found)
    every, own = ways(found.world), found.values()
    values = [*own, *MADE_UP, *(_mutated(value, chosen) for value in own * 3)]
    end, times, trouble = time.monotonic() + seconds, 0, list[str]()
    while time.monotonic() < end:
        wanted = attempts(every, found.others, values, chosen=chosen)
        trouble += await trespasser.make(wanted)
        times += len(wanted)
        tell(f"{times:,} attempts, {len(trouble)} with trouble")
    differing = await _differing(trespasser, found)
    ways_in = f"{len(every)} ways: commands, options, buttons, selects, windows, replies"
    return [
        Finding(
            part="isolation",
            tried="ids of another server and made up ones named to the bot",
            times=times,
            lost=len(trouble),
            detail=trouble[0] if trouble else ways_in,
        ),
        Finding(
            part="isolation",
            tried="replies to an id of another server, against those to one that never was",
            times=len(every),
            lost=len(differing),
            detail="; ".join(differing) or "word for word the same",
        ),
    ]


async def _differing(trespasser: Trespasser, found: Neighbours) -> list[str]:
    """Return the ways in which others hear whether an id of alice's exists."""
    place, things = found.others[0], found.things()
    names = [ids[0] for ids in things.values()]
    told_apart: list[str] = []
    for way in ways(found.world):
        made_up = await trespasser.told(Attempt(way, place, "0123456789abcdef"))
        told = [await trespasser.told(Attempt(way, place, name)) for name in names]
        if any(each != made_up for each in told):
            told_apart.append(way.name)
    return told_apart


def _mutated(value: str, chosen: Random) -> str:
    """Return a value with a character changed, left out, doubled or in the other case."""
    value = value[:_CUT]
    at = chosen.randrange(len(value))
    new = chosen.choice(["", value[at] * 2, value[at].swapcase(), chr(chosen.randrange(32, 0x250))])
    return value[:at] + new + value[at + 1 :]
