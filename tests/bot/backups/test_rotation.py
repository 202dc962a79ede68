"""Backups are made in time, verified, and only as many are kept as are wanted."""

import asyncio
import logging
import os
from pathlib import Path

import pytest

from bot.backups.archive import verify
from bot.backups.making import UNFINISHED
from bot.backups.rotation import Rotation
from bot.backups.shelf import AUTOMATIC, Shelf, before_upgrade
from tests.bot.backups.kept import Clock, fill, opened


class Pauses:
    """Lets a test go through the pauses of a loop one by one."""

    def __init__(self, clock: Clock) -> None:
        """Let the time of `clock` pass in them."""
        self._clock = clock
        self._asked: asyncio.Queue[float] = asyncio.Queue()
        self._over = asyncio.Semaphore(0)

    async def pause(self, seconds: float) -> None:
        """Wait until the test lets the time pass."""
        self._asked.put_nowait(seconds)
        await self._over.acquire()

    async def next(self) -> float:
        """Wait until somebody pauses, and return for how long."""
        return await self._asked.get()

    def end(self, seconds: float) -> None:
        """Let the time pass."""
        self._clock.pass_(seconds=seconds)
        self._over.release()


async def test_every_day(tmp_path: Path) -> None:
    """The first comes a minute after the start, each is sound, and the oldest go."""
    clock = Clock()
    pauses, shelf = Pauses(clock), Shelf(tmp_path / "backups", now=clock)
    async with opened(tmp_path) as database:
        await fill(database, "Salmon")
        rotation = Rotation(database=database, shelf=shelf, hours=24, kept=2, pause=pauses.pause)
        running = asyncio.create_task(rotation.run())
        assert await pauses.next() == 60
        assert shelf.backups() == []
        pauses.end(60)
        slept = 0.0
        while slept < 3 * 24 * 3600:
            seconds = await pauses.next()
            assert 1 <= seconds <= 3600
            slept += seconds
            pauses.end(seconds)
        await pauses.next()
        running.cancel()
        await asyncio.wait([running])
    assert [kept.path.name for kept in shelf.backups()] == [
        "automatic-20260604T120100Z.zip",
        "automatic-20260603T120100Z.zip",
    ]
    for kept in shelf.backups():
        assert verify(kept.path).counts["articles"] == 1


async def test_what_fails_is_tried_again(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A backup that can't be written is logged in a sentence; the next round makes it."""
    shelf = Shelf(tmp_path / "backups", now=Clock())
    (tmp_path / "backups").write_text("in the way")
    async with opened(tmp_path) as database:
        rotation = Rotation(database=database, shelf=shelf, hours=24, kept=2)
        assert await rotation.round() == 900
        (record,) = (each for each in caplog.records if each.levelno == logging.ERROR)
        assert "can't be backed up: The folder" in record.message
        (tmp_path / "backups").unlink()
        await rotation.round()
    assert shelf.age(AUTOMATIC) is not None


async def test_switched_off(tmp_path: Path) -> None:
    """No hours, no backups; what is too old goes all the same."""
    clock = Clock()
    shelf = Shelf(tmp_path / "backups", now=clock)
    async with opened(tmp_path) as database:
        shelf.place(before_upgrade(5)).write_bytes(b"old")
        clock.pass_(days=31)
        assert await Rotation(database=database, shelf=shelf, hours=0, kept=2).round() == 3600
    assert shelf.backups() == []


async def test_a_clock_that_was_wrong(tmp_path: Path) -> None:
    """A backup from the future neither keeps others from being made nor in their place."""
    clock = Clock()
    shelf = Shelf(tmp_path / "backups", now=clock)
    async with opened(tmp_path) as database:
        rotation = Rotation(database=database, shelf=shelf, hours=24, kept=1)
        clock.pass_(days=400)
        await rotation.round()
        clock.pass_(days=-400)
        assert await rotation.round() == 3600
        assert [kept.path.name for kept in shelf.backups()] == ["automatic-20260601T120000Z.zip"]


def test_what_is_tidied(tmp_path: Path) -> None:
    """Only what is called as a backup is, and what a killed process left a day ago."""
    clock = Clock()
    shelf = Shelf(tmp_path, now=clock)
    names = [
        "automatic-20260531T120000Z.zip",
        "automatic-20260530T120000Z.zip",
        "before-restore-20260401T120000Z.zip",
        "damaged-20260401T120000Z.sqlite3",
        "damaged-20260401T120000Z.sqlite3-wal",
        "before-upgrade-5-20260530T120000Z.zip",
        "mine.zip",
    ]
    for name in names:
        (tmp_path / name).touch()
    for name, age in (("old", 90_000), ("young", 60)):
        place = tmp_path / f"{UNFINISHED}{name}"
        place.mkdir()
        (place / "catalogue.sqlite3").touch()
        made = clock().timestamp() - age
        os.utime(place, (made, made))
    shelf.tidy(automatic=1)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".unfinished-backup-young",
        "automatic-20260531T120000Z.zip",
        "before-upgrade-5-20260530T120000Z.zip",
        "mine.zip",
    ]


def test_two_in_a_second(tmp_path: Path) -> None:
    """The second one has a name of its own."""
    shelf = Shelf(tmp_path, now=Clock())
    first = shelf.place(AUTOMATIC)
    first.touch()
    second = shelf.place(AUTOMATIC)
    second.touch()
    assert (first.name, second.name) == (
        "automatic-20260601T120000Z.zip",
        "automatic-20260601T120000Z.2.zip",
    )
    assert len(shelf.backups()) == 2
