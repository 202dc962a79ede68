"""Who says a quotation: found in the text around it, in the writer's own words. Pure.

A sentence out of the middle of a quotation reads like the article's own statement. So its speaker
is named with it, as the article names them nearest to the quotation: "Ann Lee said", "said Ann
Lee", "according to Ann Lee", "Ann Lee:".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from answer.support.lexicon import listed
from answer.support.quotations import quotations

_NEAR = 160  # characters around a quotation in which its speaker is looked for
_SAYING = {
    "en": "said|says|told|tells|added|adds|asked|asks|explained|explains|warned|warns|wrote|writes"
    "|argued|argues|insisted|insists|admitted|admits|announced|noted|notes|recalled|recalls"
    "|replied|replies|claimed|claims|stated|states|testified|remarked|declared|declares"
    "|continued|continues|complained|shouted|commented|concluded|joked",
    "de": "sagte|sagt|erklärte|erklärt|meinte|meint|betonte|betont|warnte|warnt|schrieb|schreibt"
    "|fragte|fragt|antwortete|antwortet|berichtete|berichtet|ergänzte|ergänzt|behauptete"
    "|behauptet|forderte|fordert|rief|erzählte|erzählt|teilte|so",
    "es": "dijo|dice|explicó|explica|añadió|añade|afirmó|afirma|aseguró|asegura|señaló|señala"
    "|advirtió|advierte|escribió|escribe|preguntó|pregunta|respondió|responde|declaró|declara"
    "|contó|cuenta|sostuvo|sostiene|insistió|insiste|recordó|recuerda|admitió|admite",
}
_ACCORDING = {"en": r"according to", "de": r"laut|nach Angaben von", "es": r"según"}
_CLOSED = r"[\"”“»«],?\s+"
_NAME = (
    r"(?:(?:the|el|la|der|die|das)\s)?(?:[a-zß-öø-ÿ][\w-]+\s){0,2}?"
    r"(?P<name>(?:the|a|an|el|la|los|las)\s[a-zß-öø-ÿ-]+(?:\s[a-zß-öø-ÿ-]+)?|[A-ZÀ-ÖØ-Þ][\w.'’-]*(?:\s(?:(?:von|van|der|de|del|la|bin|al)\s)?"
    r"[A-ZÀ-ÖØ-Þ][\w'’-]+){0,4})"
)
_NOBODY = listed(
    "He She They It We I You The A An In On At But And When After Er Sie Es Wir Ich Der Die "
    "Das Am Und Aber Él Ella Ellos El La Los Las Y Pero En Lo Another This That One Some Many "
    "Others His Her Their Its My Our Dies Eine Ein Esto Otro Otra"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks, as the text names them from `start` to `end`."""

    name: str
    start: int
    end: int


def speaker(text: str, start: int, end: int, language: str) -> Speaker | None:
    """Return who says what stands at a span of a text.

    None where the span reaches beyond a quotation, which then says who speaks or can't be told to
    be one person's words, and where nobody is named near it.

    Args:
        text: the passage.
        start: where the span starts in it.
        end: where it ends.
        language: ISO 639-1 code of the text.
    """
    around = [span for span in quotations(text) if _lies_in(start, end, span)]
    if language not in _SAYING or not around:
        return None
    return next(_named(text, around[0], language), None)


def _lies_in(start: int, end: int, span: tuple[int, int]) -> bool:
    return span[0] <= start and end <= span[1]


def _named(text: str, span: tuple[int, int], language: str) -> Iterator[Speaker]:
    """Yield whom the words before and after a quotation name as saying it, the surest first."""
    saying, according = _SAYING[language], _ACCORDING[language]
    after = (
        rf"\s*,?\s*(?:{saying})\s+{_NAME}",
        rf"\s*,?\s*{_NAME}(?:,[^,.]{{1,60}},)?\s+(?:{saying})\b",
        rf"\s*,?\s*(?:{according})\s+{_NAME}",
    )
    before = (
        rf"{_NAME}(?:,[^,.]{{1,60}},)?\s+(?:{saying})(?:[,\s][^.!?\"“„«]{{0,60}})?[,:.]?\s*$",
        rf"{_CLOSED}(?:{saying})\s+{_NAME}(?:[,\s][^.!?\"“„«]{{0,60}})?[,:.]\s*$",
        rf"(?:{according})\s+{_NAME}(?:[,\s][^.!?\"“„«]{{0,60}})?[,:.]?\s*$",
        rf"(?:^|[.!?\n]\s*){_NAME}\s*:\s*$",
    )
    low, high = span
    following = text[high : high + _NEAR]
    offset = max(0, low - _NEAR)
    preceding = text[offset:low]
    yield from _matches(after, following, high, at_start=True)
    yield from _matches(before, preceding, offset, at_start=False)


def _matches(
    patterns: tuple[str, ...], text: str, offset: int, *, at_start: bool
) -> Iterator[Speaker]:
    for pattern in patterns:
        match = re.match(pattern, text) if at_start else re.search(pattern, text)
        if match is not None and match["name"].casefold() not in _NOBODY:
            name, start = match["name"].rstrip("."), offset + match.start("name")
            yield Speaker(name=name, start=start, end=start + len(name))
