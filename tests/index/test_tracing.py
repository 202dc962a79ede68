"""Where the time of a question goes."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.tracing import Span, exclusive_seconds, stage, traced, traced_seconds


def span(stage: str, start: float, end: float) -> Span:
    """Return a stage."""
    return Span(stage=stage, start=start, end=end)


async def test_stages_are_collected_in_the_order_they_began() -> None:
    """Stages of the task, of tasks it starts and of threads it waits for belong to its trace."""

    def compute() -> None:
        with stage("marking"):
            pass

    async def embed() -> None:
        with stage("embedding"):
            await asyncio.to_thread(compute)

    with traced() as trace:
        with stage("rewriting"):
            pass
        await asyncio.gather(embed(), asyncio.sleep(0))
    assert list(trace.seconds) == ["rewriting", "embedding", "marking"]


async def test_traces_of_several_questions_stay_apart() -> None:
    """What one question does isn't counted for another that runs at the same time."""

    async def ask(name: str) -> list[str]:
        with traced():
            with stage(name):
                await asyncio.sleep(0)
            return list(traced_seconds())

    search, check = await asyncio.gather(ask("search"), ask("check"))
    assert (search, check) == (["search"], ["check"])


def test_without_a_trace_nothing_is_collected() -> None:
    """A stage does nothing for those who ask without a trace."""
    with stage("check"):
        assert traced_seconds() == {}
    assert traced_seconds() == {}


def test_a_stage_that_fails_is_counted() -> None:
    """The time until an error belongs to the stage in which it happened."""
    with traced() as trace, pytest.raises(ValueError, match="broken"), stage("check"):
        raise ValueError("broken")
    assert list(trace.seconds) == ["check"]


def test_an_inner_stage_is_not_counted_twice() -> None:
    """What a stage leaves to another counts for the other only."""
    seconds = exclusive_seconds([span("evidence", 0, 10), span("embedding", 2, 5)])
    assert seconds == {"evidence": 7, "embedding": 3}


def test_stages_side_by_side_are_counted_once() -> None:
    """Where two stages run at the same time, the moment counts for the one that began last."""
    seconds = exclusive_seconds([span("words", 0, 4), span("embedding", 1, 6)])
    assert seconds == {"words": 1, "embedding": 5}


def test_a_stage_may_come_again() -> None:
    """The times of a stage that comes twice are added."""
    assert exclusive_seconds([span("check", 0, 1), span("check", 3, 5)]) == {"check": 3}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("search", "marking", "check")),
            st.integers(0, 50),
            st.integers(0, 50),
        )
    )
)
def test_stages_never_add_up_to_more_than_has_passed(times: list[tuple[str, int, int]]) -> None:
    """Every moment in which some stage is under way is counted for exactly one."""
    spans = [span(name, min(pair), max(pair)) for name, *pair in times]
    busy = {moment for each in spans for moment in range(int(each.start), int(each.end))}
    assert sum(exclusive_seconds(spans).values()) == len(busy)
