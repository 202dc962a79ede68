"""The terms a text is found by: folded, stemmed words, numbers and character pairs."""

import re
import threading
import unicodedata

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
    rf"|(?P<pairs>(?:[^\W_]|[{_MARKS}])(?<=[{_UNSPACED}])(?:[{_UNSPACED}](?<![\W_])|[{_MARKS}])*)"
    rf"|(?P<word>{_LETTER}+)(?:['\u2019]s(?!\w))?"
)
_GROUPED = {
    separator: re.compile(rf"\d{{1,3}}(?:{re.escape(separator)}\d{{3}})+")
    for separator in (",", ".")
}

_BREVE = "\u0306"
_FIRST_DROPPED_CLASS = 10  # below it are letters' own parts: nukta, kana voicing, virama

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
    stemmer = _stemmer(language)
    found: list[str] = []
    for match in _TOKEN.finditer(folded(text)):
        token = match.group(match.lastgroup or 0)
        if match.lastgroup == "word":
            found.append(token if stemmer is None else stemmer.stemWord(token))
        elif match.lastgroup == "number":
            found.extend(_numbers(token, language))
        elif len(token) == 1:
            found.append(token)
        else:
            found.extend(token[at : at + 2] for at in range(len(token) - 1))
    return found


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
    kept: list[str] = []
    base = ""
    for character in unicodedata.normalize("NFKD", lowered):
        if unicodedata.combining(character) < _FIRST_DROPPED_CLASS:
            base = character
            kept.append(character)
        elif character == _BREVE and "\u0400" <= base <= "\u04ff":
            kept.append(character)  # и and й are two letters, not one with an accent
    return unicodedata.normalize("NFC", "".join(kept)).lower()


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
