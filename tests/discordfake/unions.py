"""Goes straight to the fitting branch of a union.

Discord's components, options and interactions are unions told apart by their `type`. Trying every
branch on every level costs a tenth of a second for one rich message; looking at `type` first gives
the same verdict at once, and a sentence about the branch that was meant.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from jsonschema.exceptions import ValidationError

from tests.discordfake.problems import Json

Resolve = Callable[[Json], Json]
Keyword = Callable[[Any, list[Json], object, Json], Iterable[ValidationError]]

_KINDS: dict[str, tuple[type, ...]] = {
    "array": (list,),
    "boolean": (bool,),
    "integer": (int,),
    "null": (type(None),),
    "number": (int, float),
    "object": (dict,),
    "string": (str,),
}


def choosing(original: Keyword, resolve: Resolve) -> Keyword:
    """Return the keyword `original` (anyOf, oneOf), tried only on branches that could fit."""

    def check(
        validator: Any, branches: list[Json], value: object, schema: Json
    ) -> Iterator[ValidationError]:
        possible = [one for one in branches if could_fit(resolve(one), value, resolve)]
        if len(possible) == 1:
            yield from validator.descend(value, possible[0])
        else:
            yield from original(validator, possible or branches, value, schema)

    return check


def could_fit(branch: Json, value: object, resolve: Resolve) -> bool:
    """Return False if the kind of `value`, or its property `type`, rules `branch` out."""
    kinds = branch.get("type")
    if kinds is not None and not _is_kind(value, [kinds] if isinstance(kinds, str) else kinds):
        return False
    if not isinstance(value, dict) or "type" not in value:
        return True
    allowed = _discriminators(branch, resolve)
    return allowed is None or value["type"] in allowed


def _is_kind(value: object, kinds: list[str]) -> bool:
    return any(isinstance(value, _KINDS[kind]) for kind in kinds)


def _discriminators(branch: Json, resolve: Resolve) -> list[object] | None:
    declared = branch.get("properties", {}).get("type")
    if declared is None:
        return None
    declared = resolve(declared)
    if "const" in declared:
        return [declared["const"]]
    values: list[object] | None = declared.get("enum")
    return values
