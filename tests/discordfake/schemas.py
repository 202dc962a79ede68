"""Checks values against JSON Schemas that live in one large published file."""

import functools
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from jsonschema import Draft7Validator, Draft202012Validator, FormatChecker, validators
from jsonschema.exceptions import ValidationError
from referencing import Registry
from referencing.jsonschema import DRAFT7, DRAFT202012

from tests.discordfake.problems import Json
from tests.discordfake.unions import choosing, could_fit

PUBLISHED = Path(__file__).parent / "data"
_FORMATS = FormatChecker(formats=["ipv4", "uuid"])


@_FORMATS.checks("date-time", raises=ValueError)
def _is_time(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


class Schemas:
    """The schemas of one file; any part of it can be checked against."""

    def __init__(self, file: Path, *, draft7: bool = False) -> None:
        """Read `file` and make its references absolute, so that each part stands alone."""
        self._name = f"urn:discord:{file.name}"
        self.root: Json = json.loads(file.read_text(encoding="utf-8"))
        _make_absolute(self.root, self._name)
        dialect = DRAFT7 if draft7 else DRAFT202012
        resource = dialect.create_resource(self.root)
        registry: Registry[Any] = Registry().with_resource(self._name, resource).crawl()
        original = Draft7Validator if draft7 else Draft202012Validator
        keywords = {
            name: choosing(original.VALIDATORS[name], self.resolve) for name in ("anyOf", "oneOf")
        }
        extend: Callable[..., Any] = validators.extend
        self._base = extend(original, keywords)({}, registry=registry, format_checker=_FORMATS)

    def errors(self, schema: Json, value: object) -> list[ValidationError]:
        """Return where `value` breaks `schema`, a part of this file."""
        return list(self._against(schema).iter_errors(value))

    def fits(self, schema: Json, value: object) -> bool:
        """Return whether `value` keeps to `schema`."""
        return next(self._against(schema).iter_errors(value), None) is None

    def fitting(self, branches: Sequence[Json], value: object) -> list[Json]:
        """Return which of `branches` `value` is of, tried only where several could be."""
        possible = [one for one in branches if could_fit(self.resolve(one), value, self.resolve)]
        return possible if len(possible) < 2 else [one for one in possible if self.fits(one, value)]

    def resolve(self, schema: Json) -> Json:
        """Return what a schema refers to, or itself."""
        while "$ref" in schema:
            schema = self._at(schema["$ref"])
        return schema

    def _against(self, schema: Json) -> Any:
        return self._base.evolve(schema=schema)

    @functools.cache  # noqa: B019 - there are two of these for the whole session
    def _at(self, reference: str) -> Json:
        steps = unquote(reference.removeprefix(f"{self._name}#/")).split("/")
        node: Json = self.root
        for step in steps:
            node = node[step.replace("~1", "/").replace("~0", "~")]
        return node


def _make_absolute(node: object, name: str) -> None:
    if isinstance(node, dict):
        reference = node.get("$ref")
        if isinstance(reference, str) and reference.startswith("#"):
            node["$ref"] = name + reference
        for child in node.values():
            _make_absolute(child, name)
    elif isinstance(node, list):
        for child in node:
            _make_absolute(child, name)
