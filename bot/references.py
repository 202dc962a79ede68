"""The short name of what is being handled, which people can quote and logs are searched for.

It goes along with the task that handles something, and with the tasks that it starts.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_LETTERS = "23456789abcdefghjkmnpqrstvwxyz"  # none of which is taken for another
_LENGTH = 7

_current: ContextVar[str | None] = ContextVar("reference", default=None)


def reference() -> str | None:
    """Return the name of what the current task handles; None if that has none."""
    return _current.get()


def begin_reference() -> str:
    """Give what the current task handles from now on a name, and return it."""
    name = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    _current.set(name)
    return name


@contextmanager
def referenced() -> Iterator[str]:
    """Give what is done inside a name of its own, and tasks that are started there, too."""
    before = _current.get()
    try:
        yield begin_reference()
    finally:
        _current.set(before)
