"""A text as support is judged on: words in one form, in the parts that punctuation sets off. Pure.

Ways of writing the same thing become one: numbers in words and in digits, dates, units, currency
signs, contractions, British and American spelling, and the few synonyms of the lexicon. Names are
left as they are written.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from answer.support.lexicon import lexicon
from answer.support.numerals import number_at, ordinal
from answer.support.quotations import closing, quotations
from answer.support.spellings import SIGNS, american, plainly_written, unit
from answer.support.verbs import is_participle, past_of
from index.words import terms

_READ = 512  # texts kept: those of one answer are read again and again
_FEW = frozenset({"few", "little"})  # "a few" isn't "few"

_TOKEN = re.compile(
    r"(?P<number>(?<![\w.,])[-\u2212]?\d+(?:[.,]\d+)*|\d+(?:[.,]\d+)*)(?P<nth>\#?)"
    r"|(?P<sign>[%€$£¥°])"
    r"|(?P<genitive>(?<=\w)['’]s\b|(?<=s)['’](?=\s+\w))"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<break>[,;()\[\]–—…?!]|:(?!\d)|\s-\s)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word as it is compared.

    Attributes:
        form: what it is compared by.
        written: what stands in the text.
        number: whether it is one.
        quoted: whether it stands in a quotation.
        name: whether it is written like a name, not counting how sentences begin.
    """

    form: str
    written: str
    number: bool = False
    quoted: bool = False
    name: bool = False


Part = tuple[Word, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The parts of a sentence; none is empty."""

    parts: tuple[Part, ...]

    @property
    def words(self) -> Part:
        """The words of all parts."""
        return tuple(word for part in self.parts for word in part)

    @property
    def forms(self) -> tuple[str, ...]:
        """What all words are compared by."""
        return tuple(word.form for word in self.words)


@lru_cache(maxsize=_READ)
def read(text: str, language: str, *, within: bool = False) -> Reading:
    """Return a sentence as it is compared.

    Args:
        text: one sentence.
        language: ISO 639-1 code.
        within: whether it begins inside a quotation.
    """
    plain = plainly_written(text, language)
    parts = (_compared(part, language) for part in _split(plain, language, within=within))
    return Reading(parts=tuple(part for part in parts if part))


def _split(text: str, language: str, *, within: bool) -> Iterator[list[Word]]:
    """Yield the words of each part, as they are written."""
    spans = quotations(text)
    if within:
        spans.append((-1, closing(text)))
    part: list[Word] = []
    first = True
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "break":
            yield part
            part = []
            continue
        quoted = any(low < match.start() < high for low, high in spans)
        part.extend(_words(match, language, quoted=quoted, first=first))
        first = False
    yield part


def _words(match: re.Match[str], language: str, *, quoted: bool, first: bool) -> Iterator[Word]:
    written = match.group()
    if match["number"] is not None:
        for found in terms(match["number"].lstrip("-\u2212"), language):
            signed = f"-{found}" if written[0] in "-\u2212" else found
            form = f"#{found}" if match["nth"] else signed
            yield Word(form=form, written=written, number=True, quoted=quoted)
    elif match["genitive"] is not None:
        yield Word(form="'s", written=written, quoted=quoted)
    elif match["sign"] is not None:
        yield Word(form=SIGNS.get(written, written), written=written, quoted=quoted)
    else:
        named = not first and written[0].isupper()
        yield Word(form=written.casefold(), written=written, quoted=quoted, name=named)


def _compared(part: Sequence[Word], language: str) -> Part:
    """Return the words of a part in the forms that they are compared by."""
    counted = list(_in_digits(_currency_behind(part), language))
    known = lexicon(language)
    kept: list[Word] = []
    for at, word in enumerate(counted):
        after_number = at > 0 and counted[at - 1].number
        following = counted[at + 1].form if at + 1 < len(counted) else ""
        if known is not None and word.form in known.free and following not in _FEW:
            continue
        if known is not None and word.form in known.perfect and _is_perfect(counted, at):
            continue
        form = word.form
        if known is not None and at > 0 and counted[at - 1].form in known.perfect:
            form = past_of(form)
        if known is not None and not word.name:
            form = known.synonyms.get(form, form)
        if language == "en" and not word.name:
            form = american(form)
        if after_number:
            form = unit(form, language)
        kept.append(replace(word, form=form))
    return tuple(kept)


def _currency_behind(part: Sequence[Word]) -> list[Word]:
    """Put currency signs behind their numbers: "€12.5 million" as "12.5 million euro"."""
    words = list(part)
    for at in range(len(words) - 1):
        if words[at].written in SIGNS and words[at + 1].number:
            end = at + 2
            if end < len(words) and words[end].form in {"million", "billion", "trillion", "mil"}:
                end += 1
            words[at:end] = [*words[at + 1 : end], words[at]]
    return words


def _in_digits(words: Sequence[Word], language: str) -> Iterator[Word]:
    """Yield the words, with numbers in digits and ordinals marked."""
    forms = [word.form for word in words]
    at = 0
    while at < len(words):
        number, taken = number_at(forms, at, language)
        if taken:
            written = " ".join(word.written for word in words[at : at + taken])
            yield replace(words[at], form=number, written=written, number=True, name=False)
            at += taken
            continue
        nth = ordinal(forms[at], language)
        yield replace(words[at], form=nth, name=False) if nth else words[at]
        at += 1


def _is_perfect(words: Sequence[Word], at: int) -> bool:
    """Tell whether a form of "to have" makes a perfect, which says what the past tense says."""
    following = [word.form for word in words[at + 1 : at + 3] if word.form != "not"]
    return bool(following) and is_participle(following[0])
