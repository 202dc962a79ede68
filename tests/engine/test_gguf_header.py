"""What is read of a model file without llama.cpp, whoever made the file."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from gguf.constants import GGML_QUANT_SIZES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import WeightsError
from engine.gguf_header import BLOCKS, read_header
from engine.llama import Model
from engine.weights import Weights, generation_header
from tests.engine.gguf_files import gguf, model, tensor, text, value

LLAMA: dict[str, str | int | Sequence[str]] = {
    "general.architecture": "llama",
    "tokenizer.ggml.tokens": ["a", "bc", ""] * 500,
    "llama.context_length": 2048,
}
WHOLE = model(bytes(1000), LLAMA)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a test may write a model file."""
    return tmp_path / "small.gguf"


def test_llama_cpp_says_the_same(generation_weights: Weights, embedding_weights: Weights) -> None:
    """Size and length of context are those that llama.cpp finds in the bundled models."""
    for weights in (generation_weights, embedding_weights):
        header = read_header(weights.path)
        loaded = Model(weights.path)
        told = (loaded.parameters, loaded.trained_context)
        loaded.close()
        assert (header.parameters, header.trained_context) == told


async def test_the_bundled_model_needs_no_conversion_for_it(
    generation_weights: Weights, tmp_path: Path
) -> None:
    """The size of the packaged file is the size of the one that is made of it."""
    header = await generation_header("bundled", data_dir=tmp_path)
    assert header.parameters == read_header(generation_weights.path).parameters
    assert not any(tmp_path.iterdir())  # noqa: ASYNC240 - it is empty


def test_a_small_file_is_read(file: Path) -> None:
    """Metadata behind a vocabulary is found, and the vocabulary isn't kept."""
    file.write_bytes(WHOLE)
    header = read_header(file)
    assert dict(header.values) == {"general.architecture": "llama", "llama.context_length": 2048}
    assert (header.parameters, header.trained_context) == (1000, 2048)


def test_long_texts_are_passed_over(file: Path) -> None:
    """A chat template may be long; what is behind it is found."""
    file.write_bytes(model(bytes(8), {"tokenizer.chat_template": "x" * 3_000_000, **LLAMA}))
    assert read_header(file).trained_context == 2048


def test_a_model_without_a_length_has_none(file: Path) -> None:
    """A file may leave out how long a text its model takes."""
    file.write_bytes(model(bytes(8)))
    header = read_header(file)
    assert (header.architecture, header.trained_context) == ("", None)


def test_the_parts_of_a_model_count_together(tmp_path: Path) -> None:
    """The tensors of a model that is cut into files lie in all of them."""
    for number, size in enumerate((0, 40, 8), start=1):
        part = tmp_path / f"large-{number:05}-of-00003.gguf"
        part.write_bytes(model(bytes(size), LLAMA if number == 1 else None))
    header = read_header(tmp_path / "large-00001-of-00003.gguf")
    assert (header.parameters, header.trained_context) == (48, 2048)


def test_the_sizes_of_blocks_are_those_of_the_library() -> None:
    """The table here says what the library that writes such files says."""
    known = {int(kind): size for kind, size in GGML_QUANT_SIZES.items()}
    assert {kind: known[kind] for kind in BLOCKS} == BLOCKS


@pytest.mark.parametrize("length", range(0, len(WHOLE), 997))
def test_a_file_that_ends_early_is_named(file: Path, length: int) -> None:
    """Wherever it ends, the file is named and no number is made up."""
    file.write_bytes(WHOLE[:length])
    with pytest.raises(WeightsError, match=r"small\.gguf is damaged"):
        read_header(file)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"PK\x03\x04" + bytes(100), "doesn't begin with GGUF"),
        (gguf([], [], b"", version=1), "version 1"),
        (gguf([], [], b"", version=3 << 24), "version 50331648"),
        (gguf([], [], b"", counts=(2**63, 0)), "tensors"),
        (gguf([], [], b"", counts=(0, 2**64 - 1)), "keys"),
        (gguf([], [], b"", counts=(50, 0)), "claims to have 50 tensors"),
        (gguf([text("k") + b"\x63\0\0\0"], [], bytes(64)), "unknown kind 99"),
        (gguf([text("k") + b"\x09\0\0\0\x09\0\0\0" + bytes(8)], [], b""), "unknown kind 9"),
        (gguf([text("k") + b"\x09\0\0\0\x08\0\0\0" + b"\xff" * 8], [], b""), "entries"),
        (gguf([text("k") + b"\x08\0\0\0" + b"\xff" * 8], [], b""), "middle of its header"),
        (gguf([b"\xff" * 8], [], bytes(64)), "a name of"),
        (gguf([value("general.alignment", 0)], [tensor("t", 1)], b"."), "aligned"),
        (gguf([], [tensor("t", 2**63, 2**63)], bytes(8)), "ends before its tensor 't'"),
        (gguf([], [tensor("t", 8, offset=2**64 - 1)], bytes(8)), "ends before its tensor 't'"),
        (gguf([], [tensor("t", 1, 1, 1, 1, 1)], bytes(8)), "5 dimensions"),
        (gguf([], [tensor("t", 64, kind=8)], bytes(67)), "ends before its tensor 't'"),
        (gguf([], [tensor("t", 1, kind=12345, offset=999)], b""), "ends before its tensor 't'"),
    ],
    ids=lambda told: told if isinstance(told, str) else "file",
)
def test_a_hostile_file_is_refused(file: Path, content: bytes, told: str) -> None:
    """No count and no length is believed that the file can't hold."""
    file.write_bytes(content)
    with pytest.raises(WeightsError, match=told):
        read_header(file)


@given(at=st.integers(0, len(WHOLE) - 1001), new=st.binary(min_size=1, max_size=9))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_damage_is_read_or_refused(file: Path, at: int, new: bytes) -> None:
    """Whatever a header holds, it is read, or refused in words."""
    file.write_bytes(WHOLE[:at] + new + WHOLE[at + len(new) :])
    try:
        assert read_header(file).parameters >= 0
    except WeightsError as error:
        assert "small.gguf" in str(error)  # noqa: PT017 - reading it is as good as refusing it
