"""Tables of measures: rows of text that a terminal or a page shows."""

from collections.abc import Mapping, Sequence

from evals.goals import Goal, reached
from evals.measures import Measure

HEADERS = (
    "measure",
    "value",
    "change",
    "naive",
    "floor",
    "aim",
    "reached",
    "over",
    "first s",
    "total s",
    "tokens",
)


def rows(
    measures: Sequence[Measure], goals: Mapping[str, Goal], baseline: Mapping[str, float]
) -> list[tuple[str, ...]]:
    """Return a row of `HEADERS` for each measure; what isn't known is left empty.

    Args:
        measures: what was measured.
        goals: what some of it is to reach, by key.
        baseline: what was measured before, by key; "change" is the difference to it.
    """
    return [_row(each, goals.get(each.key, Goal()), baseline.get(each.key)) for each in measures]


def _row(measure: Measure, goal: Goal, before: float | None) -> tuple[str, ...]:
    digits, taken = measure.digits, measure.costs
    return (
        measure.label,
        f"{measure.value:.{digits}f}",
        "" if before is None else _difference(measure.value - before, digits),
        *("" if bound is None else f"{bound:g}" for bound in (goal.naive, goal.floor, goal.aim)),
        reached(measure, goal),
        str(measure.over),
        *(
            ("", "", "")
            if taken is None
            else (
                f"{taken.first_seconds:.2f}",
                f"{taken.total_seconds:.2f}",
                f"{taken.prompt_tokens:.0f}",
            )
        ),
    )


def _difference(difference: float, digits: int) -> str:
    shown = f"{difference:+.{digits}f}"
    return "=" if float(shown) == 0 else shown
