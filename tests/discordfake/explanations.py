"""Says in one line why a value breaks a schema."""

from collections.abc import Sequence
from typing import Any

from jsonschema.exceptions import ValidationError

_COUNTED = ("maxLength", "maxItems", "minLength", "minItems")


def explain(error: ValidationError) -> tuple[str, str]:
    """Return where a value is wrong, and how, in the words of its most fitting branch."""
    while error.context:
        error = _nearest(error.context)
    where = "/".join(map(str, error.absolute_path))
    prefix = f"{error.validator} {error.validator_value}: " if error.validator in _COUNTED else ""
    return where, prefix + error.message[-120:]


def _nearest(errors: Sequence[ValidationError]) -> ValidationError:
    """Pick the branch of a union whose `type` fits, else the one that fails least."""
    branches: dict[Any, list[ValidationError]] = {}
    for error in errors:
        branches.setdefault(error.schema_path[0], []).append(error)
    fitting = [branch for branch in branches.values() if not any(map(_is_other_type, branch))]
    branch = min(fitting or branches.values(), key=len)
    return max(branch, key=lambda error: len(error.path))


def _is_other_type(error: ValidationError) -> bool:
    path = list(error.path)
    if error.validator == "type" and not path:
        return True
    return error.validator in ("enum", "const", "type") and path[-1:] == ["type"]
