"""Checks values against JSON Schemas that live in one large published file."""

import functools
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from jsonschema import Draft7Validator, Draft202012Validator, FormatChecker, validators
from jsonschema.exceptions import ValidationError

from tests.discordfake.problems import Json
from tests.discordfake.verdicts import Verdicts

PUBLISHED = Path(__file__).parent / "data"
_FORMATS = FormatChecker(formats=["ipv4", "uuid"])


@_FORMATS.checks("date-time", raises=ValueError)
def _is_time(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


class Schemas:
    """The schemas of one file; any part of it can be checked against."""

    def __init__(self, file: Path, *, draft7: bool = False) -> None:
        """Read `file`."""
        self.root: Json = json.loads(file.read_text(encoding="utf-8"))
        extend: Callable[..., Any] = validators.extend
        kind = extend(Draft7Validator if draft7 else Draft202012Validator, {"$ref": self._follow})
        self._explaining = kind({}, format_checker=_FORMATS)
        self._verdicts = Verdicts(self.resolve, _FORMATS)

    def errors(self, schema: Json, value: object) -> list[ValidationError]:
        """Return where `value` breaks `schema`, a part of this file."""
        return [] if self.fits(schema, value) else self.explained(schema, value)

    def explained(self, schema: Json, value: object) -> list[ValidationError]:
        """Return where `value` breaks `schema`, the slow and thorough way."""
        return list(self._explaining.evolve(schema=schema).iter_errors(value))

    def fits(self, schema: Json, value: object) -> bool:
        """Return whether `value` keeps to `schema`."""
        return self._verdicts.of(schema)(value)

    def fitting(self, branches: Sequence[Json], value: object) -> list[Json]:
        """Return which of `branches` `value` keeps to, if it keeps to one of them."""
        if len(branches) == 1:
            return list(branches)
        return [one for one in branches if self.fits(one, value)]

    def resolve(self, schema: Json) -> Json:
        """Return what a schema refers to, or itself."""
        while "$ref" in schema:
            schema = self._at(schema["$ref"])
        return schema

    def _follow(
        self, validator: Any, reference: str, value: object, _: Json
    ) -> Iterator[ValidationError]:
        yield from validator.descend(value, self._at(reference))

    @functools.cache  # noqa: B019 - there are two of these for the whole session
    def _at(self, reference: str) -> Json:
        node: Json = self.root
        for step in unquote(reference.removeprefix("#/")).split("/"):
            node = node[step.replace("~1", "/").replace("~0", "~")]
        return node
