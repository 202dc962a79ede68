from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine.errors import ModelCrashed
from engine.options import Options, usual
from engine.tuning.tuned import Attention, Tuned, Way
from engine.tuning.tuner import Tuner
from engine.weights import Weights

_OPTIONS = Options(
    threads=1,
    reading_threads=2,
    piece=128,
    cache_type="q8_0",
    flash_attention=True,
    drafted=4,
)
_TUNED = Tuned(
    options=_OPTIONS,
    writing=((2, 100.0), (1, 110.0)),
    reading=((2, 700.0), (1, 400.0)),
    pieces=((128, 700.0),),
    steps=((1, 0.009),),
    attention=(
        Attention(
            way=Way(cache_type="q8_0", flash_attention=True),
            writing=110.0,
            together=280.0,
            reading=700.0,
        ),
    ),
    share=0.97,
    seconds=9.5,
)


class _Engine:
    """Answers the errand with what it was given, and notes what it was asked."""

    def __init__(self, reply: Tuned | Exception) -> None:
        self.reply = reply
        self.asked: list[tuple[str, dict[str, Any]]] = []

    async def run(
        self, errand: str, *, take: Callable[[Any], object] | None = None, **arguments: Any
    ) -> Any:
        self.asked.append((errand, arguments))
        if take is not None:
            take((0, 5))
        if isinstance(self.reply, Exception):
            raise self.reply
        return self.reply


@pytest.fixture
def weights(tmp_path: Path) -> Weights:
    path = tmp_path / "model.gguf"
    path.write_bytes(b"GGUF and numbers")
    return Weights(path=path, name="model.gguf#1")


async def test_a_model_is_measured_once(weights: Weights, tmp_path: Path) -> None:
    """The first who needs a model has it measured, the next take what was found."""
    engine, told = _Engine(_TUNED), []
    tuner = Tuner(engine, tmp_path / "tuning", threads=2)
    assert await tuner.known(weights) is None
    assert await tuner.options(weights, progress=lambda *done: told.append(done)) == _OPTIONS
    assert await tuner.options(weights) == _OPTIONS
    assert await Tuner(engine, tmp_path / "tuning", threads=2).known(weights) == _TUNED
    assert engine.asked == [("tune", {"weights": weights, "threads": 2, "gpu_layers": 0})]
    assert told == [(0, 5)]


async def test_other_settings_and_other_models_are_measured_anew(
    weights: Weights, tmp_path: Path
) -> None:
    """A result holds for the threads, the layers and the file that it was measured with."""
    engine = _Engine(_TUNED)
    for threads, layers in ((2, 0), (1, 0), (2, -1)):
        await Tuner(engine, tmp_path / "tuning", threads=threads, gpu_layers=layers).options(
            weights
        )
    weights.path.write_bytes(b"GGUF and other numbers")
    await Tuner(engine, tmp_path / "tuning", threads=2).options(weights)
    assert len(engine.asked) == 4


async def test_what_was_disturbed_is_not_believed_by_itself(
    weights: Weights, tmp_path: Path
) -> None:
    """On a busy machine the usual is used, and the next start measures; a host's wish counts."""
    engine = _Engine(replace(_TUNED, share=0.3))
    tuner = Tuner(engine, tmp_path / "tuning", threads=2)
    assert await tuner.options(weights) == usual(2)
    assert await tuner.known(weights) is None
    assert await tuner.options(weights) == usual(2)
    assert len(engine.asked) == 2
    await tuner.measure(weights)
    assert await tuner.options(weights) == _OPTIONS


async def test_a_model_that_cannot_be_measured_runs_as_usual(
    weights: Weights, tmp_path: Path
) -> None:
    """Where llama.cpp crashes over a way of computing, the model is used all the same."""
    tuner = Tuner(_Engine(ModelCrashed("It crashed.")), tmp_path, threads=2, gpu_layers=-1)
    assert await tuner.options(weights) == usual(2, on_gpu=True)
    with pytest.raises(ModelCrashed):
        await tuner.measure(weights)


async def test_measuring_anew_replaces_what_was_known(weights: Weights, tmp_path: Path) -> None:
    """Who tunes again gets the new result from then on."""
    engine = _Engine(_TUNED)
    tuner = Tuner(engine, tmp_path / "tuning", threads=2)
    await tuner.options(weights)
    engine.reply = replace(_TUNED, options=usual(2))
    assert await tuner.measure(weights) == engine.reply
    assert await tuner.options(weights) == usual(2)
