"""When something is due again."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from index.schedule import DAY, next_time

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)

chances = st.floats(0, 1, exclude_max=True)
intervals = st.timedeltas(timedelta(minutes=1), timedelta(days=400))


@given(chances, intervals, st.integers(0, 10_000))
def test_the_next_time_is_near_the_interval_and_below_the_limit(
    chance: float, interval: timedelta, failures: int
) -> None:
    """It lies within a tenth of an interval that doubles with each failure up to the limit."""
    wait = next_time(NOW, interval, chance=chance, failures=failures) - NOW
    longest = max(DAY, interval)
    grown = min(interval * 2 ** min(failures, 20), longest) if failures < 20 else longest
    tolerance = timedelta(microseconds=1)
    assert grown * 0.9 - tolerance <= wait <= grown * 1.1 + tolerance


@given(chances, intervals, st.integers(0, 40))
def test_one_failure_more_is_never_sooner(
    chance: float, interval: timedelta, failures: int
) -> None:
    """With the same luck, what has failed more often is left alone for at least as long."""
    sooner = next_time(NOW, interval, chance=chance, failures=failures)
    assert next_time(NOW, interval, chance=chance, failures=failures + 1) >= sooner


def test_chance_spreads_what_began_together() -> None:
    """The lowest and the highest number are a fifth of the interval apart."""
    assert next_time(NOW, HOUR, chance=0.0) == NOW + timedelta(minutes=54)
    assert next_time(NOW, HOUR, chance=0.5) == NOW + HOUR
    assert next_time(NOW, HOUR, chance=0.999999) < NOW + timedelta(minutes=66)


def test_failures_double_the_wait_up_to_the_limit() -> None:
    """An hour becomes two, four, and in the end the longest wait; a longer interval stays."""
    waits = [next_time(NOW, HOUR, chance=0.5, failures=n) - NOW for n in (1, 2, 3, 30)]
    assert waits == [2 * HOUR, 4 * HOUR, 8 * HOUR, DAY]
    week = timedelta(days=7)
    assert next_time(NOW, HOUR, chance=0.5, failures=30, longest=week) == NOW + week
    assert next_time(NOW, week, chance=0.5, failures=3) == NOW + week
