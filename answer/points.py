"""Which sentences of an article make its points. All pure.

The article is cut into as many parts as the summary has points, so that the whole of it is covered
and not only its beginning; of each part the sentence that says most of what the article is about
is taken (centrality by the cosine to the centroid, as in MEAD, Radev et al. 2004), unless it
repeats an earlier one (maximal marginal relevance, Carbonell and Goldstein 1998).
"""

import re
from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from index.models import Sentence
from index.ports import Vectors

_Item = TypeVar("_Item")

_FEWEST_WORDS, _MOST_WORDS = 6, 60
_REPETITION = 0.5
_POINTING_BACK = 0.15
_SPOKEN = 0.3  # a quotation says who speaks only in the sentence around it
_NAMED = 0.05
_TELLING, _TELLING_WORDS = 0.2, 20  # a short sentence is close to everything and says little
_LEAD = 0.1
_POINTS_BACK = re.compile(
    r"^(he|she|it|they|this|that|these|those|his|her|its|their|but|and|so|however|there|then|also|yet|now|"
    r"er|sie|es|dies\w*|das|aber|und|doch|dann|nun|auch|él|ella|esto|eso|pero|y)\b",
    re.IGNORECASE,
)
_NAME_OR_NUMBER = re.compile(r"(?<=[\w,] )[A-ZÀ-ÖØ-Þ]\w|\d")
_QUOTES = ('"', "“", "„", "«", "»", "‘", "'")


def choose(
    candidates: Sequence[Sentence],
    vectors: Vectors,
    *,
    count: int,
    preference: Vectors | None = None,
) -> list[Sentence]:
    """Return up to `count` sentences, one from each part of the article, in the article's order.

    Args:
        candidates: sentences in the article's order.
        vectors: one unit-length row per candidate.
        count: the number of parts.
        preference: what speaks for each candidate besides; None for nothing.
    """
    if not candidates:
        return []
    merits = _centrality(vectors) + [_prior(each, at) for at, each in enumerate(candidates)]
    if preference is not None:
        merits += preference
    chosen: list[int] = []
    for part in np.array_split(np.arange(len(candidates)), min(count, len(candidates))):
        scores = merits[part]
        if chosen:
            scores = scores - _REPETITION * (vectors[part] @ vectors[chosen].T).max(axis=1)
        chosen.append(int(part[np.argmax(scores)]))
    return [candidates[index] for index in chosen]


def _centrality(vectors: Vectors) -> Vectors:
    centroid = vectors.mean(axis=0)
    centrality: Vectors = vectors @ (centroid / (np.linalg.norm(centroid) or 1.0))
    return centrality


def _prior(sentence: Sentence, position: int) -> float:
    return (
        (_LEAD if position == 0 else 0.0)
        + _TELLING * min(1.0, len(sentence.text.split()) / _TELLING_WORDS)
        + (_NAMED if _NAME_OR_NUMBER.search(sentence.text) else 0.0)
        - (_POINTING_BACK if _POINTS_BACK.match(sentence.text) else 0.0)
        - (_SPOKEN if sentence.text.startswith(_QUOTES) else 0.0)
    )


def fit_for_points(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return the sentences fit for a point: statements of a readable length; all if none is."""
    return [
        sentence
        for sentence in sentences
        if _FEWEST_WORDS <= len(sentence.text.split()) <= _MOST_WORDS
        and not sentence.text.rstrip().endswith(("?", ":"))
    ] or list(sentences)


def spread(items: Sequence[_Item], most: int) -> list[_Item]:
    """Return at most `most` of the items, evenly spread."""
    return list(items[:: -(-len(items) // most) or 1]) if most else []
