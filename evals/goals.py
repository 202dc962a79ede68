"""What the measures are compared with: goals, and the baseline that was measured last."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.measures import Measure

_GOALS = Path(__file__).with_name("goals.toml")
BASELINE = Path(__file__).with_name("baseline.toml")

Baseline = Mapping[str, Mapping[str, float]]

_HEAD = """\
# What was measured last on the labelled data, with the bundled models. `make eval` prints the
# difference to it; `python -m evals run FOLDER --write-baseline` writes it. Quality is the same on
# every machine but for single questions, seconds aren't.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a measure is to reach, and what the usual recipe gives; None where nobody said."""

    naive: float | None = None
    floor: float | None = None
    aim: float | None = None


Goals = Mapping[str, Mapping[str, Goal]]


def read_goals(path: Path = _GOALS) -> Goals:
    """Return the goals of each kind's measures, by their keys."""
    kinds = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        kind: {key: Goal(**values) for key, values in goals.items()}
        for kind, goals in kinds.items()
    }


def read_baseline(path: Path = BASELINE) -> dict[str, dict[str, float]]:
    """Return each kind's measures as they were measured last; nothing where that never was."""
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def baseline_text(baseline: Baseline) -> str:
    """Return the text of a file that `read_baseline` reads."""
    tables = (
        f"\n[{kind}]\n" + "".join(f"{key} = {value:.4g}\n" for key, value in values.items())
        for kind, values in baseline.items()
    )
    return _HEAD + "".join(tables)


def reached(measure: Measure, goal: Goal) -> str:
    """Return the best of what a measure reaches: "aim", "floor" or nothing."""
    for name, bound in (("aim", goal.aim), ("floor", goal.floor)):
        if bound is not None and (
            measure.value <= bound if measure.falling else measure.value >= bound
        ):
            return name
    return ""


def values_of(measures: Sequence[Measure]) -> dict[str, float]:
    """Return the values of measures by their keys."""
    return {measure.key: measure.value for measure in measures}
