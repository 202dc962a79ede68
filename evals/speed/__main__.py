"""`python -m evals.speed`: how fast it all is, part by part.

    python -m evals.speed                  every part that `make bench` measures, then the page
    python -m evals.speed PART [--keep]    one part; --keep writes it down for the page
    python -m evals.speed page             the page again from what was kept

Each part runs in a process of its own, since what one has loaded would cost the next one memory and
time. Figures are worth something on a machine that does nothing else meanwhile.
"""

import argparse
import asyncio
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import cast

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from bot.errors import TOLD
from bot.log import configure_logging
from bot.secrets import Secrets
from bot.settings import load_settings
from evals.speed.findings import Bench, Findings, Part, Record, Table, keep, kept
from evals.speed.goals import goals_table, read_goals
from evals.speed.page import write_page

_PARTS = (
    "askers",
    "writing",
    "recipe",
    "prompts",
    "decoding",
    "lookup",
    "prefixes",
    "path",
    "embedding",
    "ingesting",
    "memory",
    "retrieval",
)
_LONG = ("retrieval",)
"""Measured by themselves: `make bench` keeps what they found last."""
_PAGE = Path("docs/performance.md")
_KEPT = Path("docs/performance")
_WIDTH = 150  # where nobody says how wide lines may be


def main() -> None:
    """Run what the command line asks for; the exit code is 1 when a part fails."""
    name, *rest = sys.argv[1:] or ["all"]
    console = Console(highlight=False, width=None if sys.stdout.isatty() else _WIDTH)
    try:
        if name == "all":
            sys.exit(_all(rest, console))
        if name == "page":
            _write_page(console)
        elif name in _PARTS:
            _one(name, rest, console)
        else:
            console.print(Text(f"{__doc__}\nParts: {', '.join(_PARTS)}."))
            sys.exit(0 if name in ("-h", "--help") else 2)
    except TOLD as error:
        Console(stderr=True, highlight=False).print(Text(str(error), style="red"))
        sys.exit(1)


def _all(arguments: list[str], console: Console) -> int:
    """Measure part after part, and return 1 if one of them failed."""
    failed = []
    for name in (each for each in _PARTS if each not in _LONG):
        command = [sys.executable, "-m", "evals.speed", name, "--keep", *arguments]
        if subprocess.run(command, check=False).returncode:  # noqa: S603 - our own program
            failed.append(name)
    _write_page(console)
    if failed:
        console.print(Text(f"Failed: {', '.join(failed)}.", style="red"))
    return 1 if failed else 0


def _one(name: str, arguments: list[str], console: Console) -> None:
    part = cast(Part, import_module(f"evals.speed.{name}"))
    parser = argparse.ArgumentParser(
        prog=f"python -m evals.speed {name}",
        description=sys.modules[f"evals.speed.{name}"].__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--keep", action="store_true", help="write it down for the page")
    parser.add_argument(
        "--folder", type=Path, default=Path("build/bench"), help="where models and stores stay"
    )
    parser.add_argument(
        "--llama-server", type=Path, metavar="PROGRAM", help="llama.cpp's server, to compare with"
    )
    part.add_arguments(parser)
    chosen = parser.parse_args(arguments)
    settings = load_settings()
    configure_logging(settings.log_level, secrets=Secrets.of(settings))
    folder = chosen.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    bench = Bench(
        settings=settings,
        folder=folder,
        llama_server=chosen.llama_server,
        say=lambda text: console.print(Text(text)),
    )
    findings = asyncio.run(part.measured(chosen, bench))
    _show(findings, console)
    if chosen.keep:
        keep(name, findings, _KEPT)
        _write_page(console)


def _write_page(console: Console) -> None:
    found = {name: kept(name, _KEPT) for name in _PARTS}
    records: dict[str, Record] = {name: each for name, each in found.items() if each is not None}
    goals = read_goals()
    write_page(_PAGE, records, goals, pictures=_KEPT.name)
    console.print(_rich(goals_table(goals, records)))


def _show(findings: Findings, console: Console) -> None:
    console.print(Text(findings.title, style="bold"))
    for note in findings.notes:
        console.print(Text(note))
    for table in findings.tables:
        console.print(_rich(table))
    for key, value in findings.values.items():
        console.print(Text(f"{key}: {value:.4g}"))


def _rich(table: Table) -> RichTable:
    drawn = RichTable()
    for number, header in enumerate(table.headers):
        drawn.add_column(header, justify="right" if number else "left")
    for row in table.rows:
        drawn.add_row(*map(Text, row))
    return drawn


if __name__ == "__main__":
    main()
