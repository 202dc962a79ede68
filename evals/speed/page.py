"""The page on speed: what stands between its two marks is made of what the parts have kept."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from evals.documenting import replace_measured
from evals.speed.findings import Record, Table
from evals.speed.goals import Goal, goals_table

_FIGURE = re.compile(r"[-+≤≥]?\s?\d[^a-z]*(?:s|ms|MB)?$")


def write_page(
    path: Path, records: Mapping[str, Record], goals: Sequence[Goal], *, pictures: str
) -> None:
    """Put goals and findings between the marks of the page at `path`.

    Args:
        path: the page.
        records: what the parts found, by their names, in the order of the sections.
        goals: what is to be shown.
        pictures: the folder of the plots as links on the page name it.

    Raises:
        UserError: the page isn't there or lacks the marks.
    """
    lines = [
        "### What was to be shown\n",
        *table_lines(goals_table(goals, records)),
        *_machines(records),
    ]
    for record in records.values():
        lines += _section(record, pictures)
    replace_measured(path, "\n".join(lines))


def _machines(records: Mapping[str, Record]) -> Iterator[str]:
    """Yield each machine with what was measured on it."""
    measured: dict[str, list[str]] = {}
    for record in records.values():
        measured.setdefault(str(record.machine), []).append(f"{record.part} ({record.measured})")
    for machine, parts in measured.items():
        yield f"\nMeasured on {machine} Parts: {', '.join(parts)}."


def _section(record: Record, pictures: str) -> Iterator[str]:
    yield f"\n### {record.findings.title}\n"
    yield f"`python -m evals.speed {record.part}`"
    for note in record.findings.notes:
        yield f"\n{note}"
    for table in record.findings.tables:
        yield ""
        yield from table_lines(table)
    for plot in record.findings.plots:
        yield f"\n![{plot.told}]({pictures}/{plot.name}.svg)"


def table_lines(table: Table) -> Iterator[str]:
    """Yield a table as Markdown, columns of figures to the right."""
    columns = zip(*table.rows, strict=True)
    yield _line(table.headers)
    yield _line(["---:" if _are_figures(column) else "---" for column in columns])
    yield from map(_line, table.rows)


def _are_figures(cells: Sequence[str]) -> bool:
    """Tell whether a column holds figures, which stand right."""
    return all(_FIGURE.match(each) for each in cells if each)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
