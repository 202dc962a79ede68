"""What a processor says of itself."""

from pathlib import Path

import pytest

from engine.processor import computes_bfloat16


@pytest.mark.parametrize(
    ("described", "expected"),
    [
        ("flags\t\t: fpu avx2 avx512_bf16 clzero\n", True),
        ("model name\t: Xeon\nflags\t\t: fpu amx_bf16\n", True),
        ("flags\t\t: fpu avx2 avx512f\n", False),
        ("Features\t: fp asimd bf16\n", False),
        ("", False),
    ],
)
def test_a_processor_is_known_by_its_flags(tmp_path: Path, described: str, expected: bool) -> None:
    """Only processors with matrix instructions for bfloat16 are said to compute with it."""
    description = tmp_path / "cpuinfo"
    description.write_text(described, encoding="utf-8")
    assert computes_bfloat16(description) is expected


def test_a_machine_without_a_description(tmp_path: Path) -> None:
    """Where nothing describes the processor, nothing is presumed of it."""
    assert computes_bfloat16(tmp_path / "missing") is False
