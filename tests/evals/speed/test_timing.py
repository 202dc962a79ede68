import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.speed.timing import in_turns, percentile, ratio, seconds, spread

figures = st.lists(st.floats(min_value=0.001, max_value=1e6), min_size=1, max_size=30)


async def test_ways_are_measured_in_turns() -> None:
    """Each round does every way once, in their order, so all meet the same machine."""
    done: list[str] = []

    async def a(number: int) -> int:
        done.append(f"a{number}")
        return number

    async def b(number: int) -> int:
        done.append(f"b{number}")
        return -number

    assert await in_turns({"a": a, "b": b}, rounds=3) == {"a": [0, 1, 2], "b": [0, -1, -2]}
    assert done == ["a0", "b0", "a1", "b1", "a2", "b2"]


def test_a_ratio_is_of_the_same_round() -> None:
    """A machine that slows down from round to round changes no ratio."""
    assert ratio([1.0, 10.0, 100.0], [2.0, 20.0, 200.0]) == 0.5


def test_a_ratio_needs_as_many_of_both() -> None:
    """What has no partner in its round can't be compared."""
    with pytest.raises(ValueError, match="shorter"):
        ratio([1.0, 2.0], [1.0])


@given(figures)
def test_a_spread_lies_inside_its_values(values: list[float]) -> None:
    """Median and p95 lie between the least and the most, the latter not below the former."""
    found = spread(values)
    slack = 1e-9 * max(values)
    assert min(values) - slack <= found.p50 <= found.p95 + slack
    assert found.p95 <= max(values) + slack
    assert found.over == len(values)


def test_percentiles_lie_between_two_values_where_need_be() -> None:
    """95 of 100 values lie below the 95th percentile of 0 to 100."""
    assert percentile(list(range(101)), 0.95) == pytest.approx(95.0)
    assert percentile([1.0, 2.0], 0.5) == pytest.approx(1.5)


async def test_work_is_awaited_while_it_is_timed() -> None:
    """The time of some work is known when the work is done, not before."""
    done = asyncio.Event()

    async def work() -> None:
        done.set()

    assert await seconds(work()) >= 0
    assert done.is_set()
