"""Dates that a question names, so that what was published then comes first. All pure.

"What happened in March 2024?" is answered by articles of that month, most of which don't write its
name. A year alone is mostly about the subject and not about the article, so it needs a month.
"""

import re

ON_DATE = 1.15
"""What the score of a passage is multiplied with whose article was published when it says."""

_MONTHS = (
    "january|januar|jänner|enero",
    "february|februar|feber|febrero",
    "march|märz|marzo",
    "april|abril",
    "may|mai|mayo",
    "june|juni|junio",
    "july|juli|julio",
    "august|agosto",
    "september|septiembre|setiembre",
    "october|oktober|octubre",
    "november|noviembre",
    "december|dezember|diciembre",
)
_MONTH = "|".join(_MONTHS)
_DAY = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th|\.)?"
_WRITTEN = re.compile(
    rf"\b(?:{_DAY.format('before')} (?:of |de )?)?(?P<month>{_MONTH})"
    rf"(?: {_DAY.format('after')}(?=,? ))?,? (?:of |de |del )?(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_ISO = re.compile(r"\b(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?\b")


def named_dates(question: str) -> frozenset[str]:
    """Return the months and days that a question names with their year, as in ISO 8601."""
    written = (_date(match) for match in _WRITTEN.finditer(question))
    return frozenset([*_ISO.findall(question), *written])


def is_dated(published: str | None, dates: frozenset[str]) -> bool:
    """Return whether an article was published in a month or on a day that was named."""
    return published is not None and any(published.startswith(each) for each in dates)


def _date(match: re.Match[str]) -> str:
    name = match["month"].lower()
    month = next(place for place, names in enumerate(_MONTHS, 1) if name in names.split("|"))
    day = match["before"] or match["after"]
    return f"{match['year']}-{month:02}" + (f"-{int(day):02}" if day else "")
