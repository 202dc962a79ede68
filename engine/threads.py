"""How many threads a model computes with."""

import os

_MOST = 8  # beyond, memory bandwidth and not the cores sets the speed of a CPU model


def usable_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def default_threads() -> int:
    """Return the cores that this process may use, at most eight."""
    return min(usable_cores(), _MOST)
