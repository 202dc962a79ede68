"""Recognises sums: "what is 2 + 2?". Certain only where nothing but a sum can be meant.

A slash, a hyphen and an x also write dates, ranges and measures ("What is 9/11?"), so they count
only where a calculation is asked for in words or the sum ends in an equals sign.
"""

import re

from index.words import folded

_NUMBER = r"\d+(?:[.,]\d+)*"
_SURE_SIGN = (
    r"(?:[+*\u00d7÷^]|plus|minus|times|multiplied by|divided by|mal|geteilt durch|mas|menos|por"
    r"|dividido (?:por|entre|para))"
)
_ANY_SIGN = rf"(?:{_SURE_SIGN}|[-\u2212\u2013/:x])"
_ASKED = (
    r"(?:what is|whats|how much is|was ist|was ergibt|was macht|wie ?viel (?:ist|sind|macht)"
    r"|cuanto (?:es|son|da))"
)
_TOLD = r"(?:calculate|compute|work out|solve|evaluate|rechne|berechne|calcula|resuelve)"
_SURE_SUM = rf"{_NUMBER}(?: ?{_SURE_SIGN} ?{_NUMBER})+"
_ANY_SUM = rf"{_NUMBER}(?: ?{_ANY_SIGN} ?{_NUMBER})+"
_ROOT = (
    rf"(?:the |die |la )?(?:square root of|(?:quadrat)?wurzel (?:aus|von)|raiz cuadrada de)"
    rf" {_NUMBER}"
)
_SHARE = rf"(?:el )?{_NUMBER} ?(?:%|percent|prozent|por ciento) (?:of|von|de) {_NUMBER}"
_SUM = re.compile(
    rf"(?:{_ASKED} )?(?P<sure>{_SURE_SUM}) ?=?"
    rf"|(?:{_ASKED} |{_TOLD} )?(?P<equal>{_ANY_SUM}) ?="
    rf"|{_TOLD} (?P<told>{_ANY_SUM})(?: aus)?"
    rf"|(?:{_ASKED}|{_TOLD}) (?P<other>{_ROOT}|{_SHARE})"
)
_ENDS = re.compile(r"^[\s¿¡]+|[\s?!.]+$")
_APOSTROPHES = re.compile("['’‘`\u00b4]")
_SPACES = re.compile(r"\s+")
_SIGNS = {"plus": "+", "mas": "+", "minus": "-", "menos": "-"}
_WORDED = re.compile(rf"(?<=\d) ({'|'.join(_SIGNS)}) (?=\d)")


def sum_asked(question: str) -> str | None:
    """Return the sum that a question consists of, None where it may ask for something else."""
    match = _SUM.fullmatch(_ENDS.sub("", _plain(question)))
    return None if match is None else next(found for found in match.groups() if found)


def is_written(expression: str, text: str) -> bool:
    """Tell whether a text writes a sum, spaces aside: "50+1" is a rule of football, too."""
    return _joined(expression) in _joined(_plain(text))


def _plain(text: str) -> str:
    return _SPACES.sub(" ", _APOSTROPHES.sub("", folded(text))).strip()


def _joined(text: str) -> str:
    return _SPACES.sub("", _WORDED.sub(lambda match: _SIGNS[match[1]], text))
