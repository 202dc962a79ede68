"""The memory that measurements tell of."""

import subprocess
import sys

import pytest

from evals.memory import peak_mebibytes

_TAKING = "import sys; taken = b'x' * (200 << 20); print('taken', flush=True); sys.stdin.read()"


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
def test_processes_that_run_are_counted() -> None:
    """What another process of ours takes is added, as long as it runs."""
    before = peak_mebibytes()
    with subprocess.Popen(  # noqa: S603 - the interpreter we run in, and our own words
        [sys.executable, "-c", _TAKING], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        during = peak_mebibytes()
    assert 200 < during - before < 300
    assert peak_mebibytes() < during
