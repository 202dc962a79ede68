"""Measures of one answer against labelled truth; all pure.

Strings are compared as in SQuAD (Rajpurkar et al. 2016): lower-cased, without punctuation and the
words a, an and the, white space folded; and on whole tokens.
"""

import re
import string
from collections.abc import Sequence

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)


def normalised(text: str) -> str:
    """Return `text` as SQuAD compares it."""
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())


def contains(text: str, answers: Sequence[str]) -> bool:
    """Return whether one of the acceptable strings stands in `text`, on whole tokens."""
    padded = f" {normalised(text)} "
    return any(f" {wanted} " in padded for wanted in map(normalised, answers) if wanted)


def within(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Return whether the span from `start` to `end` lies in one of `spans`."""
    return any(low <= start and end <= high for low, high in spans)


def overlaps(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Return whether the span from `start` to `end` shares a character with one of `spans`."""
    return any(low < end and start < high for low, high in spans)


def occurrences(text: str, part: str) -> list[tuple[int, int]]:
    """Return the spans at which `part` stands in `text`."""
    return [(m.start(), m.end()) for m in re.finditer(re.escape(part), text)]
