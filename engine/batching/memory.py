"""The model's memory: which sequences are in use, and what is kept of those that ended.

Attention looks at every cell below the highest one in use, if only to see that it belongs to
another sequence: with 8,000 idle cells a reply is written a quarter slower. So what is kept lies
elsewhere, and putting 500 tokens back takes about a millisecond, where reading them takes most of a
second. Only beginnings that are known to be needed stay where they are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine.batching.prefixes import best
from engine.batching.shelf import Kept, Shelf
from engine.decoding import Decoder
from engine.errors import ModelError

WORTH_KEEPING = 16
"""Tokens that are rather read again than kept or waited for."""

PINNED = 8
"""How many beginnings stay in memory at most."""

_NONE = -1  # a token that no text has, so that a whole prompt counts as a beginning


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a sequence holds."""

    sequence: int
    tokens: Sequence[int]


class Memory:
    """Sequences to be taken, filled with what was read before, and given back."""

    def __init__(self, decoder: Decoder, *, sequences: int, kept_bytes: int) -> None:
        """Begin with `sequences` empty ones, and room for `kept_bytes` of what was read."""
        self._decoder = decoder
        self._free = list(range(sequences))
        self._pinned: list[Held] = []
        self._shelf = Shelf(kept_bytes)

    def take(self) -> int:
        """Return an empty sequence."""
        while not self._free:
            self.make_room()
        return self._free.pop()

    def known(self, tokens: Sequence[int]) -> int:
        """Return how many tokens of a prompt needn't be read, whatever else is going on."""
        return max(best(tokens, self._pinned)[1], self._shelf.best(tokens)[1])

    def begin(self, sequence: int, tokens: Sequence[int], running: Iterable[Held]) -> int:
        """Fill an empty sequence with what is known of a prompt, and return how much that is."""
        if not self._decoder.whole:
            return 0
        held, length = best(tokens, [*self._pinned, *running])
        kept, longer = self._shelf.best(tokens)
        if kept is not None and longer >= length + WORTH_KEEPING:
            self._shelf.use(kept)
            if self._decoder.restore(sequence, kept.state):
                self._decoder.cut(sequence, longer)
                return longer
        if held is None or not self._decoder.complete(held.sequence):
            return 0
        self._decoder.lend(held.sequence, sequence, length)
        return length

    def end(self, sequence: int, prompt: Sequence[int], *, pinned: bool) -> None:
        """Give back a sequence that holds `prompt` and more, and keep the prompt if that pays."""
        self._decoder.cut(sequence, len(prompt))
        _, length = best([*prompt, _NONE], self._pinned)
        complete = self._decoder.whole and self._decoder.complete(sequence)
        if pinned and complete and length < len(prompt):
            self._pinned.append(Held(sequence=sequence, tokens=prompt))
            if len(self._pinned) > PINNED:
                self.make_room()
            return
        if complete and len(prompt) >= length + WORTH_KEEPING and not self._shelf.holds(prompt):
            state = self._decoder.state(sequence, most=self._shelf.room)
            if state is not None:
                self._shelf.put(Kept(tokens=prompt, state=state))
        self._empty(sequence)

    def make_room(self) -> None:
        """Free the cells of the oldest beginning that stays in memory.

        Raises:
            ModelError: there is none.
        """
        if not self._pinned:
            raise ModelError("The model's memory is full; set a larger CACHE_MEGABYTES.")
        self._empty(self._pinned.pop(0).sequence)

    def lose(self, sequences: Iterable[int]) -> None:
        """Give back some sequences, and all that stays: what memory holds isn't certain."""
        self._decoder.clear()
        self._free += [*sequences, *(held.sequence for held in self._pinned)]
        self._pinned.clear()

    def _empty(self, sequence: int) -> None:
        self._decoder.cut(sequence)
        self._free.append(sequence)
