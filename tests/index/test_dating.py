"""Dates that a question names."""

import pytest

from index.dating import is_dated, named_dates


@pytest.mark.parametrize(
    ("question", "dates"),
    [
        ("What happened in March 2024?", {"2024-03"}),
        ("What happened on March 3, 2024?", {"2024-03-03"}),
        ("What did the 3rd of May 2021 bring?", {"2021-05-03"}),
        ("Was geschah am 3. März 2024?", {"2024-03-03"}),
        ("Was geschah im Dezember 2019?", {"2019-12"}),
        ("¿Qué pasó el 12 de enero de 2020?", {"2020-01-12"}),
        ("What does the report of 2024-03 say?", {"2024-03"}),
        ("Between May 2020 and June 2021?", {"2020-05", "2021-06"}),
        ("What happened in 1870?", set()),
        ("May I go in?", set()),
    ],
)
def test_months_and_days_are_read(question: str, dates: set[str]) -> None:
    """A month with its year, and a day in it, are dates; a year alone isn't."""
    assert named_dates(question) == dates


def test_an_article_is_of_a_month_or_a_day() -> None:
    """What was published on any day of a month that was named is of that date."""
    assert is_dated("2024-03-17", frozenset({"2024-03"}))
    assert not is_dated("2024-04-17", frozenset({"2024-03", "2024-04-18"}))
    assert not is_dated(None, frozenset({"2024-03"}))
