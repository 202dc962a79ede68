"""Which sentences of different articles say the same, and which contradict each other. All pure.

Two sentences say the same if their meanings are close, one has all names and numbers of the other,
they share a word that is neither, and none has a negation or an opposite that the other lacks. They
contradict each other where that is all but certain: see `answer.disagreement`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from answer.disagreement import difference
from answer.opposites import opposed
from answer.question import is_negated
from index.function_words import content_terms
from index.models import ArticleCard, Sentence
from index.ports import Vectors
from index.wording import wording

_CLOSE = 0.72  # cosine from which two sentences may say the same
_FEWEST_SHARED = 3  # content words
_FACT = re.compile(r"\b(?:[A-ZÀ-ÖØ-Þ]|\d)[\w.,'’-]*")
_COMPARABLE = 0.6  # cosine from which two sentences are looked at for a contradiction


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence of one of the articles that are compared.

    Attributes:
        number: which of the articles it stands in, from 0.
    """

    number: int
    article: ArticleCard
    sentence: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Statements of different articles that differ in the words given with each."""

    sides: tuple[tuple[Statement, str], ...]


def agreements(statements: Sequence[Statement], vectors: Vectors) -> list[tuple[Statement, ...]]:
    """Return groups of statements that say the same, those that agree most first.

    A group has one statement of each of two or more articles, and no statement is in two groups.

    Args:
        statements: of all articles.
        vectors: one unit-length row per statement.
    """
    closeness = vectors @ vectors.T
    pairs = sorted(_pairs(statements, closeness, _CLOSE), key=lambda pair: -closeness[pair])
    groups: list[list[int]] = []
    grouped: dict[int, list[int]] = {}
    for one, other in pairs:
        if not says_the_same(statements[one], statements[other]):
            continue
        if one not in grouped and other not in grouped:
            groups.append([one, other])
            grouped[one] = grouped[other] = groups[-1]
        elif one not in grouped or other not in grouped:
            new, known = (one, other) if one not in grouped else (other, one)
            if _fits(statements[new], [statements[at] for at in grouped[known]]):
                grouped[known].append(new)
                grouped[new] = grouped[known]
    return [
        tuple(sorted((statements[at] for at in group), key=lambda each: each.number))
        for group in groups
    ]


def contradictions(statements: Sequence[Statement], vectors: Vectors) -> list[Contradiction]:
    """Return where statements differ in a number, a name or a date only, newest article first.

    Args:
        statements: of all articles.
        vectors: one unit-length row per statement.
    """
    groups: list[dict[int, str]] = []
    for one, other in _pairs(statements, vectors @ vectors.T, _COMPARABLE):
        ours, theirs = statements[one], statements[other]
        language = ours.article.language
        if language != theirs.article.language:
            continue
        words = difference(ours.sentence.text, theirs.sentence.text, language)
        if words is None:
            continue
        sides = dict(zip((one, other), words, strict=True))
        known = next((group for group in groups if group.items() & sides.items()), None)
        if known is None:
            groups.append(sides)
        elif statements[max(sides.keys() - known.keys(), default=one)].number not in {
            statements[at].number for at in known
        }:
            known.update(sides)
    return [_contradiction(statements, group) for group in groups]


def says_the_same(one: Statement, other: Statement) -> bool:
    """Tell whether two statements of close meaning have the same names, numbers and sense."""
    first, second = one.sentence.text, other.sentence.text
    if is_negated(first) != is_negated(second):
        return False
    if not (_names_all_of(first, second) or _names_all_of(second, first)):
        return False
    language = one.article.language
    if language != other.article.language:
        return True
    ours, theirs = set(content_terms(first, language)), set(content_terms(second, language))
    differing = opposed(ours - theirs, theirs - ours, language)
    shared = ours & theirs
    named = content_terms(" ".join(_FACT.findall(first)), language)
    return not differing and len(shared) >= _FEWEST_SHARED and bool(shared.difference(named))


def _names_all_of(text: str, other: str) -> bool:
    """Tell whether a text has all numbers of another, and all that may be names in it."""
    own = wording(text)
    facts = wording(" ".join(_FACT.findall(other)))
    return facts.numbers <= own.numbers and set(facts.words) <= set(own.words)


def _pairs(
    statements: Sequence[Statement], closeness: Vectors, least: float
) -> Iterator[tuple[int, int]]:
    """Yield the places of close statements of different articles, in their order."""
    for one, other in np.argwhere(np.triu(closeness >= least, k=1)):
        if statements[one].number != statements[other].number:
            yield int(one), int(other)


def _fits(statement: Statement, group: Sequence[Statement]) -> bool:
    """Tell whether a statement of another article says what all of a group say."""
    return all(statement.number != each.number and says_the_same(statement, each) for each in group)


def _contradiction(statements: Sequence[Statement], group: dict[int, str]) -> Contradiction:
    sides = sorted(
        ((statements[at], words) for at, words in group.items()),
        key=lambda side: side[0].article.published or "",
        reverse=True,
    )
    return Contradiction(sides=tuple(sides))
