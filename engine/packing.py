"""Which texts a model reads at once.

A batch of several short texts is one long text to llama.cpp, in which attention looks at every
pair of tokens and then forgets those of different texts. So a batch is worth its attention up to
some size only; beyond it, two batches are quicker.
"""

from collections import deque
from typing import Protocol, TypeVar

SEQUENCES = 16
"""The most texts in a batch."""

_ON_CPU = 128
_ON_GPU = 2048  # which only large batches keep busy

_T_co = TypeVar("_T_co", covariant=True)


class Waiting(Protocol[_T_co]):
    """The texts of a call that wait to be read."""

    def next_length(self) -> int | None:
        """Return how many tokens the next text has; None when nothing waits any more."""
        ...

    def take(self) -> _T_co:
        """Take the next text, of which there is one."""
        ...


def packed_tokens(*, on_gpu: bool) -> int:
    """Return how many tokens of several texts are worth computing at once."""
    return _ON_GPU if on_gpu else _ON_CPU


def pack(calls: deque[Waiting[_T_co]], *, tokens: int) -> list[_T_co]:
    """Take the texts of the next batch.

    Calls take turns, a text each, so that one text doesn't wait for a hundred that came before it.
    A call whose next text doesn't fit any more has the first turn in the next batch.

    Args:
        calls: those of which nothing waits any more are removed. Others may be added at the end
            meanwhile, from any thread.
        tokens: how many tokens fit; a single text may be longer.
    """
    batch: list[_T_co] = []
    unlucky: list[Waiting[_T_co]] = []
    while calls and len(batch) < SEQUENCES:
        call = calls.popleft()
        length = call.next_length()
        if length is None:
            continue
        if batch and length > tokens:
            unlucky.append(call)
            continue
        batch.append(call.take())
        tokens -= length
        if call.next_length() is not None:
            calls.append(call)
    calls.extendleft(reversed(unlucky))
    return batch
