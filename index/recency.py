"""Questions that want the newest: what asks for it, and how new an article is. All pure.

Only `published` counts, since all that was added on one day would be as new as its oldest article.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

_LATEST = re.compile(
    r"\b(?:latest|newest|most recent(?:ly)?|recently|breaking news|up[- ]to[- ]date"
    r"|what(?:['’]s| is) new|(?:any )?news (?:about|on|from)|currently|as of now|right now"
    r"|neuest(?:e[mnrs]?|ens)|jüngst(?:e[mnrs]?|ens)?|kürzlich|aktuell(?:e[mnrs]?|sten?)?"
    r"|was gibt es neues|derzeit|zuletzt|momentan"
    r"|más recientes?|más nuev[oa]s?|recientemente|últim[oa]s (?:noticias|novedades|horas)"
    r"|últim[oa] hora|novedades|actualmente|qué hay de nuevo)\b",
    re.IGNORECASE,
)
_WITHIN: tuple[tuple[int, re.Pattern[str]], ...] = tuple(
    (days, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for days, words in (
        (2, "today|tonight|yesterday|heute|gestern|hoy|ayer|anoche"),
        (
            8,
            r"(?:this|last|past) week|(?:in|over) the (?:last|past) (?:few|couple of) days"
            r"|(?:diese|letzte|vergangene)[rn]? Woche|in den letzten Tagen"
            r"|(?:esta|la última) semana|(?:la )?semana pasada|(?:en )?los últimos días",
        ),
        (
            35,
            r"(?:this|last|past) month|(?:diese[mn]|letzte[mn]|vergangene[mn]) Monat"
            r"|(?:este|el último) mes|(?:el )?mes pasado",
        ),
    )
)
_RELEVANT = 0.75  # of the best match; newness moves up what is about the subject, nothing else
_MOST = 0.25  # by which the newest gains over the oldest
_LATE = 0.1  # what lies within the days that were named gains besides


@dataclass(frozen=True, slots=True, kw_only=True)
class Newness:
    """A wish for new articles.

    Attributes:
        days: the days before today that were named; None for "the latest".
    """

    days: int | None = None


def wanted_newness(question: str) -> Newness | None:
    """Return how new the articles have to be, None where the question doesn't ask for that."""
    for days, pattern in _WITHIN:
        if pattern.search(question):
            return Newness(days=days)
    return Newness() if _LATEST.search(question) else None


def newness_factors(
    wish: Newness, matches: Sequence[float], published: Sequence[str | None], *, today: date
) -> list[float]:
    """Return by what each match is to be multiplied so that newer ones come first.

    Among those that match nearly as well as the best, the order of publication decides; the others
    stay as they are, as do those whose date isn't known.

    Args:
        wish: what was asked for.
        matches: how well each passage matches, in any order.
        published: when the article of each was published, as an ISO 8601 date.
        today: the day of the question.
    """
    enough = _RELEVANT * max(matches, default=0.0)
    days = [
        _day(text) if match >= enough else None
        for match, text in zip(matches, published, strict=True)
    ]
    order = sorted({day for day in days if day is not None})
    return [1.0 if day is None else _factor(wish, day, order, today) for day in days]


def _factor(wish: Newness, day: date, order: Sequence[date], today: date) -> float:
    place = order.index(day) / (len(order) - 1) if len(order) > 1 else 0.0
    within = wish.days is not None and 0 <= (today - day).days <= wish.days
    return 1.0 + _MOST * place + _LATE * within


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text[:10])
    except ValueError:
        return None
