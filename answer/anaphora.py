"""Sentences that can't be understood without the one before them. All pure."""

import re
from collections.abc import Mapping

# What such a sentence begins with; a language without rules has none.
_BEGINNINGS: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\W*(?:(?:but|and|yet|however|then|later|still|instead|there|so|in turn|as a result),? )?"
        r"(?:he|she|they|it(?! (?:is|was|has been|seems|seemed) (?:\w+ )?(?:that|to)\b)|his|her"
        r"|their|its|this|that|these|those|both|neither|such|(?:one|some) of (?:them|these|those)"
        r"|the (?:former|latter|same|others?|two|first|second|third))\b",
        re.IGNORECASE,
    ),
    "de": re.compile(
        r"\W*(?:(?:aber|doch|und|dann|später|dort|daher|so),? (?:\w+ )?)?"
        r"(?:er|sie|es(?! (?:ist|war|gibt|gab|heißt)\b)|seine?[mnrs]?|ihre?[mnrs]?|diese[mnrs]?"
        r"|jene[mnrs]?|beide|damit|dabei|dafür|dagegen|letztere[mnrs]?|erstere[mnrs]?)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\W*(?:(?:pero|y|luego|después|allí|así|sin embargo),? )?"
        r"(?:él|ella|ellos|ellas|su|sus|est[eao]s?|es[eao]s?|aquel\w*|ambos|ambas|dich[oa]s?)\b",
        re.IGNORECASE,
    ),
}


def points_back(sentence: str, language: str) -> bool:
    """Tell whether a sentence begins with what only the sentence before it names.

    Args:
        sentence: any sentence.
        language: ISO 639-1 code of its language.
    """
    beginning = _BEGINNINGS.get(language)
    return beginning is not None and beginning.match(sentence) is not None
