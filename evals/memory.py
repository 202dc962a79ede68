"""How much memory this process has taken so far."""

import resource
import sys

_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes in what ru_maxrss counts


def peak_mebibytes() -> float:
    """Return the most memory that was resident at any time, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT / 2**20
