"""What a question asks for: its terms, the kind of its answer, its names and numbers."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from index.function_words import function_words
from index.ranking import Asked, asked
from index.words import terms


class Kind(Enum):
    """What an answer has to contain."""

    NUMBER = "number"
    TIME = "time"
    NAME = "name"
    REASON = "reason"
    ANYTHING = "anything"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# In the order of their trial; a language without rules asks for anything.
_KINDS: Mapping[str, tuple[tuple[Kind, re.Pattern[str]], ...]] = {
    "en": (
        (
            Kind.NUMBER,
            re.compile(
                r"\bhow (?:many|much|few|often|far|long|large|big|tall|high|old|fast|wide|deep)\b"
                r"|\b(?:what|which) (?:percent|percentage|number|amount|proportion|fraction)\b"
            ),
        ),
        (
            Kind.TIME,
            re.compile(
                r"\bwhen\b|\b(?:what|which) (?:\w+ )?"
                r"(?:year|years|date|decade|century|month|day|time)\b"
            ),
        ),
        (
            Kind.NAME,
            re.compile(
                r"\b(?:who|whom|whose|where)\b|\b(?:what|which) "
                r"(?:person|man|woman|king|leader|ruler|emperor|country|countries|city|cities|place"
                r"|state|region|town|area|river|location|nation)\b"
            ),
        ),
        (Kind.REASON, re.compile(r"\bwhy\b")),
    ),
    "de": (
        (Kind.NUMBER, re.compile(r"\bwie (?:viele?|oft|weit|lange?|groß|hoch|alt|schnell|tief)\b")),
        (Kind.TIME, re.compile(r"\bwann\b|\bwelche[mnrs]? (?:jahre?|datum|monat|tag|zeit)\b")),
        (Kind.NAME, re.compile(r"\b(?:wer|wem|wen|wessen|wo|woher|wohin)\b")),
        (Kind.REASON, re.compile(r"\b(?:warum|wieso|weshalb)\b")),
    ),
}
_NUMBER_WORDS = _words(
    "one two three four five six seven eight nine ten eleven twelve hundred thousand million "
    "billion dozen half third quarter once several both zwei drei vier fünf sechs sieben acht neun "
    "zehn elf zwölf hundert tausend million milliarde dutzend hälfte drittel viertel"
)
_COUNTING = _words(
    "one two three four five six seven eight nine ten eleven twelve hundred thousand million "
    "billion first second third fourth fifth sixth seventh eighth ninth tenth last only final "
    "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf hundert tausend erste ersten zweite "
    "zweiten dritte dritten letzte letzten einzige einzigen"
)
_TIME_WORDS = _words(
    "january february march april june july august september october november december century "
    "monday tuesday wednesday thursday friday saturday sunday januar februar märz mai juni juli "
    "oktober dezember jahrhundert"
)
_REASON_WORDS = _words(
    "because due so since therefore thus cause caused reason result led to for weil da denn "
    "deshalb wegen grund aufgrund daher um"
)
_NEGATION = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|nicht|kein\w*|nie|niemals"
    r"|niemand|nichts|ohne)\b|n['’]t\b",
    re.IGNORECASE,
)
_DATE = re.compile(r"\b1?\d{3}s?\b|\b20\d\d\b|\b\d{1,2}(?:st|nd|rd|th)\b")
_DIGITS = re.compile(r"\d[\d.,]*")
_YEAR = re.compile(r"\b(?:1\d|20)\d\d\b")
_MONTH = r"(?:jan|feb|mar|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-z]*\.?"
_DAY_LAST = re.compile(rf"\b({_MONTH}) (\d{{1,2}})\b", re.IGNORECASE)
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})\.? ({_MONTH})", re.IGNORECASE)
_SHORTEST_NAME = 4
_HEADING_WORDS = 6
# When a page was found, as search engines put it in front of what they quote.
_STAMP = re.compile(r"^\s*[A-Z][a-z]{2} \d{1,2}, \d{4}\s*(?:\.\.\.|…|—|–|-|·)\s*")
_WORD = re.compile(r"\w+")
_CAPITALISED = re.compile(r"\b[A-ZÀ-ÖØ-Þ][\w'’-]+")
_NAMES = re.compile(r"\b(?:[A-ZÀ-ÖØ-Þ]|\d)\w*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question taken apart.

    Attributes:
        asked: its content terms with their weights in the corpus.
        terms: all its terms.
        names: the content terms that are written like names or hold digits.
        numbers: numbers, number words and ordinals, as terms.
        negated: whether it asks for what is not the case.
    """

    text: str
    language: str
    asked: Asked
    terms: frozenset[str]
    kind: Kind
    names: frozenset[str]
    numbers: frozenset[str]
    negated: bool


def take_apart(
    text: str, language: str, *, frequencies: Mapping[str, int], passages: int
) -> Question:
    """Return what a question asks for.

    Args:
        text: the question.
        language: ISO 639-1 code of the articles it will be compared with.
        frequencies: in how many passages of the corpus each of its terms occurs.
        passages: how many passages the corpus has.
    """
    weighed = asked(text, language, frequencies=frequencies, passages=passages)
    lowered = text.lower()
    words = _WORD.findall(lowered)
    later_names = " ".join(match.group() for match in _NAMES.finditer(text) if match.start() > 0)
    numbers = " ".join(word for word in words if word[0].isdecimal() or word in _COUNTING)
    return Question(
        text=text,
        language=language,
        asked=weighed,
        terms=frozenset(terms(text, language)),
        kind=_kind(lowered, language),
        names=frozenset(terms(later_names, language)) & weighed.weights.keys(),
        numbers=frozenset(terms(numbers, language)),
        negated=is_negated(text),
    )


def is_negated(text: str) -> bool:
    """Tell whether a text holds a negation."""
    return bool(_NEGATION.search(text))


def is_statement(sentence: str) -> bool:
    """Tell whether a sentence says something: questions and headings don't answer by themselves."""
    text = sentence.rstrip("\"'”’»)] \n")
    ended = text.endswith((".", "!", "…", ":", ";", "。", "\uff01"))
    return not text.endswith(("?", "\uff1f")) and (ended or len(text.split()) > _HEADING_WORDS)


def offers(question: Question, text: str) -> bool:
    """Tell whether `text` has something of the kind asked for that the question lacks."""
    text = _STAMP.sub("", text)
    words = frozenset(_WORD.findall(text.lower()))
    match question.kind:
        case Kind.NUMBER:
            return bool(_news(question, [*_DIGITS.findall(text), *(words & _NUMBER_WORDS)]))
        case Kind.TIME:
            return bool(_news(question, _DATE.findall(text)) or words & _TIME_WORDS)
        case Kind.NAME:
            return bool(_news(question, _CAPITALISED.findall(text)))
        case Kind.REASON:
            return bool(words & _REASON_WORDS)
        case Kind.ANYTHING:
            return True


def offered(question: Question, text: str) -> frozenset[str]:
    """Return what `text` may answer with, as terms that the question lacks: names or numbers."""
    text = _STAMP.sub("", text)
    match question.kind:
        case Kind.NUMBER:
            return _news(question, _DIGITS.findall(text))
        case Kind.TIME:
            return _news(question, _YEAR.findall(text)) | _days(text)
        case Kind.NAME | Kind.ANYTHING:
            names = (name for name in _CAPITALISED.findall(text) if len(name) >= _SHORTEST_NAME)
            return _news(question, [name for name in names if name.lower() not in _TIME_WORDS])
        case Kind.REASON:
            return frozenset()


def _days(text: str) -> frozenset[str]:
    """Return the days of a month that a text names, each spelt in one way."""
    found = (*_DAY_LAST.findall(text), *((month, day) for day, month in _DAY_FIRST.findall(text)))
    return frozenset(f"{month[:3].lower()} {int(day)}" for month, day in found)


def _kind(lowered: str, language: str) -> Kind:
    for kind, pattern in _KINDS.get(language, ()):
        if pattern.search(lowered):
            return kind
    return Kind.ANYTHING


def _news(question: Question, words: Iterable[str]) -> frozenset[str]:
    """Return the terms of the words that are missing from the question, function words aside."""
    found = frozenset(terms(" ".join(words), question.language))
    return found - question.terms - function_words(question.language)
