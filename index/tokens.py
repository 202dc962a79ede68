"""How many tokens a text takes, without a tokenizer."""

import re

_UNIT = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")
_LETTERS = 7  # English words up to this length are mostly one WordPiece
_EXTRA_LETTERS = 4  # and longer ones take one more for about so many letters
_DIGITS = 3
_FOREIGN_FROM = "\u0370"  # Greek, Cyrillic, Arabic …: a token for about two letters
_DENSE_FROM = "\u2e80"  # Chinese, Japanese and Korean: about one token a letter


def estimate(text: str) -> int:
    """Return about how many WordPiece tokens `text` takes, rather too many than too few.

    The estimate adds up: that of two texts joined by white space is the sum of theirs.
    """
    return sum(_cost(unit) for unit in _UNIT.findall(text))


def _cost(unit: str) -> int:
    if unit[0].isdecimal():
        return -(-len(unit) // _DIGITS)
    if unit[0] >= _DENSE_FROM:
        return len(unit)
    if unit[0] >= _FOREIGN_FROM:
        return -(-len(unit) // 2)
    return 1 + -(-max(0, len(unit) - _LETTERS) // _EXTRA_LETTERS)
