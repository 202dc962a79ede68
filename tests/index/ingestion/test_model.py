"""Whatever is done to a store in whatever order, it holds what a plain model says."""

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.torture.machine import StoreMachine


def test_the_store_holds_what_the_model_says() -> None:
    """Adding, refreshing, removing, crashing, reindexing and restoring lose and mix up nothing."""
    run_state_machine_as_test(
        StoreMachine,
        settings=settings(
            max_examples=6,
            stateful_step_count=20,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
