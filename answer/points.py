"""Which sentences of an article make its points. All pure.

The article is cut into as many parts of equal length as the summary has points, so that the whole
of it is covered and not only its beginning. Of each part, the sentences with most of the article's
frequent words are compared by meaning; the one that is closest to the article and to its part is
taken (centrality by the cosine to the centroid, as in MEAD, Radev et al. 2004), unless it repeats
an earlier one (maximal marginal relevance, Carbonell and Goldstein 1998).
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

import numpy as np

from answer.orders import gives_orders
from answer.pronouns import points_back
from index.function_words import content_terms
from index.models import Sentence
from index.ports import Vectors
from index.wording import containment, wording

_Item = TypeVar("_Item")
Part = tuple[Sentence, ...]

_FEWEST_WORDS, _MOST_WORDS = 6, 60
_OF_PART = 1.0  # what closeness to the part counts, beside closeness to the article
_REPETITION = 1.0
_SAME = 0.8  # of a sentence's runs of four words: it says the same with a word or two changed
_POINTING_BACK = 0.25
_SPOKEN = 0.3  # a quotation says who speaks only in the sentence around it
_NAMED = 0.05
_TELLING, _TELLING_WORDS = 0.2, 20  # a short sentence is close to everything and says little
_LEAD = 0.1
_USUAL_TERMS = 4  # added to a sentence's terms, so that a few frequent words alone win nothing
_UNCLEAR = 0.5  # of the topicality that sentences have; what points back is hardly ever chosen
_CELLS = " | "  # a row of a table
_TORN = re.compile(r"[,;]\s*[,;]")  # formulas and pictures that stood between were lost
# Who speaks so is named around the quotation only.
_OWN_VOICE = re.compile(
    r"(?:\w+,? ){0,3}(?:I|we|my|our|ich|wir|mein\w*|unser\w*|yo|nosotros|nuestr\w+)\b",
    re.IGNORECASE,
)
_NAME_OR_NUMBER = re.compile(r"(?<=[\w,] )[A-ZÀ-ÖØ-Þ]\w|\d")
_QUOTES = ('"', "“", "„", "«", "»", "‘", "'")


@dataclass(frozen=True, slots=True, kw_only=True)
class PointCandidates:
    """Sentences that may make the points of an article.

    Attributes:
        parts: the candidates of each part of the article, in its order.
        vectors: one unit-length row per candidate.
        preference: what speaks for each besides; None for nothing.
    """

    parts: tuple[Part, ...]
    vectors: Vectors
    preference: Vectors | None = None

    @property
    def sentences(self) -> Part:
        """All candidates, one per row of `vectors`."""
        return tuple(chain.from_iterable(self.parts))


def fit_for_points(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return the sentences fit for a point: statements of a readable length; all if none is.

    What gives orders to machines that read it is no statement.
    """
    return [
        sentence
        for sentence in sentences
        if _FEWEST_WORDS <= len(sentence.text.split()) <= _MOST_WORDS
        and not sentence.text.rstrip().endswith(("?", ":"))
        and _CELLS not in sentence.text
        and not _TORN.search(sentence.text)
        and not gives_orders(sentence.text)
    ] or list(sentences)


def parts(sentences: Sequence[Sentence], count: int) -> list[list[Sentence]]:
    """Cut an article into up to `count` parts with about as many words each; none is empty.

    Args:
        sentences: sentences in the article's order.
        count: the number of parts.
    """
    lengths = [len(sentence.text.split()) or 1 for sentence in sentences]
    found: dict[int, list[Sentence]] = {}
    before = 0
    for sentence, length in zip(sentences, lengths, strict=True):
        found.setdefault(int((before + length / 2) * count / sum(lengths)), []).append(sentence)
        before += length
    return list(found.values())


def shortlist(
    article_parts: Sequence[Sequence[Sentence]], most: int, *, language: str
) -> list[list[Sentence]]:
    """Return of each part the sentences with most of what the article is about, in its order.

    What an article is about are the words that many of its sentences have (as in SumBasic,
    Nenkova and Vanderwende 2005).

    Args:
        article_parts: the sentences of each part.
        most: how many of each part.
        language: ISO 639-1 code of the article's language.
    """
    terms = {
        sentence.start: frozenset(content_terms(sentence.text, language))
        for sentence in chain.from_iterable(article_parts)
    }
    spread_over = Counter(chain.from_iterable(terms.values()))

    def topicality(sentence: Sentence) -> float:
        own = terms[sentence.start]
        topical = sum(math.log(spread_over[term]) for term in own) / (len(own) + _USUAL_TERMS)
        return topical - (_UNCLEAR if points_back(sentence.text, language) else 0.0)

    return [
        sorted(sorted(part, key=lambda each: -topicality(each))[:most], key=lambda each: each.start)
        for part in article_parts
    ]


def choose(candidates: PointCandidates, *, language: str) -> list[tuple[Sentence, Part]]:
    """Return one sentence of each part with the part, in order; none of one that says nothing new.

    Args:
        candidates: what to choose from.
        language: ISO 639-1 code of the article's language.
    """
    sentences, vectors = candidates.sentences, candidates.vectors
    if not sentences:
        return []
    merits = _centrality(vectors) + [_prior(each, language) for each in sentences]
    merits[0] += _LEAD
    if candidates.preference is not None:
        merits += candidates.preference
    chosen: dict[int, Part] = {}
    reached = 0
    for part in candidates.parts:
        places = np.arange(reached, reached + len(part))
        reached += len(part)
        scores = merits[places] + _OF_PART * _centrality(vectors[places])
        if chosen:
            scores -= _REPETITION * (vectors[places] @ vectors[list(chosen)].T).max(axis=1)
        said = [sentences[at] for at in chosen]
        for at in places[np.argsort(-scores, kind="stable")]:
            if not repeats(sentences[at], said):
                chosen[int(at)] = part
                break
    return [(sentences[at], part) for at, part in chosen.items()]


def repeats(sentence: Sentence, others: Sequence[Sentence]) -> bool:
    """Tell whether another sentence says nearly all of this one, in its words and numbers."""
    words = wording(sentence.text)
    said = [wording(other.text) for other in others]
    return any(
        words.numbers <= other.numbers and containment(words, other) >= _SAME for other in said
    )


def spread(items: Sequence[_Item], most: int) -> list[_Item]:
    """Return at most `most` of the items, evenly spread."""
    return list(items[:: -(-len(items) // most) or 1]) if most else []


def _centrality(vectors: Vectors) -> Vectors:
    centroid = vectors.mean(axis=0)
    centrality: Vectors = vectors @ (centroid / (np.linalg.norm(centroid) or 1.0))
    return centrality


def _prior(sentence: Sentence, language: str) -> float:
    return (
        _TELLING * min(1.0, len(sentence.text.split()) / _TELLING_WORDS)
        + (_NAMED if _NAME_OR_NUMBER.search(sentence.text) else 0.0)
        - (_POINTING_BACK if points_back(sentence.text, language) else 0.0)
        - (_SPOKEN if _is_spoken(sentence.text) else 0.0)
    )


def _is_spoken(text: str) -> bool:
    return text.startswith(_QUOTES) or bool(_OWN_VOICE.match(text))
