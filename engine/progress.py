"""How far a long piece of work has come."""

from collections.abc import Callable

Progress = Callable[[int, int | None], None]
"""Called with the bytes done and, where it is known, the bytes in all; from any thread."""


def unseen(done: int, total: int | None) -> None:
    """Show no progress."""
