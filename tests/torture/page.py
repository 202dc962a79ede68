"""The page on reliability: what stands between its two marks is written by a run."""

import os
import platform
import shutil
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from evals.documenting import replace_measured
from tests.torture.findings import Finding, lost
from tests.torture.soak import PLOTS

_PICTURES = {
    "memory": "Resident memory of the bot and of its models over a soak",
    "files": "Open files of both over a soak",
}


def write_page(path: Path, findings: Sequence[Finding], *, seconds: float) -> None:
    """Put what was found between the marks of the page at `path`, its plots in a folder beside it.

    Args:
        path: the page.
        findings: of all parts.
        seconds: how long they took.

    Raises:
        bot.errors.UserError: the page isn't there or lacks the marks.
    """
    folder = path.with_suffix("")
    folder.mkdir(exist_ok=True)
    drawn = [name for name in _PICTURES if (PLOTS / f"{name}.svg").is_file()]
    for name in drawn:
        shutil.copy(PLOTS / f"{name}.svg", folder)
    pictures = (f"\n![{_PICTURES[name]}]({folder.name}/{name}.svg)" for name in drawn)
    lines = [*summary(findings, seconds=seconds), "", *table(findings), *pictures]
    replace_measured(path, "\n".join(lines))


def summary(findings: Sequence[Finding], *, seconds: float) -> Iterator[str]:
    """Yield what was tried in all, and where."""
    of_losses = lost(findings)
    yield (
        f"Tried on {datetime.now(UTC):%Y-%m-%d} in {seconds / 60:.0f} minutes, on "
        f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}: "
        f"{sum(each.times for each in findings):,} tries, "
        f"{'nothing lost' if not of_losses else f'**{of_losses:,} with losses**'}."
    )


def table(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield the lines of a Markdown table."""
    yield "| part | what was tried | times | lost | |"
    yield "|---|---|---:|---:|---|"
    for each in findings:
        detail = each.detail.replace("|", "\\|").replace("\n", " ")
        yield f"| {each.part} | {each.tried} | {each.times:,} | {each.lost:,} | {detail} |"
