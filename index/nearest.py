"""What comes nearest to a sentence in a text that no longer has it. All pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.function_words import content_terms
from index.models import Passage
from index.sentences import sentences
from index.wording import wording

_ENOUGH = 0.4  # of the words of both; sentences about other things share fewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """One or more sentences of a passage, and how much of a quote they say.

    Attributes:
        start: character offset into the article's text.
        end: character offset into the article's text, exclusive.
        same: whether the words are those of the quote, only set otherwise.
    """

    passage: Passage
    start: int
    end: int
    same: bool


def nearest(quote: str, passages: Sequence[Passage], language: str) -> Nearest | None:
    """Return the sentences that share most words with a quote; None if none share enough.

    Args:
        quote: one or more sentences.
        passages: those of one article.
        language: ISO 639-1 code of the article's language.
    """
    asked = Counter(content_terms(quote, language))
    count = max(1, len(sentences(quote, language)))
    best, most = None, _ENOUGH
    for passage, first, last in _windows(passages, count):
        low, high = passage.sentences[first].start, passage.sentences[last].end
        share = _shared(asked, Counter(content_terms(_slice(passage, low, high), language)))
        if share > most:
            best, most = (passage, low, high), share
    if best is None:
        return None
    passage, low, high = best
    same = wording(_slice(passage, low, high)).words == wording(quote).words
    return Nearest(passage=passage, start=low, end=high, same=same)


def _windows(passages: Sequence[Passage], count: int) -> Iterator[tuple[Passage, int, int]]:
    """Yield the first and the last of all runs of `count` sentences, of fewer where need be."""
    for passage in passages:
        length = len(passage.sentences)
        for first in range(max(1, length - count + 1) if length else 0):
            yield passage, first, min(first + count, length) - 1


def _slice(passage: Passage, start: int, end: int) -> str:
    return passage.text[start - passage.start : end - passage.start]


def _shared(one: Counter[str], other: Counter[str]) -> float:
    """Return Dice's coefficient of two bags of words."""
    return 2 * (one & other).total() / max(1, one.total() + other.total())
