"""What the processor of this machine computes with."""

import re
from functools import cache
from pathlib import Path

_DESCRIPTION = Path("/proc/cpuinfo")  # on Linux; elsewhere there is no such file
_FLAGS = re.compile(r"^flags\s*:(.*)$", re.MULTILINE)
_BFLOAT16 = {"avx512_bf16", "amx_bf16"}


@cache
def computes_bfloat16(description: Path = _DESCRIPTION) -> bool:
    """Return whether the processor multiplies matrices of bfloat16 faster than any others.

    Args:
        description: the file in which Linux describes the processor.
    """
    try:
        flags = _FLAGS.search(description.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return False
    return flags is not None and not _BFLOAT16.isdisjoint(flags[1].split())
