"""The page on reliability: what stands between its two marks is written by a run."""

import json
import os
import platform
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
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

    What other parts have found before stays; it is kept in the same folder.

    Args:
        path: the page.
        findings: of some parts or all.
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
    found = _together(folder / "found.json", findings)
    lines = [*summary(found, findings, seconds=seconds), "", *table(found), *pictures]
    replace_measured(path, "\n".join(lines))


def _together(file: Path, findings: Sequence[Finding]) -> list[Finding]:
    """Return what was found now and, of other parts, before; keep it in a file."""
    before = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else []
    now = {each.part for each in findings}
    others = [found for each in before if (found := Finding(**each)).part not in now]
    together = [*others, *findings]
    kept = json.dumps([asdict(each) for each in together], ensure_ascii=False, indent=1)
    file.write_text(kept + "\n", encoding="utf-8")
    return together


def summary(found: Sequence[Finding], now: Sequence[Finding], *, seconds: float) -> Iterator[str]:
    """Yield what was tried in all, and where."""
    of_losses = lost(found)
    parts = ", ".join(dict.fromkeys(each.part for each in now))
    yield (
        f"Tried last on {datetime.now(UTC):%Y-%m-%d} ({parts}, in {seconds / 60:.0f} minutes), on "
        f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}: "
        f"{sum(each.times for each in found):,} tries, "
        f"{'nothing lost' if not of_losses else f'**{of_losses:,} with losses**'}."
    )


def table(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield the lines of a Markdown table."""
    yield "| part | what was tried | times | lost | |"
    yield "|---|---|---:|---:|---|"
    for each in findings:
        detail = each.detail.replace("|", "\\|").replace("\n", " ")
        yield f"| {each.part} | {each.tried} | {each.times:,} | {each.lost:,} | {detail} |"
