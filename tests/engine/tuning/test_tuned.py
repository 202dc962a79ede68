import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from engine.errors import ModelError
from engine.options import usual
from engine.tuning.tuned import (
    Attention,
    Circumstances,
    Tuned,
    Tunings,
    Way,
    circumstances,
    machine,
)
from engine.weights import Weights

_HERE = Circumstances(
    model="0123456789ab", machine="A processor, 2 cores", engine="1.0", threads=2, gpu_layers=0
)
_TUNED = Tuned(
    options=usual(2),
    writing=((2, 130.5), (1, 110.25)),
    reading=((2, 700.0),),
    pieces=((64, 700.0),),
    steps=((1, 0.007), (2, 0.015)),
    attention=(
        Attention(
            way=Way(cache_type="f16", flash_attention=True),
            writing=130.5,
            together=280.0,
            reading=700.0,
        ),
    ),
    share=0.98,
    seconds=9.5,
)


def test_what_was_measured_is_remembered(tmp_path: Path) -> None:
    """A result is found again, and the last one counts."""
    tunings = Tunings(tmp_path / "tuning")
    assert tunings.find(_HERE) is None
    tunings.keep(_HERE, _TUNED)
    assert tunings.find(_HERE) == _TUNED
    later = replace(_TUNED, seconds=1.0)
    tunings.keep(_HERE, later)
    assert Tunings(tmp_path / "tuning").find(_HERE) == later


@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(_HERE, model="ba9876543210"),
        replace(_HERE, machine="A processor, 4 cores"),
        replace(_HERE, engine="1.1"),
        replace(_HERE, threads=1),
        replace(_HERE, gpu_layers=-1),
        replace(_HERE, method=0),
    ],
)
def test_other_circumstances_have_other_results(tmp_path: Path, elsewhere: Circumstances) -> None:
    """Another model, machine, llama.cpp or setting needs a measurement of its own."""
    tunings = Tunings(tmp_path)
    tunings.keep(_HERE, _TUNED)
    assert tunings.find(elsewhere) is None


def test_what_was_disturbed_is_told() -> None:
    """A measurement is trusted when the processor worked for it nearly all the time."""
    assert _TUNED.undisturbed
    assert not replace(_TUNED, share=0.4).undisturbed


@pytest.mark.parametrize("spoilt", [b"", b"{", b"[]", b'{"circumstances": {}, "tuned": {}}'])
def test_a_spoilt_file_counts_as_none(tmp_path: Path, spoilt: bytes) -> None:
    """What can't be read is measured anew, not an error."""
    tunings = Tunings(tmp_path)
    tunings.keep(_HERE, _TUNED)
    [file] = tmp_path.iterdir()
    file.write_bytes(spoilt)
    assert tunings.find(_HERE) is None


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """The host is told where results can't be kept."""
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ModelError, match="file"):
        Tunings(tmp_path / "file" / "tuning").keep(_HERE, _TUNED)


def test_circumstances_are_told_without_llama_cpp(generation_weights: Weights) -> None:
    """They name the machine and the build, and another file is another model."""
    here = circumstances(generation_weights.path, threads=2, gpu_layers=0)
    assert here == circumstances(generation_weights.path, threads=2, gpu_layers=0)
    assert here.machine == machine()
    assert "core" in here.machine
    assert "+" in here.engine
    program = "import sys, engine.tuning.tuned; print('llama_cpp' in sys.modules)"
    printed = subprocess.run(  # noqa: S603 - our own interpreter with a fixed program
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert printed.stdout.strip() == "False"
