"""Which language a question is in, as far as its function words tell. Pure.

A question is too short for the statistics that tell an article's language. Its function words do,
and where they don't, nothing needs to be known.
"""

from index.function_words import function_words, listed_languages
from index.words import terms

_FEWEST = 2  # function words of a language: one alone may be a name


def asked_in(question: str) -> str | None:
    """Return the ISO 639-1 code of the question's language, None where it can't be told."""
    counts = {language: _count(question, language) for language in listed_languages()}
    best, second, *_ = sorted(counts, key=lambda language: -counts[language])
    return best if counts[best] >= _FEWEST and counts[best] > counts[second] else None


def _count(question: str, language: str) -> int:
    common = function_words(language)
    return sum(term in common for term in terms(question, language))
