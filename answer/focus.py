"""How close the sentences of an article are to what a person wants to read about.

A sentence is about the focus if it says so in the focus's words, itself or by the headings it
stands under, or if its meaning is near. A word alone is weak when the focus has several: half of
them says an eighth.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import chain

import numpy as np

from answer.points import spread
from index.function_words import content_terms
from index.ports import Vectors
from index.ranking import asked

# Set by eye on the sample articles. Of 328 pairs of an encyclopedia's article and a subject that it
# isn't about ("Steam engine", vaccines), 43 have a sentence from here on; most of those do mention
# the subject or something close.
ABOUT = 0.45
_WORDS = 0.45  # a sentence with all of the focus's words is about it, whatever it means
_USUAL = 0.15  # similarity of an article's usual sentence; where that is less, less will do
_NEAR_BEST = 0.6  # of the closest; what is further away is dropped where there is better


def in_words(focus: str, texts: Sequence[str], language: str) -> Vectors:
    """Return for each text the share, 0 to 1, of the focus's words in it, rare ones weighing more.

    Args:
        focus: what a person wants to read about.
        texts: all sentences of an article, each with its headings.
        language: ISO 639-1 code of the article's language.
    """
    terms = [frozenset(content_terms(text, language)) for text in texts]
    wanted = asked(
        focus, language, frequencies=Counter(chain.from_iterable(terms)), passages=len(terms)
    )
    return np.array([wanted.coverage(each) for each in terms], dtype=np.float32)


def closeness(words: Vectors, vectors: Vectors, focus: Vectors) -> Vectors:
    """Return how close sentences are to the focus: from `ABOUT` on they are about it.

    Args:
        words: the share of the focus's words that each sentence has.
        vectors: one unit-length row per sentence.
        focus: the unit-length vector of the focus.
    """
    meaning = vectors @ focus
    lift = max(0.0, _USUAL - float(np.median(meaning))) if len(meaning) else 0.0
    close: Vectors = np.maximum(meaning + lift, 0.0) + _WORDS * words**3
    return close


def about(close: Vectors) -> list[int]:
    """Return the places of the sentences that are about the focus, in the article's order."""
    best = float(close.max(initial=0.0))
    return [int(at) for at in np.flatnonzero(close >= max(ABOUT, _NEAR_BEST * best))]


def worth_comparing(words: Vectors, most: int) -> list[int]:
    """Return the places of up to `most` sentences to compare by meaning, in the article's order.

    Those with words of the focus go first; the others are evenly spread.
    """
    ranked = [int(at) for at in np.argsort(-words, kind="stable")]
    matching = [at for at in ranked if words[at] > 0][:most]
    others = sorted(at for at in ranked if words[at] <= 0)
    return sorted([*matching, *spread(others, most - len(matching))])
