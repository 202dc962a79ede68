"""Words that a line's end divides: is the hyphen the word's own?"""

import re
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_DIVIDED = re.compile(r"([^\W\d_]+)-\Z")
_BEGINNING = re.compile(r"[^\W\d_]+")
_DENSE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_ENGLISH = re.compile(r"\b(?:the|of|and|to)\b", re.IGNORECASE)
_ENGLISH_SHARE = 0.06
_LONG = 3  # letters of a part that is a word by itself
_FIRST_PARTS = {
    "above", "after", "all", "anti", "best", "better", "co", "cross", "ever", "ex", "eye", "far",
    "fast", "first", "five", "four", "free", "full", "half", "hard", "high", "home", "ill",
    "large", "last", "left", "long", "low", "mid", "middle", "multi", "near", "new", "non", "old",
    "one", "open", "post", "pre", "quasi", "re", "real", "right", "second", "self", "semi",
    "short", "single", "six", "slow", "small", "so", "state", "ten", "third", "three", "top",
    "two", "up", "well", "wide", "world", "year",
}  # fmt: skip
_TENS = {
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
}  # fmt: skip
_DIGITS = {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}
_SECOND_PART = 4  # letters of what follows one of them


class Hyphens:
    """Knows the words of one text, so that it can tell how its divided ones are written."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Learn the words that stand inside these lines."""
        self._words: Counter[str] = Counter()
        english = 0
        for line in lines:
            found = _WORD.findall(line)
            whole = found[:-1] if line.endswith("-") else found
            self._words.update(word.casefold() for word in whole)
            english += len(_ENGLISH.findall(line))
        self._english = english >= _ENGLISH_SHARE * self._words.total()

    def joint(self, line: str, following: str) -> str | None:
        """Return what stands between two lines: a blank, a hyphen or nothing.

        Returns:
            None where the first line's hyphen isn't part of the text; else what is put after it.
        """
        if is_dense(line[-1:]) and is_dense(following[:1]):
            return ""
        divided = _DIVIDED.search(line)
        if divided is None:
            return "" if line.endswith(("/", "–-")) or _dashed(line) else " "
        beginning = _BEGINNING.match(following)
        if beginning is None or not beginning[0][0].islower():
            return " " if beginning is None and following[:1] in '("“„' else ""
        return "" if self._keeps(divided[1].casefold(), beginning[0].casefold()) else None

    def _keeps(self, first: str, second: str) -> bool:
        together, apart = self._words[first + second], self._words[f"{first}-{second}"]
        if together or apart:
            return apart > together
        if not self._english:
            return False
        if first in _TENS:
            return second in _DIGITS
        if first in _FIRST_PARTS and len(second) >= _SECOND_PART:
            return True
        both = min(self._words[first], self._words[second]) > 0
        return both and min(len(first), len(second)) > _LONG


def is_dense(letter: str) -> bool:
    """Tell whether a letter is of a script without blanks between words: Chinese or Japanese."""
    return bool(_DENSE.match(letter))


def _dashed(line: str) -> bool:
    """Tell whether a line ends with a dash that has no blanks around it."""
    return line.endswith(("—", "-")) and len(line) > 1 and line[-2].isalnum()
