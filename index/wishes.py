"""The order that a question wants besides its subject: the newest, a certain time, many articles.

All pure. What a question doesn't ask for changes nothing.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from index.dating import ON_DATE, is_dated, named_dates
from index.diversity import diversity_factors, is_broad
from index.marking import Candidate, best_first
from index.recency import newness_factors, wanted_newness


def wants_another_order(question: str) -> bool:
    """Tell whether a question wants passages in another order than that of their scores."""
    return bool(wanted_newness(question) or named_dates(question) or is_broad(question))


def in_wanted_order(question: str, found: Sequence[Candidate], today: date) -> list[Candidate]:
    """Return the passages in the order that a question wants, best first.

    Args:
        question: what was asked.
        found: the passages in any order.
        today: the day of the question.
    """
    ranked = sorted(found, key=best_first)
    published = [each.article.published for each in ranked]
    if newness := wanted_newness(question):
        matches = [each.score for each in ranked]
        ranked = _multiplied(ranked, newness_factors(newness, matches, published, today=today))
    if dates := named_dates(question):
        ranked = _multiplied(
            ranked, [ON_DATE if is_dated(each.article.published, dates) else 1.0 for each in ranked]
        )
    if is_broad(question):
        ranked = _multiplied(ranked, diversity_factors([each.article.id for each in ranked]))
    return ranked


def _multiplied(found: Sequence[Candidate], factors: Sequence[float]) -> list[Candidate]:
    changed = [
        replace(each, factor=each.factor * factor)
        for each, factor in zip(found, factors, strict=True)
    ]
    return sorted(changed, key=best_first)
