"""Finds properties that a schema doesn't know."""

from collections.abc import Iterator, Sequence

from tests.discordfake.problems import Json
from tests.discordfake.schemas import Schemas


class Undeclared:
    """Finds properties that no fitting branch of a schema declares.

    The spec never forbids further properties, so a misspelt one passes its schema.
    """

    def __init__(self, schemas: Schemas) -> None:
        """Look properties up in `schemas`."""
        self._schemas = schemas

    def find(self, candidates: Sequence[Json], value: object, where: str = "") -> Iterator[str]:
        """Yield the paths of what `candidates` don't declare in `value`."""
        if isinstance(value, list):
            items = [
                branch["items"] for branch in self._branches(candidates, value) if "items" in branch
            ]
            for position, item in enumerate(value if items else ()):
                yield from self.find(items, item, f"{where}/{position}")
        elif isinstance(value, dict):
            yield from self._find_in_object(candidates, value, where)

    def _find_in_object(self, candidates: Sequence[Json], value: Json, where: str) -> Iterator[str]:
        declared: dict[str, list[Json]] = {}
        anything = False
        for branch in self._branches(candidates, value):
            for key, schema in branch.get("properties", {}).items():
                declared.setdefault(key, []).append(schema)
            anything = anything or _is_open(branch)
        for key, child in value.items():
            if key in declared:
                yield from self.find(declared[key], child, f"{where}/{key}")
            elif not anything:
                yield f"{where}/{key}".removeprefix("/")

    def _branches(self, candidates: Sequence[Json], value: object) -> Iterator[Json]:
        for candidate in self._schemas.fitting(candidates, value):
            yield from self._expanded(candidate, value)

    def _expanded(self, schema: Json, value: object) -> Iterator[Json]:
        schema = self._schemas.resolve(schema)
        yield schema
        for part in schema.get("allOf", []):
            yield from self._expanded(part, value)
        for keyword in ("anyOf", "oneOf"):
            yield from self._branches(schema.get(keyword, []), value)


def _is_open(branch: Json) -> bool:
    if branch.get("additionalProperties"):
        return True
    plain = not any(key in branch for key in ("properties", "allOf", "anyOf", "oneOf", "$ref"))
    return plain and branch.get("type") in ("object", None)
