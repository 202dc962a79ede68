"""Whether words that a question has together stand together in a text, too. All pure.

A pair of neighbouring words need not be neighbours in the answer: "Who invented the atmospheric
engine?" is answered by "the engine, which was called atmospheric". So a pair counts as found where
its terms stand near each other in either order, which tells more than either alone (Tao and Zhai,
An Exploration of Proximity Measures in Information Retrieval, 2007).
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from index.ranking import Asked

_APART_IN_QUESTION = 2  # terms: neighbours, and those with one between them
_APART_IN_TEXT = 4


def nearness(question: Asked, terms: Sequence[str]) -> float:
    """Return the share, 0 to 1, of the question's pairs of terms that stand near each other.

    Args:
        question: what was asked.
        terms: the content terms of a text.
    """
    pairs = _pairs(question.terms)
    if not pairs:
        return 0.0
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, term in enumerate(terms):
        if term in question.weights:
            places[term].append(place)
    if len(places) < 2:
        return 0.0
    found = sum(_near(places.get(one, ()), places.get(other, ())) for one, other in pairs)
    return found / len(pairs)


@lru_cache(maxsize=16)  # a question is compared with a hundred texts
def _pairs(terms: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    return frozenset(
        (min(one, other), max(one, other))
        for place, one in enumerate(terms)
        for other in terms[place + 1 : place + 1 + _APART_IN_QUESTION]
        if one != other
    )


def _near(ones: Sequence[int], others: Sequence[int]) -> bool:
    return any(abs(one - other) <= _APART_IN_TEXT for one in ones for other in others)
