"""The hard rule: numbers, units, dates, names and negations of a claim stand in its evidence. Pure.

It is checked before anything else and whatever else says yes. It is necessary, not sufficient: a
number may stand in the evidence and belong to something else.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from answer.support.lexicon import lexicon, listed
from answer.support.reading import Reading, Word, read
from index.sentences import sentences

_MEASURES = listed(
    "kilometer meter centimeter millimeter kilogram gram ton tonne tons tonnes hectare liter "
    "mile foot pound dollar euro yen % ° second seconds minute minutes hour hours day days "
    "week weeks month months year years century centuries euros dollars pounds"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    numbers: frozenset[str]
    quantities: frozenset[tuple[str, str]]
    names: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    forms: frozenset[str]


def missing_facts(claim: str, evidence: str, language: str) -> tuple[str, ...]:
    """Return the numbers, names and negations of a claim that its evidence doesn't have.

    Args:
        claim: the statement to judge.
        evidence: the text that it is said to rest on.
        language: ISO 639-1 code of both.
    """
    readings = [read(evidence[slice(*span)], language) for span in sentences(evidence, language)]
    has = _facts(readings)
    follow = {
        (one.form, two.form)
        for reading in readings
        for part in reading.parts
        for one, two in pairwise(part)
    }
    known = lexicon(language)
    negations = frozenset[str]() if known is None else known.negations
    missing: list[str] = []
    for said in (read(claim[slice(*span)], language) for span in sentences(claim, language)):
        claimed = _facts([said])
        missing += [word for word in claimed.numbers if word not in has.forms]
        missing += [" ".join(each) for each in claimed.quantities if each not in has.quantities]
        missing += [name for name in claimed.names if name not in has.forms]
        missing += [" ".join(pair) for pair in claimed.pairs if pair not in follow]
        missing += [word for word in said.forms if word in negations and word not in has.forms]
    return tuple(dict.fromkeys(missing))


def _facts(readings: Sequence[Reading]) -> _Facts:
    words = [part for reading in readings for part in reading.parts]
    return _Facts(
        numbers=frozenset(word.form for part in words for word in part if word.number),
        quantities=frozenset(pair for part in words for pair in _quantities(part)),
        names=frozenset(word.form for part in words for word in part if word.name),
        pairs=frozenset(pair for part in words for pair in _name_pairs(part)),
        forms=frozenset(word.form for part in words for word in part),
    )


def _quantities(part: Sequence[Word]) -> Iterator[tuple[str, str]]:
    for number, unit in pairwise(part):
        if number.number and unit.form in _MEASURES:
            yield number.form, unit.form


def _name_pairs(part: Sequence[Word]) -> Iterator[tuple[str, str]]:
    """Yield words of names that follow one another: "Ann Lee" isn't in "Ann Ray and Bo Lee"."""
    for named, words in groupby(part, key=lambda word: word.written[:1].isupper()):
        run = list(words)
        if named:
            yield from ((one.form, two.form) for one, two in pairwise(run))
