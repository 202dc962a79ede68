"""Memory that was freed goes back to the system."""

import ctypes
import gc
import sys


def give_back() -> None:
    """Return to the system what this process has freed, which C's library keeps for later.

    Only glibc has to be asked (https://man7.org/linux/man-pages/man3/malloc_trim.3.html).
    """
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
