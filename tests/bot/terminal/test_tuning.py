import json
import os
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bot.terminal.tuning_views import in_words, tuned_view
from engine.llama import offloads
from engine.options import Options, usual
from engine.threads import default_threads
from engine.tuning.tuned import Attention, Tuned, Tunings, Way, circumstances
from tests.bot.conftest import Footnote

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
    pieces=((64, 600.0), (128, 700.0)),
    steps=((1, 0.009), (5, 0.02)),
    attention=(
        Attention(
            way=Way(cache_type="f16", flash_attention=True), writing=90, together=200, reading=500
        ),
        Attention(
            way=Way(cache_type="q8_0", flash_attention=True), writing=110, together=280, reading=700
        ),
    ),
    share=0.97,
    seconds=9.5,
)


def _measured(data_dir: Path, *, gpu_layers: int = 0) -> None:
    here = circumstances(
        Path(os.environ["MODEL"]), threads=default_threads(), gpu_layers=gpu_layers
    )
    Tunings(data_dir / "tuning").keep(here, _TUNED)


def test_tuning_says_what_was_tried_and_is_remembered(
    footnote: Footnote, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """`tune --json` prints one object; what it chose is what the model runs with, and is told."""
    monkeypatch.setenv("THREADS", "1")
    result = footnote("tune", "--json")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.count("\n") == 1
    found = json.loads(result.stdout)
    options = Options(**found["options"])
    assert (options.threads, options.reading_threads) == (1, 1)
    assert str(options.piece) in found["pieces"]
    assert options.drafted == 0 or str(options.drafted + 1) in found["steps"]
    assert found["writing"].keys() == found["reading"].keys() == {"1"}
    assert min(found["writing"]["1"], found["reading"]["1"], *found["pieces"].values()) > 0
    ways = {(each["cache_type"], each["flash_attention"]) for each in found["attention"]}
    assert (options.cache_type, options.flash_attention) in ways
    assert len(list((tmp_path / "data" / "tuning").iterdir())) == 1
    monkeypatch.setenv("WORDING", "model")
    assert in_words(options) in footnote("doctor").stdout


def test_the_doctor_tells_what_the_model_runs_with(
    footnote: Footnote, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A model that words answers is loaded, and how it runs is told, with that it was measured."""
    monkeypatch.setenv("WORDING", "model")
    _measured(tmp_path / "data")
    result = footnote("doctor")
    assert result.exit_code == 0, result.stderr
    assert "loads, 4096 tokens of context; as measured: 1 thread (2 for reading)" in result.stdout


def test_the_doctor_misses_the_graphics_card(
    footnote: Footnote, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where a card is wanted and llama.cpp has none, the host is told what to do."""
    if offloads():
        pytest.skip("llama.cpp has a graphics card here.")
    monkeypatch.setenv("WORDING", "model")
    monkeypatch.setenv("GPU_LAYERS", "-1")
    _measured(tmp_path / "data", gpu_layers=-1)
    result = footnote("doctor")
    assert result.exit_code == 1
    assert "GPU_LAYERS=-1, but llama.cpp was built without a graphics card" in result.stderr


def test_the_doctor_loads_no_model_that_is_not_asked(
    footnote: Footnote, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With quotes for answers the generation model is neither loaded nor measured."""
    result = footnote("doctor")
    assert result.exit_code == 0, result.stderr
    assert "isn't asked, as answers are quotes (WORDING=auto)" in result.stdout
    assert not (tmp_path / "data" / "tuning").exists()
    monkeypatch.setenv("WORDING", "quotes")
    monkeypatch.setenv("MODEL", "/nowhere/model.gguf")
    assert footnote("doctor").exit_code == 0


def test_a_model_that_is_not_there_is_one_sentence(
    footnote: Footnote, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`tune` names the file that is missing, and prints no object."""
    monkeypatch.setenv("MODEL", "/nowhere/model.gguf")
    result = footnote("tune", "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "/nowhere/model.gguf" in result.stderr


def test_what_was_chosen_is_marked() -> None:
    """The table has a row for all that was tried, those that are used are marked."""
    out = StringIO()
    Console(file=out, width=200).print(tuned_view(_TUNED, title="MODEL=bundled"))
    lines = out.getvalue().splitlines()
    marked = [line for line in lines if "← used" in line]
    assert len(marked) == 5
    assert sum("thread" in line and "110" in line for line in marked) == 1
    assert any("128 tokens in a step" in line for line in marked)
    assert any("4 guessed ahead" in line and "2.2 times as long" in line for line in marked)
    assert any("q8_0, flash attention" in line for line in marked)
    assert "Used from now on: 1 thread (2 for reading), 128 tokens" in lines[-1]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (usual(2), "2 threads, 64 tokens of a prompt in a step, attention kept as f16, flash"),
        (replace(usual(1), drafted=0), "1 thread, 64 tokens"),
        (replace(usual(2), drafted=0), "nothing guessed ahead"),
        (replace(usual(2), drafted=1), "up to 1 token guessed ahead"),
        (replace(usual(2), flash_attention=False), "no flash attention"),
    ],
)
def test_options_are_told_in_words(options: Options, says: str) -> None:
    """What a model is computed with is a sentence for the host."""
    assert says in in_words(options)
