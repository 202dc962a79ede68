"""Tells fast whether a value keeps to a schema, without saying why not.

Discord's messages are unions in unions, and walking their schemas costs a library tens of
milliseconds for one rich message, in the very event loop in which the bot is watched. Here each
schema becomes a function once; only what fails is walked again for an explanation.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from jsonschema import FormatChecker

from tests.discordfake.problems import Json

Check = Callable[[Any], bool]

_SCALARS = (str, int, float, bool, type(None))
_SILENT: Final = frozenset(
    {
        "$ref",
        "$schema",
        "contentEncoding",
        "deprecated",
        "description",
        "title",
        "x-discord-union",
    }
)
"""Keywords that say nothing about a value, or are dealt with elsewhere."""


class Verdicts:
    """Schemas of one file as functions."""

    def __init__(self, resolve: Callable[[Json], Json], formats: FormatChecker) -> None:
        """Follow references by `resolve`, and check formats by `formats`."""
        self._resolve = resolve
        self._formats = formats
        self._known: dict[int, tuple[Json, Check]] = {}

    def of(self, schema: Json) -> Check:
        """Return the function that tells whether a value keeps to `schema`."""
        key = id(schema)
        if key not in self._known:
            # a schema may contain itself, so it is known before it is finished
            self._known[key] = (schema, lambda value: self._known[key][1](value))
            self._known[key] = (schema, self._all(list(self._checks(schema))))
        return self._known[key][1]

    @staticmethod
    def _all(checks: list[Check]) -> Check:
        if len(checks) == 1:
            return checks[0]
        return lambda value: all(check(value) for check in checks)

    def _checks(self, schema: Json) -> Iterator[Check]:
        if "$ref" in schema:
            yield self.of(self._resolve(schema))
        for keyword, wanted in schema.items():
            if keyword in _SILENT:
                continue
            if keyword == "additionalProperties":
                yield self._further(wanted, set(schema.get("properties", ())))
            elif keyword in _OF_VALUES:
                yield _OF_VALUES[keyword](wanted)
            else:
                yield self._of_schemas(keyword, wanted)

    def _of_schemas(self, keyword: str, wanted: Any) -> Check:
        match keyword:
            case "properties":
                return self._properties(wanted)
            case "items" if isinstance(wanted, list):
                each = [self.of(one) for one in wanted]
                return _of_lists(lambda value: all(map(_call, each, value)))
            case "items":
                item = self.of(wanted)
                return _of_lists(lambda value: all(map(item, value)))
            case "allOf":
                return self._all([self.of(one) for one in wanted])
            case "anyOf":
                branches = [self.of(one) for one in wanted]
                return lambda value: any(branch(value) for branch in branches)
            case "oneOf":
                ways = [self.of(one) for one in wanted]
                return lambda value: sum(way(value) for way in ways) == 1
            case "not":
                unwanted = self.of(wanted)
                return lambda value: not unwanted(value)
            case "format":
                return lambda value: self._formats.conforms(value, wanted)
        raise AssertionError(f"no check for the keyword {keyword!r}")

    def _properties(self, wanted: dict[str, Json]) -> Check:
        checks = {name: self.of(schema) for name, schema in wanted.items()}
        return lambda value: (
            not isinstance(value, dict)
            or all(check(value[name]) for name, check in checks.items() if name in value)
        )

    def _further(self, wanted: Json | bool, declared: set[str]) -> Check:
        if wanted is True:
            return lambda _: True
        check = self.of(wanted) if isinstance(wanted, dict) else lambda _: False
        return lambda value: (
            not isinstance(value, dict)
            or all(check(one) for name, one in value.items() if name not in declared)
        )


def _call(check: Check, value: object) -> bool:
    return check(value)


def _of_lists(check: Check) -> Check:
    return lambda value: not isinstance(value, list) or check(value)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_integer(value: object) -> bool:
    whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    return whole and not isinstance(value, bool)


_KINDS: Final[dict[str, Check]] = {
    "array": lambda value: isinstance(value, list),
    "boolean": lambda value: isinstance(value, bool),
    "integer": _is_integer,
    "null": lambda value: value is None,
    "number": _is_number,
    "object": lambda value: isinstance(value, dict),
    "string": lambda value: isinstance(value, str),
}


def _kind(wanted: str | list[str]) -> Check:
    if isinstance(wanted, str):
        return _KINDS[wanted]
    kinds = [_KINDS[one] for one in wanted]
    return lambda value: any(kind(value) for kind in kinds)


def _among(wanted: list[Any]) -> Check:
    """Tell truth values from numbers, which Python takes for the same."""
    allowed = {(isinstance(one, bool), one) for one in wanted}
    return lambda value: isinstance(value, _SCALARS) and (isinstance(value, bool), value) in allowed


def _has_all(names: list[str]) -> Check:
    return lambda value: not isinstance(value, dict) or all(name in value for name in names)


def _sized(kind: type[Any], fits: Callable[[int, int], bool]) -> Callable[[int], Check]:
    def sized(wanted: int) -> Check:
        return lambda value: not isinstance(value, kind) or fits(len(value), wanted)

    return sized


def _measured(fits: Callable[[float, float], bool]) -> Callable[[float], Check]:
    def measured(wanted: float) -> Check:
        return lambda value: not _is_number(value) or fits(value, wanted)

    return measured


def _unlike(wanted: bool) -> Check:
    def check(value: object) -> bool:
        if not wanted or not isinstance(value, list):
            return True
        return len({json.dumps(one, sort_keys=True) for one in value}) == len(value)

    return check


def _matching(pattern: str) -> Check:
    compiled = re.compile(pattern)
    return lambda value: not isinstance(value, str) or bool(compiled.search(value))


def _at_most(size: float, limit: float) -> bool:
    return size <= limit


def _at_least(size: float, limit: float) -> bool:
    return size >= limit


_OF_VALUES: Final[dict[str, Callable[[Any], Check]]] = {
    "const": lambda wanted: _among([wanted]),
    "enum": _among,
    "maxItems": _sized(list, _at_most),
    "maxLength": _sized(str, _at_most),
    "maxProperties": _sized(dict, _at_most),
    "maximum": _measured(_at_most),
    "minItems": _sized(list, _at_least),
    "minLength": _sized(str, _at_least),
    "minProperties": _sized(dict, _at_least),
    "minimum": _measured(_at_least),
    "pattern": _matching,
    "required": _has_all,
    "type": _kind,
    "uniqueItems": _unlike,
}
