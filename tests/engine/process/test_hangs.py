"""What a hang of the process with the models costs, and how it is noticed."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from engine.errors import ModelStuck
from engine.lane import Lane
from engine.process.engine import Engine
from engine.process.host import Abilities, Host
from engine.process.messages import Alive, Call, Open, Request, Run, Work
from engine.process.models import RemoteEmbedder, RemoteGenerator
from engine.process.watchdog import Watchdog, allowance
from engine.weights import Weights
from tests.engine.process.conftest import until, written

SILENT = 0.5  # seconds
STEPS = 8  # of the time that the watchdog waits


@pytest.fixture
async def engine() -> AsyncIterator[Engine]:
    """An engine that doesn't wait for long."""
    fragile = "tests.engine.process.fragile"
    async with Engine(module=fragile, silent_seconds=SILENT) as opened:
        yield opened


async def test_a_hang_is_asked_once_more(
    engine: Engine, embedder: RemoteEmbedder, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It costs nothing but time, and the log says what happened."""
    text = f"hang-once:{tmp_path}/1"
    assert (await embedder.embed([text]))[0] == len(text)
    assert engine.replaced == 1
    assert "no sign of life" in caplog.text


async def test_a_reply_that_hangs_goes_on_behind_what_was_told(
    generator: RemoteGenerator, tmp_path: Path
) -> None:
    """No word is missing and none comes twice."""
    hang = f"hang-once:{tmp_path}/1"
    assert await written(generator, f"one two {hang} three") == f"one two {hang} three "


async def test_a_text_that_hangs_again_fails_alone(
    embedder: RemoteEmbedder, tmp_path: Path
) -> None:
    """The error says what happened; what was under way with it, and comes after, is answered."""
    other = asyncio.ensure_future(embedder.embed([f"hang-once:{tmp_path}/1"]))
    with pytest.raises(ModelStuck, match=r"no sign of life for 0\.5 seconds"):
        await embedder.embed(["hang"])
    await other
    assert (await embedder.embed(["abc"]))[0] == 3


async def test_a_process_that_was_stopped_is_replaced(
    engine: Engine, embedder: RemoteEmbedder
) -> None:
    """It can't say anything, and still its question is answered, by another process."""
    first = engine.pid
    assert first is not None
    os.kill(first, signal.SIGSTOP)
    assert (await embedder.embed(["abc"]))[0] == 3
    assert engine.pid not in {None, first}


async def test_a_model_that_hangs_while_it_is_loaded_fails(engine: Engine, tmp_path: Path) -> None:
    """Others can still be loaded."""
    with pytest.raises(ModelStuck):
        await engine.embedder(Weights(path=tmp_path / "notes", name="hang"))
    other = await engine.embedder(Weights(path=tmp_path / "notes", name="whole"))
    assert (await other.embed(["abc"]))[0] == 3


async def test_silence_is_told_while_it_lasts(engine: Engine, embedder: RemoteEmbedder) -> None:
    """Who looks after the bot sees a hang before it is over, and nothing where nobody asks."""
    assert engine.silence == 0
    asked = asyncio.ensure_future(embedder.embed(["hang"]))
    await until(lambda: engine.silence > 0)
    with pytest.raises(ModelStuck):
        await asked
    assert engine.silence == 0


class Looks:
    """What a process is asked for, as often as a watchdog looks."""

    def __init__(self, watchdog: Watchdog, *looks: str) -> None:
        """Be asked for nothing (`idle`), for something (`busy`), or give a sign of life first."""
        self._watchdog = watchdog
        self._looks = list(looks)
        self.count = 0

    def __call__(self) -> list[Work]:
        """Return what it is asked for this time."""
        look = self._looks[self.count] if self.count < len(self._looks) else "busy"
        self.count += 1
        if look == "alive":
            self._watchdog.note()
        return [] if look == "idle" else [Run(errand="", arguments={})]


async def waited(*looks: str) -> int:
    """Return how often a watchdog looks until it says that a process hangs, which has started."""
    watchdog = Watchdog(0.008)
    watchdog.note()
    seen = Looks(watchdog, *looks)
    await watchdog.wait(seen)
    return seen.count


async def test_only_the_time_in_which_something_is_asked_counts() -> None:
    """A process that nobody asks may be silent for as long as it likes."""
    assert await waited() == STEPS
    assert await waited(*["idle"] * 30) == 30 + STEPS


async def test_each_sign_of_life_begins_the_time_anew() -> None:
    """However long all takes together, what gets on isn't ended."""
    assert await waited(*["busy"] * 7, "alive", *["busy"] * 6, "alive") == 14 + STEPS


async def test_what_is_given_up_does_not_hide_a_hang() -> None:
    """People who lose patience, one after the other, don't keep a hung process going."""
    assert await waited(*["busy", "idle"] * 4) == 2 * 4 + STEPS - 4


def test_large_files_may_take_long_to_read(tmp_path: Path) -> None:
    """One call of the operating system may read a whole model, from a slow disk."""
    file = tmp_path / "large.gguf"
    with file.open("wb") as large:
        large.truncate(40_000_000_000)  # it takes up nothing
    weights = Weights(path=file, name="large")
    loading = Open(model=1, kind="generator", arguments={"weights": weights})
    assert allowance(loading) == 2000
    assert allowance(Run(errand="tune", arguments={"weights": weights})) == 2000
    assert allowance(Call(model=1, method="embed")) == 0


async def test_the_process_says_when_it_is_there_and_when_models_get_on() -> None:
    """Turns of the lane are signs of life, whoever they are for."""
    said: list[object] = []

    async def turn(lane: Lane, _emit: Callable[[object], None]) -> None:
        await lane.do(said.append, "turn")

    host = Host(said.append, Abilities(kinds={}, errands={"turn": turn}))
    assert said == [Alive()]
    host.take(Request(number=1, work=Run(errand="turn", arguments={})))
    await until(lambda: said.count(Alive()) == 2)
    assert said.index("turn") < said.index(Alive(), 1)
