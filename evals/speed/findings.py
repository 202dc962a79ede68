"""What a part of the benchmarks found, kept as a file until the part is measured again.

A part is a module of this package with two functions:

    def add_arguments(parser: argparse.ArgumentParser) -> None
    async def measured(arguments: argparse.Namespace, bench: Bench) -> Findings
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from pydantic import TypeAdapter, ValidationError

from bot.errors import UserError
from bot.settings import Settings
from evals.speed.machine import Machine, this_machine


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of text under headers, at least one; columns of figures stand right on the page."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A picture of figures.

    Attributes:
        name: of its file, without an ending; no other part has it.
        told: what it shows, for who can't see it.
        svg: the file; empty in a record, beside which it lies.
    """

    name: str
    told: str
    svg: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What a part found.

    Attributes:
        title: of its section.
        values: figures that goals are set for, by their keys in goals.toml.
        notes: sentences on how it was measured and what is to be seen, each a paragraph.
    """

    title: str
    values: dict[str, float]
    tables: tuple[Table, ...]
    plots: tuple[Plot, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Findings with when and where they were made.

    Attributes:
        measured: the day, as 2026-11-23.
    """

    part: str
    measured: str
    machine: Machine
    findings: Findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What every part is given.

    Attributes:
        settings: those of the host; parts that need a store give them a folder of their own.
        folder: where converted models and made stores stay from run to run.
        llama_server: llama.cpp's server, to compare with; None where nobody has built it.
        say: prints a sentence.
    """

    settings: Settings
    folder: Path
    llama_server: Path | None
    say: Callable[[str], None]


class Part(Protocol):
    """A module that measures."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Say which arguments of its own the part takes."""
        ...

    async def measured(self, arguments: argparse.Namespace, bench: Bench) -> Findings:
        """Measure and return what was found."""
        ...


_RECORD = TypeAdapter(Record)


def keep(part: str, findings: Findings, folder: Path) -> None:
    """Write what a part found, and its plots, to `folder`, in place of what it found before."""
    drawn = tuple(replace(plot, svg="") for plot in findings.plots)
    record = Record(
        part=part,
        measured=f"{datetime.now(UTC):%Y-%m-%d}",
        machine=this_machine(),
        findings=replace(findings, plots=drawn),
    )
    folder.mkdir(parents=True, exist_ok=True)
    for plot in findings.plots:
        (folder / f"{plot.name}.svg").write_text(plot.svg, encoding="utf-8")
    text = _RECORD.dump_json(record, indent=1).decode()
    (folder / f"{part}.json").write_text(f"{text}\n", encoding="utf-8")


def kept(part: str, folder: Path) -> Record | None:
    """Return what a part found last; None if it was never kept.

    Raises:
        UserError: the file isn't one that `keep` wrote.
    """
    path = folder / f"{part}.json"
    if not path.is_file():
        return None
    try:
        return _RECORD.validate_json(path.read_bytes())
    except ValidationError:
        raise UserError(
            f"{path} doesn't hold findings; delete it and measure {part} again."
        ) from None
