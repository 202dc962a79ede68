"""What may come next where a reply copies: what followed the same words before.

Prompt lookup decoding (Saxena 2023, https://github.com/apoorvumang/prompt-lookup-decoding).
"""

from collections import defaultdict
from collections.abc import Sequence

_ALIKE = 3  # tokens that have to be the same before a place counts as one that is copied
_PLACES = 8  # of which the longest likeness is sought
_LONGEST = 32  # tokens of likeness; what is longer is no surer


class Lookup:
    """Finds where the last tokens of a text have occurred in it before."""

    def __init__(self, tokens: Sequence[int]) -> None:
        """Begin with some tokens of the text; `add` takes what follows them."""
        self._tokens: list[int] = []
        self._places: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
        for token in tokens:
            self.add(token)

    def add(self, token: int) -> None:
        """Take the next token."""
        # What the text ends with is no earlier place, so its place is noted one token later.
        if len(self._tokens) >= _ALIKE:
            self._places[tuple(self._tokens[-_ALIKE:])].append(len(self._tokens))
        self._tokens.append(token)

    def guess(self, most: int) -> list[int]:
        """Return up to `most` tokens that may follow: those behind the likeliest place."""
        places = self._places.get(tuple(self._tokens[-_ALIKE:]), ())[-_PLACES:]
        if not places:
            return []
        best = max(places, key=lambda place: (self._likeness(place), place))
        return self._tokens[best : best + most]

    def _likeness(self, place: int) -> int:
        """Return how many tokens before `place` are those that the text ends with."""
        end = len(self._tokens)
        longest = min(place, _LONGEST)
        alike = _ALIKE
        while alike < longest and self._tokens[place - alike - 1] == self._tokens[end - alike - 1]:
            alike += 1
        return alike
