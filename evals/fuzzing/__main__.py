"""Fuzzes what reads untrusted bytes, guided by the code that they reach.

    python -m evals.fuzzing [TARGET...] --inputs 100000     a bounded run, all targets by default
    python -m evals.fuzzing TARGET --again FILE             one finding again, without the fuzzer

Each target runs in a process of its own under atheris (libFuzzer). A finding is an error that
nobody foresaw, an invariant that doesn't hold (`evals/fuzzing/properties.py`), or an input that
takes too long; its bytes are kept in `build/fuzz`, and the exit code is 1.
"""

import argparse
import importlib.util
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evals.fuzzing.plan import SHARES

_FOLDER = Path("build/fuzz")
_NO_ATHERIS = (
    "Fuzzing needs atheris, which there is for Linux and Python before 3.14 only. The same "
    "properties are tested with fewer inputs by: pytest tests/index/extraction/test_properties.py"
)
_DONE = re.compile(r"^Done (\d+) runs", re.MULTILINE)
_ERROR = "=== Uncaught Python exception"
_SHOWN = 3_000  # characters of a log
_COVERED = re.compile(r"\bcov: (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What came of one target.

    Attributes:
        inputs: how many it got.
        covered: places in the code that they reached.
        finding: the end of what the fuzzer wrote about a finding; None without one.
    """

    target: str
    inputs: int
    covered: int
    seconds: float
    finding: str | None


def run_target(target: str, *, inputs: int, seconds: int, seed: int) -> Ran:
    """Fuzz one target in a process of its own."""
    kept = _FOLDER / target
    kept.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as corpus:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            [
                *(sys.executable, "-m", "evals.fuzzing.fuzzer", target, corpus),
                *(f"-runs={inputs}", f"-timeout={seconds}", f"-seed={seed}"),
                *(f"-max_len={SHARES[target].most_bytes}", f"-artifact_prefix={kept}/"),
                *("-rss_limit_mb=4096", "-verbosity=1", "-print_final_stats=0"),
            ],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
    log = done.stdout + done.stderr
    (kept / "log.txt").write_text(log, encoding="utf-8")
    counted = _DONE.search(log)
    covered = _COVERED.findall(log)
    return Ran(
        target=target,
        inputs=int(counted[1]) if counted else 0,
        covered=int(covered[-1]) if covered else 0,
        seconds=time.monotonic() - began,
        finding=None if done.returncode == 0 else _finding(log),
    )


def _finding(log: str) -> str:
    """Return what the log says of a finding: the error and where it came from, or its end."""
    begins = log.find(_ERROR)
    return log[-_SHOWN:] if begins < 0 else log[begins : begins + _SHOWN]


def _shown(results: list[Ran]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("target")
    for name in ("inputs", "places reached", "seconds", "ms each"):
        table.add_column(name, justify="right")
    table.add_column("finding")
    for ran in results:
        each = f"{ran.seconds * 1_000 / ran.inputs:.1f}" if ran.inputs else ""
        told = "" if ran.finding is None else f"see {_FOLDER / ran.target}"
        counts = f"{ran.inputs:,}", f"{ran.covered:,}", f"{ran.seconds:.0f}", each
        table.add_row(ran.target, *counts, told)
    return table


def _fuzz(targets: list[str], arguments: argparse.Namespace, console: Console) -> bool:
    """Fuzz the targets, several at once; return whether nothing was found."""

    def run(target: str) -> Ran:
        inputs = (
            arguments.inputs
            * SHARES[target].percent
            // sum(SHARES[each].percent for each in targets)
        )
        return run_target(target, inputs=inputs, seconds=arguments.seconds, seed=arguments.seed)

    with ThreadPoolExecutor(max_workers=arguments.jobs) as pool:
        results = []
        for ran in pool.map(run, targets):
            results.append(ran)
            if ran.finding is not None:
                console.print(ran.finding, markup=False, highlight=False)
    console.print(_shown(results))
    total = sum(ran.inputs for ran in results)
    findings = sum(ran.finding is not None for ran in results)
    console.print(f"{total:,} inputs, {findings} targets with a finding.")
    return not findings


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m evals.fuzzing", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(SHARES))
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--jobs", type=int, default=2, help="targets at once")
    parser.add_argument("--seconds", type=int, default=30, help="the longest for one input")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    targets = arguments.targets or list(SHARES)
    if unknown := [target for target in targets if target not in SHARES]:
        parser.error(f"there is no target {unknown[0]}, only {', '.join(SHARES)}")
    console = Console(highlight=False)
    if arguments.again is not None:
        from evals.fuzzing.targets import TARGETS  # here, as only the fuzzer's may be instrumented

        TARGETS[targets[0]].run(arguments.again.read_bytes())
        console.print("Nothing was found.")
    elif importlib.util.find_spec("atheris") is None:
        console.print(_NO_ATHERIS)
        sys.exit(1)
    elif not _fuzz(targets, arguments, console):
        sys.exit(1)


if __name__ == "__main__":
    main()
