"""What to quote where the evidence is too long for an answer. All pure.

An answer of many sentences hides its own: so the strongest are said, as many as fit, and the
citation still quotes all of the evidence.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from answer.models import Evidence
from index.function_words import content_terms
from index.sentences import sentences

MOST_WORDS = 56
"""Of an answer that is read at a glance; who speaks is said besides."""

_OMITTED = " … "


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    """A sentence of the evidence and its place in it.

    Attributes:
        strength: how well it may answer.
        shared: how many terms it shares with the question.
    """

    evidence: int
    number: int
    text: str
    strength: float
    shared: int

    @property
    def words(self) -> int:
        return len(self.text.split())


def briefly(
    question: str, evidence: Sequence[Evidence], *, said: int = 0
) -> tuple[tuple[Evidence, str], ...]:
    """Return the evidence to quote and what of it, in its order; none twice.

    Where nothing is said yet, the best sentence is among it, however long it is.

    Args:
        question: what was asked.
        evidence: best first.
        said: how many words the answer has already.
    """
    told = [each for at, item in enumerate(evidence) for each in _sentences(question, item, at)]
    chosen: set[tuple[int, int]] = set()
    left = MOST_WORDS - said
    for each in sorted(told, key=_strongest_first):
        if each.words <= left or not (chosen or said):
            chosen.add((each.evidence, each.number))
            left -= each.words
    parts = (
        (item, _joined([each for each in told if each.evidence == at], chosen))
        for at, item in enumerate(evidence)
    )
    return tuple((item, text) for item, text in parts if text)


def _strongest_first(sentence: _Sentence) -> tuple[float, int, int, int]:
    return -sentence.strength, -sentence.shared, sentence.evidence, sentence.number


def _sentences(question: str, evidence: Evidence, at: int) -> list[_Sentence]:
    language = evidence.passage.article.language
    asked = set(content_terms(question, language))
    strengths = dict(evidence.strengths)
    least = min(strengths.values(), default=0.0)
    return [
        _Sentence(
            evidence=at,
            number=number,
            text=" ".join(evidence.text[start:end].split()),
            strength=strengths.get(evidence.start + start, least - 1),
            shared=len(asked.intersection(content_terms(evidence.text[start:end], language))),
        )
        for number, (start, end) in enumerate(sentences(evidence.text, language))
    ]


def _joined(told: Sequence[_Sentence], chosen: set[tuple[int, int]]) -> str:
    """Return the chosen sentences in their order, with marks where some are left out."""
    joined = ""
    last = -1
    for each in told:
        if (each.evidence, each.number) in chosen:
            if joined:
                joined += " " if each.number == last + 1 else _OMITTED
            joined += each.text
            last = each.number
    return joined
