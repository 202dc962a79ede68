"""Numbers that are written as words, and the words that scale them. Pure."""

from collections.abc import Sequence
from decimal import Decimal

_UNITS_EN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS_EN = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS_DE = (
    "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn "
    "fünfzehn sechzehn siebzehn achtzehn neunzehn"
)
_TENS_DE = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"
_UNITS_ES = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro "
    "veinticinco veintiséis veintisiete veintiocho veintinueve"
)
_TENS_ES = "treinta cuarenta cincuenta sesenta setenta ochenta noventa"
_HUNDREDS_ES = (
    "doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos "
    "novecientos"
)
_ORDINALS_EN = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)


def _values(units: str, tens: str) -> dict[str, int]:
    """Return the numbers of the words: units from 0 on, tens up to 90."""
    listed = tens.split()
    counted = {word: number for number, word in enumerate(units.split())}
    return counted | {word: 10 * at for at, word in enumerate(listed, 10 - len(listed))}


def _german() -> dict[str, int]:
    """Return the numbers to 99, which German writes as one word with the units first."""
    simple = _values(_UNITS_DE, _TENS_DE)
    units = {**dict(zip(_UNITS_DE.split()[1:10], range(1, 10), strict=True)), "ein": 1}
    tens = {word: simple[word] for word in _TENS_DE.split()}
    joined = {f"{u}und{t}": n + m for u, n in units.items() for t, m in tens.items() if u != "eins"}
    return simple | joined


_NUMBERS = {
    "en": _values(_UNITS_EN, _TENS_EN) | {"dozen": 12},
    "de": {word.casefold(): number for word, number in _german().items()} | {"dutzend": 12},
    "es": _values(_UNITS_ES, _TENS_ES)
    | {"cien": 100, "ciento": 100, "docena": 12}
    | {word: 100 * at for at, word in enumerate(_HUNDREDS_ES.split(), 2)},
}
_SCALES = {
    "en": {
        "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9,
        "trillion": 10**12,
    },
    "de": {
        "hundert": 100, "tausend": 10**3, "million": 10**6, "millionen": 10**6, "mio": 10**6,
        "milliarde": 10**9, "milliarden": 10**9, "mrd": 10**9, "billion": 10**12,
        "billionen": 10**12,
    },
    "es": {"mil": 10**3, "millón": 10**6, "millones": 10**6, "billón": 10**12, "billones": 10**12},
}  # fmt: skip
_JOINING = {"en": "and", "es": "y"}
_ORDINALS = {"en": {word: at for at, word in enumerate(_ORDINALS_EN.split(), 1)}}


def number_at(words: Sequence[str], start: int, language: str) -> tuple[str, int]:
    """Return the number that begins at a word and how many words it takes; ("", 0) if none does.

    Args:
        words: lower-cased words and numbers in digits, with a decimal point if any.
        start: where to look.
        language: ISO 639-1 code; numbers in words are known in English, German and Spanish.
    """
    numbers, scales = _NUMBERS.get(language, {}), _SCALES.get(language, {})
    total, group, taken, last = Decimal(0), Decimal(0), 0, ""
    for at in range(start, len(words)):
        word = words[at]
        if _is_digits(word):
            if last:
                break
            group, last = Decimal(word), "digits"
        elif word in numbers:
            value = numbers[word]
            if last in {"digits", "word"} and not _continues(group, value):
                break
            group, last = group + value, "word"
        elif word in scales:
            scale = scales[word]
            if scale == 100:
                group = (group or Decimal(1)) * scale
            else:
                total, group = total + (group or Decimal(1)) * scale, Decimal(0)
            last = "scale"
        elif _joins(words, at, language, last):
            continue
        else:
            break
        taken = at - start + 1
    return (_plain(total + group), taken) if taken else ("", 0)


def ordinal(word: str, language: str) -> str | None:
    """Return the ordinal number that a word stands for, with a mark that tells it from others."""
    value = _ORDINALS.get(language, {}).get(word)
    return None if value is None else f"#{value}"


def _is_digits(word: str) -> bool:
    return word.replace(".", "", 1).lstrip("-").isdecimal() and word.isascii()


def _continues(group: Decimal, value: int) -> bool:
    """Tell whether "five" may follow "twenty", or "thirty" follow "one hundred"."""
    ones, hundreds = group % 100, group >= 100
    if ones == 0 and hundreds:
        return value < 100
    return ones >= 20 and ones % 10 == 0 and 0 < value < 10


def _joins(words: Sequence[str], at: int, language: str, last: str) -> bool:
    """Tell whether a conjunction stands inside a number: "two hundred and five"."""
    if words[at] != _JOINING.get(language) or at + 1 >= len(words):
        return False
    value = _NUMBERS[language].get(words[at + 1], 0)
    return 0 < value < 100 and (last == "scale" if language == "en" else last == "word")


def _plain(number: Decimal) -> str:
    text = f"{number.normalize():f}"
    return "0" if text == "-0" else text
