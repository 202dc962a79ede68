"""Follow-up questions, made to stand alone so that they can be searched for."""

import re
from collections.abc import Sequence

from answer.models import Turn
from index.function_words import function_words
from index.words import terms

_POINTING = re.compile(
    r"\b(?:he|him|his|she|her|hers|it|its|they|them|their|theirs|the (?:former|latter|other)s?"
    r"|er|sie|ihn|ihm|ihr|ihre\w*|sein\w*|dies\w*|damals|dort"
    r"|(?-i:él|ella|ellos|ellas|su|sus)|suy[oa]s?|eso|esto|aquello|allí|dich[oa]s?"  # not Ella, Su
    r"|(?:se|me|te|nos) l[oae]s?|l[oa]s? (?:\w+(?:ó|[aei]ron)|dijo|hizo|puso|quiso|trajo|tuvo))\b"
    r"|\b(?:this|that|these|those|there|then|es[ae]s?|est[ae]s?|ahí|entonces)\s*[?.!]*$"
    r"|^[¿¡\s]*(?:and|but|so|also|what about|how about|und|aber|y|pero|entonces|también|qué hay de"
    r"|qué pasa con)\b",
    re.IGNORECASE,
)
_LANGUAGES = ("en", "de", "es")  # what a person asks in isn't known
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
    fewest = min(_content_words(text, language) for language in _LANGUAGES)
    return fewest <= 1 and not _LATER_NAME.search(text)


def _content_words(text: str, language: str) -> int:
    return sum(term not in function_words(language) for term in terms(text, language))
