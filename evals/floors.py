"""Floors under the measures of the in-repository questions. They may only rise."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

from evals.measures import Measure

_FLOORS = Path(__file__).with_name("floors.toml")


def read_floors(path: Path = _FLOORS) -> dict[str, dict[str, float]]:
    """Return the tables `at_least` and `at_most`, each from a measure's key to its bound."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def broken_floors(measures: Sequence[Measure], floors: dict[str, dict[str, float]]) -> list[str]:
    """Return a sentence for each measure that is beyond its bound.

    Raises:
        KeyError: a floor names a measure that doesn't exist.
    """
    values = {measure.key: measure.value for measure in measures}
    return [
        f"{key} is {values[key]:.3f}, and its floor is {bound}."
        for key, bound in floors["at_least"].items()
        if values[key] < bound
    ] + [
        f"{key} is {values[key]:.3f}, and may be at most {bound}."
        for key, bound in floors["at_most"].items()
        if values[key] > bound
    ]
