"""Prompts that have been read, put aside for those that begin alike, as far as memory allows."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.batching.prefixes import best, common
from engine.decoding import State


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Kept:
    """A prompt and what the model made of it."""

    tokens: Sequence[int]
    state: State


class Shelf:
    """What is kept within a number of bytes; the least recently used is given up first.

    Attributes:
        room: the most bytes of all that is kept.
    """

    def __init__(self, room: int) -> None:
        """Begin empty, with `room` bytes."""
        self.room = room
        self._kept: list[Kept] = []

    def best(self, prompt: Sequence[int]) -> tuple[Kept | None, int]:
        """Return what begins most like `prompt`, and how many tokens they share."""
        return best(prompt, self._kept)

    def use(self, kept: Kept) -> None:
        """Take note that something was used just now."""
        self._kept.remove(kept)
        self._kept.append(kept)

    def holds(self, tokens: Sequence[int]) -> bool:
        """Return whether something begins with all of `tokens`."""
        return any(common(tokens, kept.tokens) == len(tokens) for kept in self._kept)

    def put(self, kept: Kept) -> None:
        """Keep a prompt instead of its beginnings, and of what was used least recently.

        Its state takes no more than all the room.
        """
        self._kept = [
            other for other in self._kept if common(kept.tokens, other.tokens) < len(other.tokens)
        ]
        self._kept.append(kept)
        while sum(each.state.nbytes for each in self._kept) > self.room:
            del self._kept[0]
