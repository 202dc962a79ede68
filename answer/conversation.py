"""Follow-up questions, made to stand alone so that they can be searched for."""

import re
from collections.abc import Sequence

from answer.models import Turn
from index.function_words import content_terms

_POINTING = re.compile(
    r"\b(?:he|him|his|she|her|hers|it|its|they|them|their|theirs|the (?:former|latter|other)s?"
    r"|er|sie|ihn|ihm|ihr|ihre\w*|sein\w*|dies\w*|damals|dort)\b"
    r"|\b(?:this|that|these|those|there|then)\s*[?.!]*$"
    r"|^(?:and|but|so|also|what about|how about|und|aber)\b",
    re.IGNORECASE,
)
_LATER_NAME = re.compile(r"(?<=\s)[A-ZÀ-ÖØ-Þ0-9]")


def standalone(question: str, history: Sequence[Turn]) -> str:
    """Return the question with what the conversation before it leaves unsaid in front.

    A question that points back ("when did he say that?") or names nothing by itself ("why?") is
    preceded by the user's last question that stood alone; any other is returned as it is.
    """
    if not history or not _points_back(question):
        return question
    for turn in reversed(history):
        if turn.speaker == "user" and not _points_back(turn.text):
            return f"{turn.text.strip()} {question}"
    return question


def _points_back(question: str) -> bool:
    text = question.strip()
    if _POINTING.search(text):
        return True
    return len(content_terms(text, "en")) <= 1 and not _LATER_NAME.search(text)
