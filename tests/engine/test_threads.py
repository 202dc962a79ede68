import os
import subprocess
import sys

import pytest

from engine.threads import default_threads


def test_there_is_a_thread_and_not_more_than_help() -> None:
    """A model gets at least one thread, and never more than eight."""
    assert 1 <= default_threads() <= 8


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "3000 1"),
        ({"OMP_WAIT_POLICY": "active"}, "None None"),
        ({"GOMP_SPINCOUNT": "7"}, "7 None"),
    ],
)
def test_waiting_threads_spin_shortly_unless_told_otherwise(
    given: dict[str, str], expected: str
) -> None:
    """Importing the engine bounds how long OpenMP's threads spin, unless the user has done so."""
    names = ("OMP_WAIT_POLICY", "GOMP_SPINCOUNT", "KMP_BLOCKTIME")
    environment = {name: value for name, value in os.environ.items() if name not in names}
    program = "import os, engine; print(*map(os.environ.get, ['GOMP_SPINCOUNT', 'KMP_BLOCKTIME']))"
    printed = subprocess.run(  # noqa: S603 - our own interpreter with a fixed program
        [sys.executable, "-c", program],
        env=environment | given,
        capture_output=True,
        check=True,
        text=True,
    )
    assert printed.stdout.strip() == expected
