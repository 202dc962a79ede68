"""How well a text matches a question: by its words and their rarity. All pure."""

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from index.function_words import content_terms

# BM25's usual k1; what a term can add at most is its weight times (k1 + 1).
_SATURATION = 1.2
_PASSAGE_TERMS = 120.0  # a usual length, taken for the corpus's average
_SENTENCE_TERMS = 22.0
_PASSAGE_LENGTH_MATTERS = 0.75  # BM25's b
_SENTENCE_LENGTH_MATTERS = 0.4
_HEADED = 0.5  # of an occurrence: the title names what each passage is about


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The terms of a question and what each weighs.

    Attributes:
        terms: the content terms in their order, repeated as in the question.
        weights: the weight of each term: the rarer in the corpus, the heavier.
        total: the sum of the weights.
        unknown: the terms that the corpus doesn't have.
    """

    terms: tuple[str, ...]
    weights: Mapping[str, float]
    total: float
    unknown: frozenset[str]

    def coverage(self, terms: Collection[str]) -> float:
        """Return the weighted share, 0 to 1, of the question's terms that are among `terms`."""
        if not self.weights:
            return 0.0
        return sum(weight for term, weight in self.weights.items() if term in terms) / self.total


def asked(question: str, language: str, *, frequencies: Mapping[str, int], passages: int) -> Asked:
    """Return a question's terms with their weights in a corpus.

    The weight is BM25's inverse document frequency in the form that is never negative.

    Args:
        question: what was asked.
        language: ISO 639-1 code of the articles that the terms will be compared with.
        frequencies: in how many passages of the corpus each term occurs.
        passages: how many passages the corpus has.
    """
    found = tuple(content_terms(question, language))
    weights = {}
    for term in dict.fromkeys(found):
        frequency = min(frequencies.get(term, 0), passages)
        weights[term] = math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))
    return Asked(
        terms=found,
        weights=weights,
        total=sum(weights.values()),
        unknown=frozenset(term for term in weights if not frequencies.get(term)),
    )


def passage_words(
    question: Asked, terms: Sequence[str], headed: Collection[str] = frozenset()
) -> float:
    """Return the BM25 score of a passage's terms as a share, 0 to 1, of the highest possible.

    Args:
        question: what was asked.
        terms: the content terms of the passage.
        headed: those of the title and headings it stands under, which count as said once more,
            but less.
    """
    return _bm25(
        question,
        terms,
        headed,
        average=_PASSAGE_TERMS,
        length_matters=_PASSAGE_LENGTH_MATTERS,
    )


def sentence_words(
    question: Asked, terms: Sequence[str], headed: Collection[str] = frozenset()
) -> float:
    """Return the BM25 score of a sentence's terms as a share, 0 to 1, of the highest possible.

    Args:
        question: what was asked.
        terms: the content terms of the sentence.
        headed: those of the title and headings it stands under, which count less.
    """
    return _bm25(
        question,
        terms,
        headed,
        average=_SENTENCE_TERMS,
        length_matters=_SENTENCE_LENGTH_MATTERS,
    )


def _bm25(
    question: Asked,
    terms: Sequence[str],
    headed: Collection[str],
    *,
    average: float,
    length_matters: float,
) -> float:
    # Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009, with
    # its weighted fields (section 3.6).
    weights = question.weights
    found = [term for term in terms if term in weights]
    if headed:
        headed = [term for term in weights if term in headed]
    if not (found or headed):
        return 0.0
    counts: defaultdict[str, float] = defaultdict(float)
    for term in found:
        counts[term] += 1.0
    for term in headed:
        counts[term] += _HEADED
    damping = _SATURATION * (1 - length_matters + length_matters * len(terms) / average)
    score = sum(
        weights[term] * count * (_SATURATION + 1) / (count + damping)
        for term, count in counts.items()
    )
    return score / (question.total * (_SATURATION + 1))
