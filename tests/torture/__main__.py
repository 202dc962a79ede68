"""Runs parts of the torture and says what was lost.

python -m tests.torture [PART …] [--seconds N] [--seed N] [--document PAGE]

The exit code is 1 when something was lost.
"""

import argparse
import asyncio
import importlib
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from rich.console import Console
from rich.table import Table

from tests.torture.findings import Finding, Part, lost
from tests.torture.page import write_page

SHARES: Mapping[str, float] = {
    "faults": 0.30,
    "model": 0.08,
    "kills": 0.08,
    "soak": 0.42,
    "startup": 0.04,
    "flood": 0.04,
    "isolation": 0.04,
}
"""The parts, and which share of the time each gets."""

_SECONDS = 640.0


async def run_parts(
    names: list[str], *, seconds: float, seed: int, console: Console
) -> list[Finding]:
    """Run parts one after the other; return what they found."""
    whole = sum(SHARES[name] for name in names)
    findings: list[Finding] = []
    for name in names:
        part = cast(Part, importlib.import_module(f"tests.torture.{name}").run)
        began = time.monotonic()
        console.print(f"{name} …")
        found = await part(
            seconds=seconds * SHARES[name] / whole,
            seed=seed,
            tell=lambda line: console.print(f"  {line}"),
        )
        console.print(f"  {time.monotonic() - began:.0f} s")
        findings += found
    return findings


def table(findings: list[Finding]) -> Table:
    """Return what was found as a table for the terminal."""
    shown = Table("part", "what was tried", "times", "lost", "detail", box=None, pad_edge=False)
    for each in findings:
        shown.add_row(each.part, each.tried, f"{each.times:,}", f"{each.lost:,}", each.detail)
    return shown


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(SHARES))
    parser.add_argument("--seconds", type=float, default=_SECONDS, help="for all parts together")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--document", type=Path, metavar="PAGE", help="where to write it down")
    arguments = parser.parse_args()
    if unknown := set(arguments.parts) - SHARES.keys():
        parser.error(
            f"There is no part {', '.join(sorted(unknown))}; there are {', '.join(SHARES)}."
        )
    console = Console(highlight=False)
    began = time.monotonic()
    findings = asyncio.run(
        run_parts(
            arguments.parts or list(SHARES),
            seconds=arguments.seconds,
            seed=arguments.seed,
            console=console,
        )
    )
    console.print(table(findings))
    if arguments.document is not None:
        write_page(arguments.document, findings, seconds=time.monotonic() - began)
    sys.exit(1 if lost(findings) else 0)


if __name__ == "__main__":
    main()
