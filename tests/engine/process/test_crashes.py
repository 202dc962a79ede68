"""What a crash of the process with the models costs, and whom."""

import asyncio
import logging
import os
import signal
from pathlib import Path

import pytest

from engine.errors import ModelCrashed
from engine.process.engine import Engine
from engine.process.models import RemoteEmbedder, RemoteGenerator
from engine.weights import Weights
from tests.engine.process.conftest import until, written


async def tell(generator: RemoteGenerator, user: str, folder: Path) -> list[str]:
    """Return the pieces of a reply up to its crash, noting in a folder how many have come."""
    told: list[str] = []
    reply = generator.generate(system="", user=user, max_tokens=9)
    try:
        async for piece in reply:
            told.append(piece)
            (folder / str(len(told))).touch()
    except ModelCrashed as error:
        return [*told, str(error)]
    pytest.fail("It didn't crash.")


async def test_what_was_under_way_is_asked_once_more(
    embedder: RemoteEmbedder, tmp_path: Path
) -> None:
    """A crash that doesn't happen again costs nothing but time."""
    vectors = await embedder.embed([f"crash-once:{tmp_path}/1", "abc"])
    assert vectors[1] == 3


async def test_a_text_that_crashes_costs_itself_only(
    engine: Engine, embedder: RemoteEmbedder, generator: RemoteGenerator, tmp_path: Path
) -> None:
    """Everything else that was under way is answered, and so is what comes after."""
    texts = [f"hang-once:{tmp_path}/{number}" for number in range(4)]
    others = [asyncio.ensure_future(embedder.embed([text])) for text in texts]
    reply = asyncio.ensure_future(written(generator, f"a b hang-once:{tmp_path}/reply c"))
    await until(lambda: len([*tmp_path.iterdir()]) == 6)
    with pytest.raises(ModelCrashed, match=r"again .* \(signal SIGSEGV\)"):
        await embedder.embed(["crash"])
    assert [float(vectors[0, 0]) for vectors in await asyncio.gather(*others)] == [
        len(text) for text in texts
    ]
    assert (await reply).startswith("a b hang-once")
    assert (await embedder.embed(["abc"]))[0] == 3
    assert engine.pid is not None


async def test_a_reply_goes_on_behind_what_was_told(
    generator: RemoteGenerator, tmp_path: Path
) -> None:
    """No word is missing and none comes twice."""
    crash = f"crash-once:{tmp_path}/1"
    assert await written(generator, f"one two {crash} three") == f"one two {crash} three "


async def test_a_reply_that_differs_after_a_crash_fails(
    generator: RemoteGenerator, tmp_path: Path
) -> None:
    """What was told can't be taken back, so a reply that begins otherwise isn't joined to it."""
    reply = f"a pid after:{tmp_path}/2 crash-once:{tmp_path}/crash b"
    first, _, error = await tell(generator, reply, tmp_path)
    assert first == "a "
    assert "wrote another one" in error
    assert await written(generator, "go on") == "go on "


async def test_a_reply_that_crashes_at_the_same_place_fails(
    generator: RemoteGenerator, tmp_path: Path
) -> None:
    """What was written before is told, and then what happened."""
    *told, error = await tell(generator, f"a b after:{tmp_path}/2 crash c", tmp_path)
    assert told == ["a ", "b "]
    assert "crashed" in error


async def test_a_reply_that_gets_further_is_not_to_blame(
    generator: RemoteGenerator, tmp_path: Path
) -> None:
    """A crash at another place may be somebody else's, and is forgiven once."""
    places = [
        f"{number} after:{tmp_path}/{number} crash-once:{tmp_path}/c{number}"
        for number in (1, 3, 5)
    ]
    *told, error = await tell(generator, " ".join(places), tmp_path)
    assert told[0] == "1 "
    assert "5 " in told
    assert "crashed" in error


@pytest.mark.parametrize("name", ["SIGKILL", "SIGSEGV", "SIGABRT"])
async def test_a_process_that_was_killed_is_replaced(
    engine: Engine,
    embedder: RemoteEmbedder,
    weights: Weights,
    name: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """However it ends, another one loads the same models before anybody asks, and the log says so.

    That happens once: a process that ends before it was of use isn't replaced until it is needed.
    """
    assert (await embedder.embed(["ab"]))[0] == 2
    first = engine.pid
    assert first is not None
    os.kill(first, getattr(signal, name))
    await until(lambda: weights.path.read_text(encoding="utf-8").count("opened") == 2)
    assert engine.pid not in {None, first}
    assert f"ended (signal {name})" in caplog.text
    assert (await embedder.embed(["abc"]))[0] == 3


async def test_the_second_of_two_kills_is_told(engine: Engine, embedder: RemoteEmbedder) -> None:
    """Whatever kills the process twice during one request, the request fails in words."""
    first = engine.pid
    assert first is not None
    os.kill(first, signal.SIGSTOP)
    asked = asyncio.ensure_future(embedder.embed(["abc"]))
    os.kill(first, signal.SIGKILL)
    await until(lambda: engine.pid not in {None, first})
    second = engine.pid
    assert second is not None
    os.kill(second, signal.SIGKILL)
    with pytest.raises(ModelCrashed, match="signal SIGKILL"):
        await asked
    assert (await embedder.embed(["abc"]))[0] == 3


async def test_a_model_that_cannot_be_loaded_without_a_crash_fails(
    engine: Engine, tmp_path: Path
) -> None:
    """Its error names the crash, and others can still be loaded."""
    with pytest.raises(ModelCrashed):
        await engine.embedder(Weights(path=tmp_path / "notes", name="crash"))
    other = await engine.embedder(Weights(path=tmp_path / "notes", name="whole"))
    assert (await other.embed(["abc"]))[0] == 3


async def test_a_process_that_cannot_start_says_why(
    weights: Weights, caplog: pytest.LogCaptureFixture
) -> None:
    """Python's own last words are in the log, for the person who installed it."""
    async with Engine(module="tests.engine.process.missing") as engine:
        with (
            caplog.at_level(logging.DEBUG, logger="engine"),
            pytest.raises(ModelCrashed, match="exit code 1"),
        ):
            await engine.embedder(weights)
    assert "No module named" in caplog.text
