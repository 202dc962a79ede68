"""Questions that want the newest articles."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.recency import Newness, newness_factors, wanted_newness

_TODAY = date(2026, 3, 20)


@pytest.mark.parametrize(
    "question",
    [
        "What is the latest on the ferry strike?",
        "What's new about the harbour?",
        "Which is the most recent report?",
        "Was sind die neuesten Berichte über den Streik?",
        "Wie ist die aktuelle Lage am Hafen?",
        "¿Cuáles son las últimas noticias del puerto?",
        "¿Qué informe es el más reciente?",
    ],
)
def test_the_latest_is_asked_for(question: str) -> None:
    """Words for the newest ask for it, in three languages."""
    assert wanted_newness(question) == Newness()


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("What happened at the harbour today?", 2),
        ("Was geschah gestern am Hafen?", 2),
        ("¿Qué pasó ayer en el puerto?", 2),
        ("What happened this week?", 8),
        ("Was ist diese Woche geschehen?", 8),
        ("¿Qué pasó la semana pasada?", 8),
        ("Who won last month?", 35),
        ("Wer hat letzten Monat gewonnen?", 35),
        ("¿Quién ganó el mes pasado?", 35),
    ],
)
def test_days_are_named(question: str, days: int) -> None:
    """Words for a stretch of time before today name it."""
    assert wanted_newness(question) == Newness(days=days)


@pytest.mark.parametrize(
    "question",
    [
        "When was the last bridge built?",
        "Who was the last king?",
        "Wann fuhr die letzte Fähre?",
        "¿Cuál fue la última batalla?",
    ],
)
def test_what_comes_last_isnt_the_latest(question: str) -> None:
    """The last of something past is no wish for new articles."""
    assert wanted_newness(question) is None


def test_the_newest_of_what_matches_gains_most() -> None:
    """Among close matches the order of publication decides; bad and undated ones stay."""
    factors = newness_factors(
        Newness(),
        [0.6, 0.58, 0.57, 0.2, 0.59],
        ["2026-01-01", "2026-03-01", "2026-02-01T10:00:00", "2026-03-19", None],
        today=_TODAY,
    )

    assert factors[1] > factors[2] > factors[0] == 1.0
    assert factors[3] == factors[4] == 1.0


def test_what_lies_within_the_days_gains_besides() -> None:
    """Of two dates next to each other, the one within the days named gains more."""
    published = ["2026-03-01", "2026-03-18"]

    latest = newness_factors(Newness(), [0.6, 0.6], published, today=_TODAY)
    within = newness_factors(Newness(days=2), [0.6, 0.6], published, today=_TODAY)

    assert within[1] > latest[1]
    assert within[0] == latest[0]


@given(
    matches=st.lists(st.floats(0, 1), max_size=6),
    published=st.lists(st.none() | st.dates().map(str) | st.just("soon"), max_size=6),
)
def test_nothing_loses(matches: list[float], published: list[str | None]) -> None:
    """No passage sinks by its date, and dates that can't be read don't matter."""
    count = min(len(matches), len(published))

    factors = newness_factors(Newness(), matches[:count], published[:count], today=_TODAY)

    assert len(factors) == count
    assert all(factor >= 1 for factor in factors)
