"""How many threads a model computes with."""

import os

_MOST = 8  # beyond, memory bandwidth and not the cores sets the speed of a CPU model


def default_threads() -> int:
    """Return the cores that this process may use, at most eight."""
    if hasattr(os, "sched_getaffinity"):
        cores = len(os.sched_getaffinity(0))
    else:
        cores = os.cpu_count() or 1
    return min(cores, _MOST)
