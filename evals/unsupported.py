"""What a claim has that its quotes lack: numbers, names and negations.

Deliberately apart from what verifies claims while answering, so that one may judge the other. It
looks at words alone and is stricter than a reader would be: what it finds is to be read, and
finding nothing means that no number, name or negation was invented.
"""

import re
from collections.abc import Iterator, Sequence

from index.function_words import function_words

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_COUNTED = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
)
_LARGER = (
    "thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion half "
    "quarter dozen twice once"
)
_NUMBERS = {word: str(number) for number, word in enumerate(_COUNTED.split())} | {
    word: word for word in _LARGER.split()
}
_NEGATED = (
    "no not never none nobody nothing neither nor without cannot nicht kein keine keinen keinem "
    "keiner keines nie niemals ohne nunca ni ningún ninguna ninguno sin"
)
_NEGATIONS = frozenset(_NEGATED.split())
_CONTRACTION = re.compile(r"(?<=\w)n['’]t\b")
_AMBIGUOUS = frozenset({"one"})  # more often a pronoun


def unsupported(claim: str, quotes: Sequence[str]) -> tuple[str, ...]:
    """Return the numbers, names and negations of `claim` that stand in none of `quotes`.

    A name is a run of capitalised words, and has to stand in a quote as one.
    """
    given = [_words(quote) for quote in quotes]
    seen = {_key(word) for words in given for word in words}
    lowered = [[word.casefold() for word in words] for words in given]
    words = _words(claim)
    missing = [
        word
        for word in words
        if (_is_number(word) or _is_negation(word)) and _key(word) not in seen
    ]
    names = (name for name in _names(words) if not any(_runs_in(name, each) for each in lowered))
    return (*missing, *(" ".join(name) for name in names))


def _words(text: str) -> list[str]:
    return _WORD.findall(_CONTRACTION.sub(" not", text))


def _key(word: str) -> str:
    lower = word.casefold()
    return _NUMBERS.get(lower, lower).replace(",", "")


def _is_number(word: str) -> bool:
    lower = word.casefold()
    return word[0].isdecimal() or (lower in _NUMBERS and lower not in _AMBIGUOUS)


def _is_negation(word: str) -> bool:
    return word.casefold() in _NEGATIONS


def _names(words: Sequence[str]) -> Iterator[list[str]]:
    """Yield the runs of capitalised words that aren't function words."""
    run: list[str] = []
    common = function_words("en") | function_words("de") | function_words("es")
    for word in (*words, ""):
        if word[:1].isupper() and word.casefold() not in common:
            run.append(word)
        elif run:
            yield run
            run = []


def _runs_in(name: Sequence[str], words: Sequence[str]) -> bool:
    wanted = [word.casefold() for word in name]
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words)))
