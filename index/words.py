"""The terms a text is found by: folded, stemmed words, numbers and character pairs."""

import re
import threading
import unicodedata
from functools import cache, lru_cache
from itertools import chain

import Stemmer  # type: ignore[import-not-found]  # compiled, and carries no types

# ISO 639-1 code -> Snowball algorithm (https://snowballstem.org/algorithms/).
_ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque",
    "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

# Languages that write 3.5 as 3,5 and 2,000 as 2.000.
_DECIMAL_COMMA = {
    "bg", "ca", "cs", "da", "de", "el", "es", "et", "eu", "fi", "fr", "hr", "hu", "hy", "id",
    "it", "lt", "lv", "nb", "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv",
    "tr", "uk", "vi",
}  # fmt: skip

# Scripts written without spaces between words: Thai, Lao, Myanmar, Khmer, kana, Han; and Hangul,
# whose words carry their grammar as suffixes.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003fffd"
)
# `\w` leaves out the vowel signs of the Indic and South-East Asian scripts.
_MARKS = "".join(
    chr(point) for point in range(0x0900, 0x1900) if unicodedata.category(chr(point))[0] == "M"
)
_LETTER = rf"(?:[^\W_{_UNSPACED}]|[{_MARKS}])"
_TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)+)"
    rf"|(?P<pairs>(?=[{_UNSPACED}])(?:[^\W_]|[{_MARKS}])(?:[{_UNSPACED}](?<![\W_])|[{_MARKS}])*)"
    rf"|(?P<word>{_LETTER}+)(?:['\u2019]s(?!\w))?"
)
# The same tokens without their kinds, and those of texts in most scripts, which take a third.
_ANY_TOKEN = re.compile(re.sub(r"\(\?P<\w+>", "(?:", _TOKEN.pattern))
_PLAIN_TOKEN = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['\u2019]s(?!\w))?")
_UNPLAIN = re.compile(f"[{_UNSPACED}{_MARKS}]")
_GROUPED = {
    separator: re.compile(rf"\d{{1,3}}(?:{re.escape(separator)}\d{{3}})+")
    for separator in (",", ".")
}

# What decomposed forms change: all but ASCII, and what stands before it, which it may combine with.
_FOREIGN = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")
_BREVE = "\u0306"
_FIRST_DROPPED_CLASS = 10  # below it are letters' own parts: nukta, kana voicing, virama

_KNOWN = 20_000  # words of a language whose terms are remembered: some 5 MB
_RUNS = 4_096  # the same for what has to be folded

_stemmers = threading.local()  # a Stemmer keeps buffers of its own: not safe to share


def terms(text: str, language: str) -> list[str]:
    """Return the terms of `text` in their order, repeated as often as they stand there.

    Words are lower-cased, stripped of accents and reduced to their Snowball stems; in languages
    without a stemmer they stay whole. Numbers lose their thousands separators and get a decimal
    point. Scripts without spaces give overlapping pairs of characters. A term holds letters,
    digits, marks and points only.

    Args:
        text: any text.
        language: ISO 639-1 code of the text's language.
    """
    plain = folded(text)
    token = _ANY_TOKEN if _UNPLAIN.search(plain) else _PLAIN_TOKEN
    return list(chain.from_iterable(map(_known(language).__getitem__, token.findall(plain))))


def count_words(text: str) -> int:
    """Return how many words `text` has; in scripts without spaces every character counts."""
    return sum(
        len(match.group()) if match.lastgroup == "pairs" else 1 for match in _TOKEN.finditer(text)
    )


def folded(text: str) -> str:
    """Return `text` lower-cased, in compatibility form, without accents."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    return _FOREIGN.sub(lambda run: _folded(run.group()), lowered).lower()


@lru_cache(maxsize=_RUNS)
def _folded(run: str) -> str:
    kept: list[str] = []
    base = ""
    for character in unicodedata.normalize("NFKD", run):
        if unicodedata.combining(character) < _FIRST_DROPPED_CLASS:
            base = character
            kept.append(character)
        elif character == _BREVE and "\u0400" <= base <= "\u04ff":
            kept.append(character)  # и and й are two letters, not one with an accent
    return unicodedata.normalize("NFC", "".join(kept))


class _Known(dict[str, tuple[str, ...]]):
    """The terms of the words, numbers and runs of characters met in a language."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, token: str) -> tuple[str, ...]:
        if len(self) >= _KNOWN:
            self.clear()
        self[token] = found = _terms_of(token, self._language)
        return found


@cache
def _known(language: str) -> _Known:
    return _Known(language)


def _terms_of(token: str, language: str) -> tuple[str, ...]:
    """Return the terms of one token."""
    match = _TOKEN.fullmatch(token)
    if match is None:
        raise ValueError(f"{token!r} is no token.")
    word = match["word"]
    if word is not None:
        stemmer = _stemmer(language)
        return (word if stemmer is None else stemmer.stemWord(word),)
    if match["number"] is not None:
        return tuple(_numbers(token, language))
    if len(token) == 1:
        return (token,)
    return tuple(token[at : at + 2] for at in range(len(token) - 1))


def _numbers(token: str, language: str) -> list[str]:
    """Return the number or numbers that digits joined by points and commas stand for."""
    if not token.isascii():
        token = "".join(
            str(unicodedata.decimal(character)) if character.isdecimal() else character
            for character in token
        )
    grouping, point = (".", ",") if language in _DECIMAL_COMMA else (",", ".")
    whole, _, fraction = token.partition(point)
    if _GROUPED[grouping].fullmatch(whole) and fraction.isdecimal() | (fraction == ""):
        return [whole.replace(grouping, "") + (f".{fraction}" if fraction else "")]
    if whole.isdecimal() and fraction.isdecimal():
        return [f"{whole}.{fraction}"]
    return token.split(",")


def _stemmer(language: str) -> Stemmer.Stemmer | None:
    algorithm = _ALGORITHMS.get(language)
    if algorithm is None:
        return None
    stemmer: Stemmer.Stemmer | None = getattr(_stemmers, algorithm, None)
    if stemmer is None:
        stemmer = Stemmer.Stemmer(algorithm)
        setattr(_stemmers, algorithm, stemmer)
    return stemmer
