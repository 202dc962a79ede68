"""Follow-up questions, made to stand alone so that they can be searched for."""

import re
from collections.abc import Sequence

from answer.models import Turn

_POINTING = frozenset(
    [
        "he",
        "him",
        "his",
        "she",
        "her",
        "hers",
        "it",
        "its",
        "they",
        "them",
        "their",
        "theirs",
        "this",
        "that",
        "these",
        "those",
        "there",
        "then",
        "one",
        "ones",
        "former",
        "latter",
        "same",
        "such",
    ]
)
_OPENINGS = ("and ", "but ", "so ", "also ", "what about", "how about", "why", "how come", "or ")
_FEW_WORDS = 4
_WORD = re.compile(r"\w+(?:['’]\w+)?")


def standalone(question: str, history: Sequence[Turn]) -> str:
    """Return the question with what the conversation before it leaves unsaid in front.

    A question that points back ("when did he say that?") or is too short to be one by itself is
    preceded by the user's last question that stood alone; any other is returned as it is.
    """
    if not history or not _points_back(question):
        return question
    for turn in reversed(history):
        if turn.speaker == "user" and not _points_back(turn.text):
            return f"{turn.text.strip()} {question}"
    return question


def _points_back(question: str) -> bool:
    words = [word.lower() for word in _WORD.findall(question)]
    return (
        len(words) <= _FEW_WORDS
        or not _POINTING.isdisjoint(words)
        or question.strip().lower().startswith(_OPENINGS)
    )
