"""What the benchmarks have to show, and how far what was measured reaches."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.speed.findings import Record, Table
from evals.speed.plots import told

_GOALS = Path(__file__).with_name("goals.toml")
_HEADERS = ("measure", "against", "measured", "floor", "aim", "reached", "part", "on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One figure that is to be shown.

    Attributes:
        part: what measures it.
        key: under which of the part's values it stands.
        measure: what it is, in words.
        against: what it is compared with.
        unit: follows the figure.
        floor: what has to be reached.
        aim: what is wanted.
        most: whether the two are the most it may be, and not the least.
    """

    part: str
    key: str
    measure: str
    against: str
    unit: str
    floor: float
    aim: float
    most: bool = False

    def reached(self, value: float) -> str:
        """Return the best of what a value reaches: "aim", "floor" or nothing."""
        for name, bound in (("aim", self.aim), ("floor", self.floor)):
            if value <= bound if self.most else value >= bound:
                return name
        return ""


def read_goals(path: Path = _GOALS) -> tuple[Goal, ...]:
    """Return all goals in their order."""
    return tuple(Goal(**each) for each in tomllib.loads(path.read_text(encoding="utf-8"))["goal"])


def goals_table(goals: Sequence[Goal], records: Mapping[str, Record]) -> Table:
    """Return a row for each goal; what wasn't measured is left empty.

    Args:
        goals: in the order of the rows.
        records: what the parts found, by their names.
    """
    return Table(headers=_HEADERS, rows=tuple(_row(each, records.get(each.part)) for each in goals))


def _row(goal: Goal, record: Record | None) -> tuple[str, ...]:
    value = None if record is None else record.findings.values.get(goal.key)
    sign = "≤" if goal.most else "≥"
    return (
        goal.measure,
        goal.against,
        "" if value is None else f"{told(value)} {goal.unit}",
        f"{sign} {goal.floor:g}",
        f"{sign} {goal.aim:g}",
        "" if value is None else goal.reached(value),
        goal.part,
        "" if record is None or value is None else record.measured,
    )
