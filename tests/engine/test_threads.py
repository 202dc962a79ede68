import os
import subprocess
import sys

import pytest

from engine.threads import default_threads


def test_there_is_a_thread_and_not_more_than_help() -> None:
    """A model gets at least one thread, and never more than eight."""
    assert 1 <= default_threads() <= 8


@pytest.mark.parametrize(("given", "expected"), [(None, "passive"), ("active", "active")])
def test_waiting_threads_sleep_unless_told_otherwise(given: str | None, expected: str) -> None:
    """Importing the engine makes OpenMP's threads sleep, but respects what the user has set."""
    environment = {name: value for name, value in os.environ.items() if name != "OMP_WAIT_POLICY"}
    if given:
        environment["OMP_WAIT_POLICY"] = given
    program = "import os, engine; print(os.environ['OMP_WAIT_POLICY'])"
    printed = subprocess.run(  # noqa: S603 - our own interpreter with a fixed program
        [sys.executable, "-c", program], env=environment, capture_output=True, check=True, text=True
    )
    assert printed.stdout.strip() == expected
