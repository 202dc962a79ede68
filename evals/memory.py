"""How much memory Footnote has taken so far, in this process and in those that it runs."""

import os
import re
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes in what ru_maxrss counts
_PROCESSES = Path("/proc")  # where there is none, this process counts alone
_PEAK = re.compile(r"^VmHWM:\s+(\d+) kB$", re.MULTILINE)


def peak_mebibytes() -> float:
    """Return the most memory that was resident at any time, in MiB.

    What processes that run now have taken is added to it, such as the one with the models: their
    peaks may have been at different times, so together it was never more.
    """
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT
    return (own + sum(_peaks_of_children())) / 2**20


def _peaks_of_children() -> Iterator[int]:
    """Yield the most memory of each process that this one has started, in bytes."""
    for folder in _PROCESSES.glob("[0-9]*"):
        try:
            parent = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()[1]
            peak = _PEAK.search((folder / "status").read_text(errors="replace"))
        except OSError:
            continue  # it has ended meanwhile
        if int(parent) == os.getpid() and peak is not None:
            yield int(peak[1]) * 1024
