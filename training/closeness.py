"""Words that are close in meaning to another one, by the vectors of the embedding model."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.function_words import function_words
from index.words import terms

# Above the one, words mean the same (`begin`, `start`); below the other, anything (`begin`, `tax`).
_LEAST, _MOST = 0.33, 0.72
_NEAREST = 120
_BEGINNING = 4  # letters; words that share them are forms of one word
_SHORTEST = 3
_OFTEN = 2  # sentences that a word stands in; what is rarer is often misspelt


def common_words(sentences: Iterable[str]) -> list[str]:
    """Return the words, in lower case, that stand in several sentences and tell something."""
    counts = Counter(
        word.strip(".,;:!?()\"'") for each in sentences for word in set(each.lower().split())
    )
    return sorted(
        word
        for word, count in counts.items()
        if count >= _OFTEN
        and len(word) >= _SHORTEST
        and word.isalpha()
        and not function_words("en").issuperset(terms(word, "en"))
    )


class CloseWords:
    """Finds the close words of one."""

    def __init__(self, words: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Look among `words`; `vectors` has a row of unit length for each."""
        self._words = words
        self._vectors = vectors
        self._rows = {word: row for row, word in enumerate(words)}
        self._found: dict[str, list[str]] = {}

    def __call__(self, word: str) -> Sequence[str]:
        """Return words near the one given, none of which means the same, nearest first."""
        if word not in self._found:
            self._found[word] = self._near(word) if word in self._rows else []
        return self._found[word]

    def _near(self, word: str) -> list[str]:
        likeness = self._vectors @ self._vectors[self._rows[word]]
        return [
            self._words[row]
            for row in np.argsort(-likeness)[:_NEAREST]
            if _LEAST < likeness[row] < _MOST and self._words[row][:_BEGINNING] != word[:_BEGINNING]
        ]
