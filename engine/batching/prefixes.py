"""Which sequences of the model's memory hold what, and what of it is kept for later prompts.

A prompt that begins as another one did takes over the cells of that beginning instead of being read
anew (as the radix trees of SGLang do, https://arxiv.org/abs/2312.07104; with some dozens of
sequences comparing them one by one is as fast).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefix:
    """A beginning of prompts.

    Attributes:
        sequence: llama.cpp's number for the sequence that holds it.
        tokens: what it holds.
        pinned: whether others are given up first.
    """

    sequence: int
    tokens: Sequence[int]
    pinned: bool = False


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


def best(prompt: Sequence[int], prefixes: Iterable[Prefix]) -> tuple[Prefix | None, int]:
    """Return which of some prefixes begins most like `prompt`, and how long.

    Prompt and prefix are lists or both tuples. The last token of the prompt isn't counted: it has
    to be computed for what follows it.
    """
    found: Prefix | None = None
    length = 0
    for prefix in prefixes:
        shared = min(common(prompt, prefix.tokens), len(prompt) - 1)
        if shared > length:
            found, length = prefix, shared
    return found, length


class Prefixes:
    """The sequences of a context: those in use, those kept, and those that are free."""

    def __init__(self, sequences: int) -> None:
        """Begin with `sequences` free ones."""
        self._free = list(range(sequences))
        self._kept: list[Prefix] = []

    @property
    def kept(self) -> Sequence[Prefix]:
        """What is kept, the least recently used first."""
        return self._kept

    def take(self) -> int | None:
        """Return a sequence to be used, or none where one has to be given up first."""
        return self._free.pop() if self._free else None

    def free(self, sequence: int) -> None:
        """Take back a sequence that holds nothing any more."""
        self._free.append(sequence)

    def keep(self, prefix: Prefix) -> list[int]:
        """Keep what a sequence in use holds, and return the sequences that are needless now.

        Those are prefixes of the new one, or the new one itself where another begins with it. The
        caller empties them and frees them.
        """
        needless: list[int] = []
        pinned = prefix.pinned
        for other in list(self._kept):
            shared = common(prefix.tokens, other.tokens)
            if shared == len(prefix.tokens) and other.pinned >= pinned:
                self.use(other)
                return [*needless, prefix.sequence]
            if shared == len(other.tokens) and pinned >= other.pinned:
                self._kept.remove(other)
                needless.append(other.sequence)
        self._kept.append(prefix)
        return needless

    def use(self, prefix: Prefix) -> None:
        """Take note that a prefix was used just now."""
        if prefix in self._kept:
            self._kept.remove(prefix)
            self._kept.append(prefix)

    def give_up(self) -> int | None:
        """Forget the least recently used prefix and return its sequence, or none without one.

        The caller empties it and frees it. Pinned ones are given up last.
        """
        if not self._kept:
            return None
        prefix = next((each for each in self._kept if not each.pinned), self._kept[0])
        self._kept.remove(prefix)
        return prefix.sequence

    def forget(self) -> None:
        """Forget all that is kept: the memory has been cleared."""
        self._free.extend(each.sequence for each in self._kept)
        self._kept.clear()
