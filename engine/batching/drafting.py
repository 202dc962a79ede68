"""How much of a reply is guessed ahead, as long as guessing pays.

Guesses are verified in one step (Leviathan et al. 2023, https://arxiv.org/abs/2211.17192). On a
processor a step with eight guesses takes as long as four without, and one with a single guess as
long as two. So few guesses never pay, and many do where at least half of them are right.
"""

from collections.abc import Sequence

from engine.batching.lookup import Lookup

_FIRST = 8  # guesses
_FEWEST = 4
_PAUSE = 8  # tokens written without guesses after a first failure; twice as many after each more
_LONGEST_PAUSE = 128


class Drafting:
    """The guesses for one reply: more when they were all right, none for a while when not."""

    def __init__(self, prompt: Sequence[int], *, most: int) -> None:
        """Begin behind a prompt.

        Args:
            prompt: its tokens.
            most: how many guesses there are at most in a step.
        """
        self._lookup = Lookup(prompt)
        self._most = most
        self._length = min(_FIRST, most)
        self._pause = _PAUSE
        self._resting = 0

    def add(self, token: int) -> None:
        """Take the next token of the reply."""
        self._lookup.add(token)
        self._resting = max(0, self._resting - 1)

    def guess(self, most: int) -> list[int]:
        """Return up to `most` guesses of what follows; none where it wouldn't pay."""
        if self._resting:
            return []
        guesses = self._lookup.guess(min(self._length, most))
        return guesses if len(guesses) >= min(_FEWEST, self._most) else []

    def learn(self, *, guessed: int, right: int) -> None:
        """Take note of how many guesses were right."""
        if right == guessed:
            self._length = min(2 * self._length, self._most)
            self._pause = _PAUSE
        elif 2 * right < guessed:
            self._length = min(_FIRST, self._most)
            self._resting = self._pause
            self._pause = min(2 * self._pause, _LONGEST_PAUSE)
