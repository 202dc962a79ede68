"""Shorter texts, ending where a reader would pause."""

import re
from collections.abc import Callable

from bot.render import limits

ELLIPSIS = "…"
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s)|\n")
_WORTH_KEEPING = 0.5  # of the room: a sentence that ends before is cut in the next one instead


def trim(text: str, limit: int, measure: Callable[[str], int] = limits.length) -> str:
    """Return as much of `text` as fits `limit`: whole sentences, else whole words and an ellipsis.

    `measure` says how long a text is, which must not shrink as the text grows.
    """
    if measure(text) <= limit:
        return text
    head = _fitting(text, limit, measure)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, len(head) + 1)]
    ends = [end for end in ends if _WORTH_KEEPING * len(head) <= end <= len(head)]
    if ends:
        return text[: ends[-1]].rstrip()
    return trim_words(text, limit, measure)


def trim_words(text: str, limit: int, measure: Callable[[str], int] = limits.length) -> str:
    """Return as much of `text` as fits `limit`, cut between words, with an ellipsis."""
    if measure(text) <= limit:
        return text
    head = _fitting(text, limit - measure(ELLIPSIS), measure)
    words = re.match(r"(?s)(.*\S)\s+\S*$", head + text[len(head) : len(head) + 1])
    if words is not None and words.end(1) >= _WORTH_KEEPING * len(head):
        head = words.group(1)
    return head.rstrip(" \n,;:–—-") + ELLIPSIS if limit > 0 else ""


def trim_start(text: str, limit: int, measure: Callable[[str], int] = limits.length) -> str:
    """Return as much of the end of `text` as fits `limit`, cut between words, with an ellipsis."""
    if measure(text) <= limit:
        return text
    turned = _fitting(text[::-1], limit - measure(ELLIPSIS), lambda part: measure(part[::-1]))
    tail = turned[::-1]
    words = re.match(r"(?s)\S*\s+(\S.*)$", tail)
    if words is not None and len(words.group(1)) >= _WORTH_KEEPING * len(tail):
        tail = words.group(1)
    return ELLIPSIS + tail.lstrip() if limit > 0 else ""


def _fitting(text: str, limit: int, measure: Callable[[str], int]) -> str:
    """Return the longest beginning of `text` that fits `limit`."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(text[:middle]) <= limit else (low, middle - 1)
    return text[:low]
