"""Questions that look answerable and aren't: one word of a real one is changed.

A number gets another, a word its opposite, one close in meaning but not the same, or one that
stands nearby. The sentence that answered the real question doesn't answer these. The kinds are
those that people found when they were asked to write such questions (Rajpurkar et al. 2018).
"""

import random
import re
from collections.abc import Callable, Sequence

from answer.opposites import listed_opposites
from index.function_words import function_words
from index.words import terms

_WORD = re.compile(r"[\w'’-]+")
_DIGIT = re.compile(r"\d")
_NEGATABLE = re.compile(
    r"\b(?:did|does|do|is|was|were|are|can|could|has|have|had)"
    r" (?:(?:the|an?) )?(?!(?:the|an?)\b)\w+(?![\w'’-])",
    re.IGNORECASE,
)
_NEIGHBOURHOOD = 15  # sentences before and after from which words are taken
_SHORTEST = 3
_NEGATED = 0.05  # the share of questions that get a "not"
_CLOSE = 0.65  # of the words without an opposite, the share that get one close in meaning
_OTHER_NUMBER = 0.6  # of the numbers, the share that get one of the article's


class Misleading:
    """Changes questions."""

    def __init__(self, close: Callable[[str], Sequence[str]], chance: random.Random) -> None:
        """Change at random.

        Args:
            close: gives for a word in lower case others that are close in meaning, and none that
                means the same.
            chance: what decides.
        """
        self._close = close
        self._chance = chance

    def changed(self, question: str, article: Sequence[str], place: int) -> str | None:
        """Return a question that the sentence at `place` doesn't answer; None if nothing comes up.

        Args:
            question: one that it does answer.
            article: the sentences of its article.
            place: which of them answers.
        """
        if self._chance.random() < _NEGATED and (found := _NEGATABLE.search(question)):
            return f"{question[: found.end()]} not{question[found.end() :]}"
        words = list(_WORD.finditer(question))
        weights = [_weight(match.group(), first=match is words[0]) for match in words]
        if not any(weights):
            return None
        (match,) = self._chance.choices(words, weights)
        near = _words(article[max(0, place - _NEIGHBOURHOOD) : place + _NEIGHBOURHOOD + 1])
        other = self._other(match.group(), near)
        said = {word.lower() for word in _words([question, article[place]])}
        if other is None or other.lower() in said:
            return None
        if match.group()[0].isupper():
            other = other[0].upper() + other[1:]
        return question[: match.start()] + other + question[match.end() :]

    def _other(self, word: str, near: Sequence[str]) -> str | None:
        """Return what takes the place of a word; `near` are the words that stand nearby."""
        lowered = word.lower()
        if _DIGIT.search(word):
            return self._other_number(word, near)
        if against := listed_opposites(lowered):
            return self._chance.choice(sorted(against))
        if self._chance.random() < _CLOSE and (close := self._close(lowered)):
            return self._chance.choice(close)
        alike = [
            other
            for other in near
            if other[0].isupper() == word[0].isupper()
            and _tells(other)
            and not _DIGIT.search(other)
        ]
        return self._chance.choice(alike) if alike else None

    def _other_number(self, word: str, near: Sequence[str]) -> str:
        shape = _DIGIT.sub("0", word)
        alike = [other for other in near if other != word and _DIGIT.sub("0", other) == shape]
        if alike and self._chance.random() < _OTHER_NUMBER:
            return self._chance.choice(alike)
        match = self._chance.choice(list(_DIGIT.finditer(word)))
        digit = self._chance.choice([each for each in "0123456789" if each != match.group()])
        return word[: match.start()] + digit + word[match.end() :]


def _words(texts: Sequence[str]) -> list[str]:
    return [match.group() for text in texts for match in _WORD.finditer(text)]


def _weight(word: str, *, first: bool) -> float:
    """Return how likely a word is changed; the first one says what is asked for."""
    if _DIGIT.search(word) or listed_opposites(word.lower()):
        return 2.0
    return 1.0 if _tells(word) and not first else 0.0


def _tells(word: str) -> bool:
    return len(word) >= _SHORTEST and not function_words("en").issuperset(terms(word, "en"))
