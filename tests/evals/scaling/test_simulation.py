"""The simulation agrees with theory where there is one, and is fair where there is none."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.scaling.simulation import Load, machines_needed, one_machine, simulate

QUIET = Load(a_minute=1, servers=20, machines=1, services=(1.0,))


def test_a_single_queue_waits_as_theory_says() -> None:
    """With random service times the mean wait is 1 / (rate served - rate asked), as in M/M/1."""
    chance = np.random.default_rng(1)
    count, asked, served = 60_000, 0.6, 1.0
    arrivals = np.cumsum(chance.exponential(1 / asked, count))
    services = chance.exponential(1 / served, count)
    waited = one_machine(arrivals, chance.integers(50, size=count), services)
    assert waited.mean() == pytest.approx(1 / (served - asked), rel=0.1)


def test_constant_services_wait_half_as_long() -> None:
    """With equal service times only half is waited before the service, as in M/D/1."""
    chance = np.random.default_rng(2)
    count, load = 60_000, 0.7
    arrivals = np.cumsum(chance.exponential(1 / load, count))
    waited = one_machine(arrivals, np.zeros(count, dtype=np.int64), np.ones(count))
    assert waited.mean() == pytest.approx(1 + load / (2 * (1 - load)), rel=0.1)


def test_nobody_waits_where_nothing_is_asked() -> None:
    """A machine that has little to do answers in the time that an answer takes."""
    waits = simulate(QUIET)
    assert waits.p50 == pytest.approx(1.0, abs=0.01)
    assert waits.worked < 0.03


def test_the_same_load_waits_the_same() -> None:
    """What was drawn once is drawn again."""
    assert simulate(QUIET) == simulate(QUIET)


def test_more_machines_wait_less() -> None:
    """A load that one machine can't carry is carried by enough of them."""
    load = replace(QUIET, a_minute=100, servers=1_000, minutes=60)
    needed = machines_needed(load, most_seconds=5.0)
    assert needed is not None
    assert needed >= 2
    assert simulate(replace(load, machines=needed)).p95 <= 5.0
    assert simulate(replace(load, machines=needed - 1)).p95 > 5.0
    assert machines_needed(load, most_seconds=0.5, at_most=4) is None


def test_a_busy_server_waits_for_itself() -> None:
    """Where one server asks more than can be answered, the others hardly notice."""
    waits = simulate(replace(QUIET, a_minute=75, busiest=0.8, minutes=60))
    assert waits.p95 > 100
    assert waits.others < 10


@given(
    st.lists(
        st.tuples(st.floats(0, 100), st.integers(0, 3), st.floats(0.01, 5, allow_subnormal=False)),
        min_size=1,
        max_size=30,
    )
)
def test_every_question_is_answered_after_it_was_asked(
    questions: list[tuple[float, int, float]],
) -> None:
    """Nobody is forgotten or answered early, and no two answers are worked on at once."""
    questions.sort()
    arrivals, servers, services = (np.array(each) for each in zip(*questions, strict=True))
    waited = one_machine(arrivals, servers, services)
    assert (waited >= services - 1e-9).all()
    ends = np.sort(arrivals + waited)
    assert ends[-1] <= arrivals[-1] + services.sum() + 1e-6
    order = np.argsort(arrivals + waited)
    assert (np.diff(ends) >= services[order][1:] - 1e-6).all()
