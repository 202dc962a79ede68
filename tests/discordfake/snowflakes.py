"""Discord's ids, which say when they were made."""

import itertools
import time
from datetime import UTC, datetime

_EPOCH = 1420070400000  # the first second of 2015, from which Discord counts
_numbers = itertools.count()
_last = [0]


def new_id() -> int:
    """Return an id larger than all before it."""
    milliseconds = int(time.time() * 1000) - _EPOCH
    fresh = milliseconds << 22 | next(_numbers) & 0xFFF
    _last[0] = max(fresh, _last[0] + 1)
    return _last[0]


def now() -> str:
    """Return the time as Discord writes it."""
    return datetime.now(UTC).isoformat()
