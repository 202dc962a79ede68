"""Memory and open files of this process and of those that it runs (Linux), and their trend."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

FLAT = 0.03
"""By what share of its mean a figure may rise over a run that is called flat."""

FEW = 2.0
"""What it may rise by in any case: a few files stay open once they are needed."""

_PROCESSES = Path("/proc")
_RESIDENT = re.compile(r"^VmRSS:\s+(\d+) kB$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What is held at a moment.

    Attributes:
        operations: how many there were before it.
        own: resident memory of this process, in MiB.
        models: that of the processes it runs, in MiB.
        files: open files of all of them.
    """

    operations: int
    own: float
    models: float
    files: int


def sample(operations: int) -> Sample:
    """Return what is held now."""
    children = list(_children())
    return Sample(
        operations=operations,
        own=_resident(os.getpid()),
        models=sum(map(_resident, children)),
        files=sum(map(_open_files, (os.getpid(), *children))),
    )


def rise(points: Sequence[tuple[float, float]]) -> float:
    """Return by what share of its mean a figure rises over the last two thirds of a run.

    A line is fitted through them by least squares.

    Args:
        points: when, and how much, by rising when; at least six.
    """
    later = np.array(points[len(points) // 3 :], dtype=float)
    when, much = later[:, 0], later[:, 1]
    slope = np.polyfit(when - when.mean(), much, 1)[0]
    return float(slope * (when[-1] - when[0]) / much.mean())


def is_flat(points: Sequence[tuple[float, float]]) -> bool:
    """Tell whether a figure stays as it is over the last two thirds of a run."""
    later = [much for _, much in points[len(points) // 3 :]]
    risen = rise(points)
    return risen <= FLAT or risen * sum(later) / len(later) < FEW


def _resident(process: int) -> float:
    found = _RESIDENT.search((_PROCESSES / str(process) / "status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def _open_files(process: int) -> int:
    return sum(1 for _ in (_PROCESSES / str(process) / "fd").iterdir())


def _children() -> Iterator[int]:
    for folder in _PROCESSES.glob("[0-9]*"):
        try:
            parent = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()[1]
        except OSError:
            continue  # it has ended meanwhile
        if int(parent) == os.getpid():
            yield int(folder.name)
