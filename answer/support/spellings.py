"""Ways of writing the same date, unit, sum or word, and the one that they are read as. Pure."""

import re
from functools import cache

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_MONTH_FIRST = re.compile(
    rf"\b(?P<month>{_MONTH})\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d.:]\d|\d)"
    r"(?:,?\s+(?P<year>[12]\d{3})\b)?"
)
_DAY_FIRST = re.compile(
    rf"\b(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})(?!\w)"
    r"(?:,?\s+(?P<year>[12]\d{3})\b)?"
)
_CONTRACTED = (
    (re.compile(r"\b([Cc])an(?:['’]t|not)\b"), r"\1an not"),
    (re.compile(r"\b([Ww])on['’]t\b"), r"\1ill not"),
    (re.compile(r"(?<=\w)n['’]t\b"), " not"),
    (re.compile(r"\bper\s+cent\b"), "percent"),
    (re.compile(r"\bU\.S\.(?:A\.)?|\bUSA\b|\bUnited States of America\b"), "US"),
    (re.compile(r"\bU\.K\."), "UK"),
    (re.compile(r"(?<=\d)(?:st|nd|rd|th)\b"), "#"),
)
SIGNS = {"€": "euro", "$": "dollar", "£": "pound", "¥": "yen"}
_UNITS = {
    "en": {
        "km": "kilometre", "m": "metre", "cm": "centimetre", "mm": "millimetre", "kg": "kilogram",
        "g": "gram", "t": "tonne", "h": "hour", "hrs": "hour", "min": "minute", "s": "second",
        "mi": "mile", "ft": "foot", "lb": "pound", "lbs": "pound", "ha": "hectare", "l": "litre",
        "feet": "foot", "percent": "%", "kmh": "km/h", "mph": "mph",
    },
    "de": {
        "km": "kilometer", "m": "meter", "cm": "zentimeter", "mm": "millimeter",
        "kg": "kilogramm", "g": "gramm", "t": "tonnen", "h": "stunden", "std": "stunden",
        "min": "minuten", "ha": "hektar", "l": "liter", "prozent": "%"
    },
    "es": {
        "km": "kilómetro", "m": "metro", "cm": "centímetro", "mm": "milímetro", "kg": "kilogramo",
        "g": "gramo", "h": "hora", "min": "minuto", "ha": "hectárea", "l": "litro",
    },
}  # fmt: skip
_BRITISH = (
    (
        re.compile(r"(col|fav|hon|lab|neighb|harb|behavi|rum|hum|arm|endeav|vap|od|savi)our"),
        r"\1or",
    ),
    (re.compile(r"(met|lit|cent|theat|fib|kilomet|centimet|millimet)re(?=s?$)"), r"\1er"),
    (re.compile(r"(?<=[a-z]{3})is(e[ds]?|ing|ations?)$"), r"iz\1"),
    (re.compile(r"(travel|cancel|label|model|signal|fuel)l(?=ed|ing)"), r"\1"),
    (re.compile(r"^(defen|offen|licen)ce(?=s?$)"), r"\1se"),
    (re.compile(r"^(program|kilogram|gram)me(?=s?$)"), r"\1"),
)


def plainly_written(text: str, language: str) -> str:
    """Return a text with its dates as day, month and year, and without contractions.

    Both are known in English only.
    """
    if language != "en":
        return text
    text = _with_plain_dates(text)
    for pattern, plain in _CONTRACTED:
        text = pattern.sub(plain, text)
    return text


def american(form: str) -> str:
    """Return an English word as Americans spell it."""
    for pattern, spelling in _BRITISH:
        form = pattern.sub(spelling, form)
    return form


def unit(form: str, language: str) -> str:
    """Return a word behind a number as the unit that it stands for, if it stands for one.

    "kilometre" is returned for "km" and for "kilometres"; other words as they are.
    """
    units = _UNITS.get(language, {})
    whole = american(units.get(form, form)) if language == "en" else units.get(form, form)
    singular = whole.removesuffix("s")
    return singular if singular in _singulars(language) else whole


@cache
def _singulars(language: str) -> frozenset[str]:
    units = _UNITS.get(language, {}).values()
    written = map(american, units) if language == "en" else units
    return frozenset((*written, *SIGNS.values()))


def _with_plain_dates(text: str) -> str:
    """Write dates as day, month, year."""

    def plain(match: re.Match[str]) -> str:
        month = next(name for name in _MONTHS if name.startswith(match["month"][:3].lower()))
        return " ".join(filter(None, (match["day"], month.capitalize(), match["year"])))

    return _MONTH_FIRST.sub(plain, _DAY_FIRST.sub(plain, text))
