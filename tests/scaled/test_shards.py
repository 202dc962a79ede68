"""Two bot processes with a shard each, over one PostgreSQL database and one Chroma server."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from tests.discordfake import Channel, FakeDiscord, FakeMessage, User
from tests.discordfake.fixtures import spec
from tests.discordfake.spec import Spec
from tests.discordfake.test_shards import guild_on
from tests.scaled import chroma, postgres

__all__ = ["spec"]

_ROOT = Path(__file__).parents[2]
_SAMPLES = _ROOT / "samples"
_PATIENCE = 120.0
_BOAT = "Which boat sank during the fire?"
_LIGHT = "How many steps did Arne Stovold climb?"


class Bot:
    """A process of the bot that has some of the shards."""

    def __init__(self, world: FakeDiscord, folder: Path, settings: Mapping[str, str]) -> None:
        """Run in `world`, with files in `folder`, and with `settings`."""
        folder.mkdir(parents=True)
        self.log = folder / "log"
        self._world = world
        self._folder = folder
        self._settings = {
            "DISCORD_TOKEN": world.token,
            "DATA_DIR": str(folder / "data"),
            "THREADS": "1",
            "QUESTIONS_PER_MINUTE": "0",
            "FETCH_NETWORKS": "127.0.0.0/8",
            **settings,
        }
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start the process, and return at once."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.scaled.online"),
                *(self._world.http, self._world.state.gateway_url),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**kept, "PYTHONPATH": str(_ROOT), **self._settings},
                cwd=self._folder,
            )

    async def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """End the process with a signal, and return its exit code."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(how)
        return await self.ended()

    async def ended(self) -> int:
        """Wait until the process has ended, and return its exit code."""
        assert self._process is not None
        async with asyncio.timeout(_PATIENCE):
            return await self._process.wait()


@pytest_asyncio.fixture
async def world(spec: Spec) -> AsyncIterator[FakeDiscord]:
    """A Discord that the processes are led to."""
    made = await FakeDiscord(spec).start()
    yield made
    await made.stop()


@asynccontextmanager
async def _two(
    world: FakeDiscord, folder: Path, settings: Mapping[str, str]
) -> AsyncIterator[tuple[Bot, Bot]]:
    """Run a process for each of two shards."""
    bots = [Bot(world, folder / str(n), {**settings, "SHARDS": f"{n}/2"}) for n in range(2)]
    try:
        for bot in bots:
            await bot.start()
        await world.until(lambda: world.gateway.connected == 2, timeout=_PATIENCE)
        yield bots[0], bots[1]
    finally:
        for bot in bots:
            await bot.end()


@pytest.mark.timeout(900)
async def test_two_processes_share_the_work(world: FakeDiscord, tmp_path: Path) -> None:
    """Each answers its own servers from their own articles, and neither needs the other.

    A third process with the shard of one of them is refused, and one that was killed goes on where
    it was after its next start.
    """
    alice = world.user("alice")
    here, there = (guild_on(world, alice, number, 2) for number in range(2))
    async with (
        postgres.running(tmp_path / "postgres") as database,
        chroma.running(tmp_path / "chroma") as vectors,
        _two(world, tmp_path / "bots", {**database, **vectors}) as (_, second),
    ):
        channels = [guild.text_channel("general") for guild in (here, there)]
        await _add(world, alice, channels[0], "harbour-fire.txt")
        await _add(world, alice, channels[1], "the-light-at-skarness.md")
        assert "Morning Grace" in (await _ask(world, alice, channels[0], _BOAT)).text
        assert "Morning Grace" not in (await _ask(world, alice, channels[1], _BOAT)).text
        assert "187 steps" in (await _ask(world, alice, channels[1], _LIGHT)).text

        third = Bot(world, tmp_path / "third", {**database, **vectors, "SHARDS": "1/2"})
        await third.start()
        assert await third.ended() != 0
        assert "shard 1 of 2" in third.log.read_text()

        await second.end(signal.SIGKILL)
        await world.until(lambda: world.gateway.connected == 1, timeout=_PATIENCE)
        assert "Morning Grace" in (await _ask(world, alice, channels[0], _BOAT)).text
        await second.start()
        await world.until(lambda: world.gateway.connected == 2, timeout=_PATIENCE)
        assert "187 steps" in (await _ask(world, alice, channels[1], _LIGHT)).text
    assert not world.violations, "\n".join(map(str, world.violations))
    assert {tuple(said["shard"]) for said in world.gateway.identifies} == {(0, 2), (1, 2)}


async def _add(world: FakeDiscord, user: User, channel: Channel, name: str) -> None:
    content = (_SAMPLES / name).read_bytes()
    await world.slash(user, channel, "article add", file=(name, content, "text/plain"))
    await world.until(
        lambda: any("Summarize" in each.buttons for each in world.messages(channel)),
        timeout=_PATIENCE,
    )


async def _ask(world: FakeDiscord, user: User, channel: Channel, question: str) -> FakeMessage:
    before = len(world.messages(channel))
    await world.slash(user, channel, "ask", question=question)

    def answered() -> FakeMessage | None:
        fresh = world.messages(channel)[before:]
        return next((each for each in fresh if "Follow up" in each.buttons), None)

    message = await world.until(answered, timeout=_PATIENCE)
    assert message is not None
    return message
