"""Which passages repeat what better ones say, so that they don't crowd out others. All pure.

The same agency story on two sites gives pairs of passages with the same words. Of such a pair the
one that matches the question better is kept, and the other is remembered with it. What is longer
by more than an edit, what has a number that the better one lacks, and what has a word of the
question that the better one lacks says something of its own and stays.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from index.wording import Run, Wording, containment, wording

_REPEATED = 0.8  # of a passage's runs: a changed word breaks four, some 5 % of a paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A text that was found for a question.

    Attributes:
        asked: the terms of the question that it has.
    """

    text: str
    asked: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The place of a text that isn't repetition, and the places of those that say the same."""

    place: int
    repeats: tuple[int, ...]


def distinct(ranked: Sequence[Found]) -> tuple[Kept, ...]:
    """Return which texts say something that no better one says, in their order.

    A text that says all that a better, shorter one does, and more, is kept as well as remembered
    with that one.

    Args:
        ranked: texts, best first.
    """
    wordings = [wording(each.text) for each in ranked]
    common = _common_runs(wordings)  # so that few pairs are compared
    repeats: dict[int, list[int]] = {}
    having: defaultdict[Run, list[int]] = defaultdict(list)
    for place, found in enumerate(ranked):
        words = wordings[place]
        shared = words.runs & common
        repeated = False
        for better in sorted({kept for run in shared for kept in having[run]}):
            says_it_all = _says(wordings[better], words) and found.asked <= ranked[better].asked
            if says_it_all or _says(words, wordings[better]):
                repeats[better].append(place)
            repeated = repeated or says_it_all
        if not repeated:
            repeats[place] = []
            for run in shared:
                having[run].append(place)
    return tuple(Kept(place=place, repeats=tuple(known)) for place, known in repeats.items())


def _common_runs(wordings: Sequence[Wording]) -> frozenset[Run]:
    """Return the runs that several of the texts have."""
    counts = Counter(chain.from_iterable(words.runs for words in wordings))
    return frozenset(run for run, count in counts.items() if count > 1)


def _says(one: Wording, other: Wording) -> bool:
    """Return whether `one` says nearly all that `other` does."""
    return other.numbers <= one.numbers and containment(other, one) >= _REPEATED
