"""What prompts have in common at their beginning.

A prompt that begins as another one did takes over what was computed for that beginning instead of
being read anew (as the radix trees of SGLang do, https://arxiv.org/abs/2312.07104; among some
dozens, comparing them one by one is as fast).
"""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar


class Read(Protocol):
    """Something that holds the beginning of a prompt."""

    @property
    def tokens(self) -> Sequence[int]:
        """The tokens it holds."""
        ...


_R = TypeVar("_R", bound=Read)


def common(one: Sequence[int], other: Sequence[int]) -> int:
    """Return how many tokens two lists begin with alike."""
    low, high = 0, min(len(one), len(other))
    while low < high:  # comparing slices is quick, comparing tokens one by one isn't
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def best(prompt: Sequence[int], offered: Iterable[_R]) -> tuple[_R | None, int]:
    """Return which of those offered begins most like `prompt`, and with how many tokens.

    The last token of the prompt isn't counted: it has to be computed for what follows it.
    """
    found: _R | None = None
    length = 0
    for each in offered:
        shared = min(common(prompt, each.tokens), len(prompt) - 1)
        if shared > length:
            found, length = each, shared
    return found, length
