"""Which passages are worth ranking by their words, where very many have some of the words.

SQLite's `bm25` looks at every passage with any of the terms, at some microseconds each, and counts
all passages with each term besides; a term that every tenth passage has makes that take a tenth of
a second for a hundred thousand of them. But what ranks high has the rare terms. So the passages
are gathered that have the terms of most weight together, and only those are ranked; of terms that
very many have, the newest passages alone are gathered. The common terms count again where the
gathered ones are ranked, so that they decide between them (as the non-essential terms do in Turtle
and Flood, Query Evaluation: Strategies and Optimizations, 1995).
"""

import math
from collections.abc import Iterable, Mapping

import numpy as np

from index.catalogue.word_index import Numbers, PassageTerms, Posting

GATHERED = 10_000
"""Passages of a term that are gathered at most."""

RANKED = 1000
"""Passages that are ranked, of all that were gathered."""

_SATURATION = 1.2  # k1 and b, as FTS5 has them
_LENGTH_MATTERS = 0.75
_LEAST = 1e-6  # the weight of a term that most passages have, as FTS5 has it


def shortlist(postings: Mapping[str, Posting], weights: Mapping[str, float]) -> Numbers:
    """Return the passages with the most weight of terms together, the newest of equals first."""
    gathered = np.concatenate([each.numbers for each in postings.values()])
    worth = np.concatenate(
        [np.full(len(each.numbers), weights[term]) for term, each in postings.items()]
    )
    numbers, places = np.unique(gathered, return_inverse=True)
    order = np.lexsort((-numbers, -np.bincount(places, worth)))
    shortlisted: Numbers = numbers[order[:RANKED]]
    return shortlisted


def weights(postings: Mapping[str, Posting], passages: int) -> dict[str, float]:
    """Return the weight of each term in a corpus: the rarer, the heavier."""
    return {
        term: max(
            math.log(max(passages - each.frequency + 0.5, 0.5) / (each.frequency + 0.5)), _LEAST
        )
        for term, each in postings.items()
    }


def ranked(
    passages: Iterable[PassageTerms],
    weights: Mapping[str, float],
    *,
    body_weight: float,
    title_weight: float,
) -> list[tuple[int, float]]:
    """Return passages by their row numbers with their BM25 scores, best first.

    Passages without any of the terms are left out.
    """
    texts = [(each.number, each.body.split(" "), each.title.split(" ")) for each in passages]
    if not texts:
        return []
    average = sum(len(body) + len(title) for _, body, title in texts) / len(texts)
    scores = {}
    for number, body, title in texts:
        counts: dict[str, float] = {}
        for weight, terms in ((body_weight, body), (title_weight, title)):
            for term in terms:
                if term in weights:
                    counts[term] = counts.get(term, 0.0) + weight
        if counts:
            length = (len(body) + len(title)) / average
            scores[number] = _bm25(counts, weights, length)
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


def _bm25(counts: Mapping[str, float], weights: Mapping[str, float], length: float) -> float:
    damping = _SATURATION * (1 - _LENGTH_MATTERS + _LENGTH_MATTERS * length)
    return sum(
        weights[term] * count * (_SATURATION + 1) / (count + damping)
        for term, count in counts.items()
    )
