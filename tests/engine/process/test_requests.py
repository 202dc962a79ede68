"""Asking models in another process."""

import asyncio
import logging
import os
import signal
import subprocess
import sys
from contextlib import aclosing
from pathlib import Path

import pytest

from engine.errors import ModelError
from engine.process.engine import Engine
from engine.process.models import RemoteEmbedder, RemoteGenerator
from engine.weights import Weights
from tests.engine.process.conftest import until, written
from tests.engine.process.fragile import CANCELLED

_PARENT = """
import asyncio, sys
from pathlib import Path
from engine.process.engine import Engine
from engine.weights import Weights

async def main():
    engine = Engine(module="tests.engine.process.fragile")
    embedder = await engine.embedder(Weights(path=Path(sys.argv[1]), name="fragile"))
    print(engine.pid, flush=True)
    await embedder.embed(["hang-once:" + sys.argv[2]])

asyncio.run(main())
"""


def over(pid: int) -> bool:
    """Return whether a process is over, even if nobody has asked how it ended."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return True
    return told.rpartition(")")[2].split()[0] == "Z"


async def test_many_are_answered_at_once(embedder: RemoteEmbedder, tmp_path: Path) -> None:
    """A request that takes long holds up no other."""
    long = asyncio.ensure_future(embedder.embed([f"hang-once:{tmp_path}/1"]))
    texts = ["a" * length for length in range(50)]
    answers = await asyncio.gather(*(embedder.embed([text]) for text in texts))
    assert [float(each[0, 0]) for each in answers] == [*range(50)]
    assert not long.done()
    long.cancel()


async def test_cancelling_a_request_cancels_it_there(
    embedder: RemoteEmbedder, tmp_path: Path
) -> None:
    """The model is told that nobody waits any more."""
    asked = asyncio.ensure_future(embedder.embed([f"hang-once:{tmp_path}/1"]))
    await until((tmp_path / "1").exists)
    asked.cancel()
    await until((tmp_path / f"1{CANCELLED}").exists)
    with pytest.raises(asyncio.CancelledError):
        await asked


async def test_closing_a_reply_stops_it_there(generator: RemoteGenerator, tmp_path: Path) -> None:
    """A reply that nobody reads to its end isn't written to its end."""
    reply = generator.generate(system="", user=f"a hang-once:{tmp_path}/1", max_tokens=9)
    async with aclosing(reply):
        assert await anext(reply) == "a "
        await until((tmp_path / "1").exists)
    await until((tmp_path / f"1{CANCELLED}").exists)


async def test_errors_of_the_engine_arrive_as_they_are(
    embedder: RemoteEmbedder, generator: RemoteGenerator
) -> None:
    """Who asked can't tell in which process a sentence was raised."""
    with pytest.raises(ModelError, match=r"^It failed\.$"):
        await embedder.embed(["fail"])
    with pytest.raises(ModelError, match=r"^It failed\.$"):
        await written(generator, "fail")


async def test_defects_tell_where_they_come_from(embedder: RemoteEmbedder) -> None:
    """An error that isn't made to be shown brings its traceback along."""
    with pytest.raises(RuntimeError, match="KeyError") as raised:
        await embedder.embed(["defect"])
    assert "fragile.py" in raised.value.__notes__[0]


async def test_prints_do_not_get_among_messages(embedder: RemoteEmbedder) -> None:
    """Whatever a library prints there, the next reply is understood."""
    assert (await embedder.embed(["print"]))[0] == 5
    assert (await embedder.embed(["print", "abc"]))[1] == 3


async def test_lines_of_its_log_are_in_ours(
    engine: Engine, weights: Weights, caplog: pytest.LogCaptureFixture
) -> None:
    """They are logged under the same name, at the level that is wanted here."""
    with caplog.at_level(logging.INFO, logger="engine"):
        await (await engine.embedder(weights)).embed(["log"])
    assert ("engine.fragile", logging.INFO, "a line") in caplog.record_tuples


async def test_lines_that_nobody_wants_stay_there(
    engine: Engine, weights: Weights, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing below our level is sent."""
    with caplog.at_level(logging.WARNING, logger="engine"):
        await (await engine.embedder(weights)).embed(["log"])
    assert not caplog.records


async def test_signals_for_everybody_are_for_us(engine: Engine, embedder: RemoteEmbedder) -> None:
    """Ctrl-C reaches all processes of a terminal; answers under way are finished all the same."""
    pid = engine.pid
    assert pid is not None
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        os.kill(pid, each)
    assert (await embedder.embed(["abc"]))[0] == 3
    assert engine.pid == pid


async def test_errands_reply_in_pieces(engine: Engine) -> None:
    """What isn't a model's work is done, too."""
    pieces: list[int] = []
    assert await engine.run("count", take=pieces.append, to=3) == 3
    assert pieces == [0, 1, 2]


async def test_a_closed_model_says_so(
    engine: Engine, embedder: RemoteEmbedder, weights: Weights
) -> None:
    """Closing frees it there, twice is once, and others go on."""
    other = await engine.embedder(weights)
    await embedder.close()
    await embedder.close()
    assert weights.path.read_text(encoding="utf-8").split() == ["opened", "opened", "closed"]
    with pytest.raises(ModelError, match="closed"):
        await embedder.embed(["abc"])
    assert (await other.embed(["abc"]))[0] == 3


async def test_closing_ends_the_process(
    engine: Engine, embedder: RemoteEmbedder, tmp_path: Path
) -> None:
    """What is under way then fails in words, and so does what is asked later."""
    pid = engine.pid
    assert pid is not None
    asked = asyncio.ensure_future(embedder.embed([f"hang-once:{tmp_path}/1"]))
    await until((tmp_path / "1").exists)
    await engine.close()
    await engine.close()
    assert over(pid)
    with pytest.raises(ModelError, match="closed"):
        await asked
    with pytest.raises(ModelError, match="closed"):
        await embedder.embed(["abc"])


async def test_closing_what_was_never_started_is_nothing() -> None:
    """Who asked nothing has nothing to wait for."""
    async with Engine() as engine:
        assert engine.pid is None


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
async def test_it_does_not_outlive_who_started_it(tmp_path: Path) -> None:
    """Even one that is killed leaves no process behind, whatever that is doing."""
    (tmp_path / "parent.py").write_text(_PARENT, encoding="utf-8")
    parent = subprocess.Popen(  # noqa: S603, ASYNC220 - our own script, which is read from below
        [sys.executable, tmp_path / "parent.py", tmp_path / "notes", tmp_path / "1"],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )
    assert parent.stdout is not None
    with parent.stdout as printed:
        pid = int(await asyncio.to_thread(printed.readline))
    await until((tmp_path / "1").exists)
    assert not over(pid)
    parent.kill()
    parent.wait()
    await until(lambda: over(pid))


async def test_weights_are_named(embedder: RemoteEmbedder, weights: Weights) -> None:
    """A model is known by the name of its weights, and by what it told when it was loaded."""
    assert (embedder.name, embedder.dimension) == (weights.name, 1)
