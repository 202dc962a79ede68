"""Lets people try what isn't theirs, and says what came of it."""

import asyncio
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from tests.bot.discord.lab import eventually
from tests.discordfake import FakeInteraction
from tests.discordfake.problems import Json
from tests.security.neighbours import SECRET, Neighbours, Place
from tests.security.ways import Way

MADE_UP: Final = (
    "",
    "0",
    "-1",
    "9" * 60,
    "%",
    "_",
    "*",
    "' OR 1=1 --",
    '"; DROP TABLE articles; --',
    "../../etc/passwd",
    "guild-",
    "user-",
    "\u0661\u0662",
    "0123456789abcdef",
    "NULL",
)
"""Values that name nothing, some of which would make careless code look everywhere."""

_FORGED = "doesn't fit an interaction of type"
"""What the fake says where a window was sent in with a button's id, to which a window answers."""

_AT_ONCE = 16
_HANDLERS = ("discord.py: on_", "CommandTree-invoker")
_IDS = re.compile(r"[0-9a-f]{8,}|\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody names a value in one way."""

    way: Way
    place: Place
    value: str

    @property
    def possible(self) -> bool:
        """Whether the bot offers this way in that place."""
        return self.way.direct or self.place.channel.guild is not None

    def __str__(self) -> str:
        """What was tried, and by whom."""
        where = self.place.channel.name
        return f"{self.way.name} with {self.value!r} by {self.place.user.name} in #{where}"


def attempts(
    found: Sequence[Way], places: Sequence[Place], values: Sequence[str], *, chosen: Random
) -> list[Attempt]:
    """Return an attempt for every way and place that fit, each with a value by chance."""
    every = (Attempt(way, place, chosen.choice(values)) for way in found for place in places)
    return [attempt for attempt in every if attempt.possible]


class Trespasser:
    """Tries what it is told among neighbours."""

    def __init__(self, neighbours: Neighbours) -> None:
        """Note what alice has before anything is tried."""
        neighbours.world.expect_violations = True  # those of `_FORGED`, and no others
        self._neighbours = neighbours
        self._rows = neighbours.rows()
        self._seen = len(neighbours.world.requests)
        self._of_alice = _handled()  # what she waits for

    async def make(self, wanted: Sequence[Attempt]) -> list[str]:
        """Make attempts, some at once, and return what trouble came of them; nothing should."""
        found: list[str] = []
        for begin in range(0, len(wanted), _AT_ONCE):
            some = wanted[begin : begin + _AT_ONCE]
            await asyncio.gather(*(self._go(attempt) for attempt in some))
            await self._settled()
            if trouble := self.trouble():
                found.append(f"{'; '.join(map(str, some))}: {'; '.join(trouble)}")
        return found

    async def told(self, attempt: Attempt) -> str:
        """Make one attempt and return what is said to it, ids and numbers left out."""
        interaction = await self._go(attempt)
        await self._settled()
        if interaction is None:
            return ""
        said: list[object] = [interaction.callback]
        said += [message.raw.get("components") for message in interaction.messages]
        said.append(interaction.choices)
        text = json.dumps(said)
        if attempt.value:
            text = text.replace(json.dumps(attempt.value)[1:-1], "#")
        return _IDS.sub("#", text)

    def trouble(self) -> list[str]:
        """Return what was shown of alice's since the last look, and what was changed of it."""
        world = self._neighbours.world
        requests, self._seen = world.requests[self._seen :], len(world.requests)
        found = [f"shown: {one.line} {one.body}" for one in requests if _shows(one.body)]
        found += [str(each) for each in world.violations if _FORGED not in str(each)]
        own = [str(place.channel.id) for place in self._neighbours.theirs]
        found += [f"done where alice is: {one.line}" for one in requests if _in(one.path, own)]
        rows = self._neighbours.rows()
        found += [
            f"changed: {table}: {set(before) ^ set(rows[table])}"
            for table, before in self._rows.items()
            if rows[table] != before
        ]
        return found

    async def _go(self, attempt: Attempt) -> FakeInteraction | None:
        world, place = self._neighbours.world, attempt.place
        interaction = await attempt.way.go(world, place.user, place.channel, attempt.value)
        if interaction is not None:
            await world.until(lambda: interaction.acknowledged is not None, timeout=30)
        return interaction

    async def _settled(self) -> None:
        """Wait until nothing is handled any more but what alice waits for."""
        world, lab = self._neighbours.world, self._neighbours.lab
        await world.until(lambda: _handled() <= self._of_alice, timeout=60)
        theirs = set(self._neighbours.corpora)

        async def idle() -> bool:
            return {job.corpus for job in await lab.parts.records.jobs.pending()} <= theirs

        await eventually(idle, seconds=60)


def _handled() -> set["asyncio.Task[object]"]:
    return {task for task in asyncio.all_tasks() if task.get_name().startswith(_HANDLERS)}


def _shows(body: Json | object) -> bool:
    return SECRET in json.dumps(body, default=str, ensure_ascii=False).casefold()


def _in(path: str, channels: Iterable[str]) -> bool:
    return any(f"/channels/{channel}/" in f"{path}/" for channel in channels)
