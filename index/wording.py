"""How a text is worded, for telling whether another says the same in the same words. All pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.words import terms

Run = tuple[str, ...]

SHINGLE = 4
"""Words in a run: long enough that two texts about one subject share hardly any."""

_REMEMBERED = 256  # texts: what a question finds is looked at several times; some 5 MB
_ANY_LANGUAGE = ""  # words are compared as they are written, not by their stems


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words of a text, without case, accents and punctuation, and the runs that they form.

    Attributes:
        words: the words in their order.
        runs: all runs of `SHINGLE` words, or all words together where they are fewer.
        numbers: the words that have a digit.
    """

    words: tuple[str, ...]
    runs: frozenset[Run]
    numbers: frozenset[str]

    @property
    def spaced(self) -> str:
        """The words with a blank before, between and after them."""
        return f" {' '.join(self.words)} "


@lru_cache(maxsize=_REMEMBERED)
def wording(text: str) -> Wording:
    """Return how `text` is worded."""
    words = words_of(text)
    return Wording(
        words=words,
        runs=frozenset(runs(words)),
        numbers=frozenset(
            word for word in words if not word.isalpha() and any(map(str.isdecimal, word))
        ),
    )


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text alone, without case, accents and punctuation."""
    return tuple(terms(text, _ANY_LANGUAGE))


def runs(words: Sequence[str]) -> list[Run]:
    """Return all runs of `SHINGLE` words in their order, or one of all words if they are fewer."""
    if len(words) <= SHINGLE:
        return [tuple(words)] if words else []
    return list(zip(*(words[start:] for start in range(SHINGLE)), strict=False))


def containment(part: Wording, whole: Wording) -> float:
    """Return the share, 0 to 1, of the runs of `part` that `whole` has (Broder 1997)."""
    return len(part.runs & whole.runs) / len(part.runs) if part.runs else 0.0


def same_text(a: str, b: str) -> float:
    """Return the share, 0 to 1, of all runs of two texts that both have: Jaccard's coefficient."""
    one, other = wording(a).runs, wording(b).runs
    return len(one & other) / len(one | other) if one | other else 0.0


def stands_in(quote: Wording, whole: Wording) -> bool:
    """Return whether the words of a quote follow one another in a text; never for no words."""
    return bool(quote.words) and quote.spaced in whole.spaced
