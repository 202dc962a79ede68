"""Discord's OpenAPI spec: which operations there are, and what their requests and answers are."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.discordfake.explanations import explain
from tests.discordfake.problems import Json, Problem
from tests.discordfake.schemas import PUBLISHED, Schemas
from tests.discordfake.undeclared import Undeclared

_ID = {
    "anyOf": [
        {"type": "string", "pattern": "^(0|[1-9][0-9]*)$"},
        {"type": "integer", "minimum": 0},
    ]
}
"""Discord also takes ids as integers, which is how discord.py sends some of them."""

_REFERENCE_KINDS = {"type": "integer", "enum": [0, 1]}
"""The spec leaves forwarded messages (1) out, which are documented."""

_FLAGS = {"type": "integer", "minimum": 0}
"""The gateway's types list the single flags, but any union of them may come."""

_TOLERATED = (
    ("commands", r"/?nsfw$"),
    ("", r"embeds/\d+/flags$"),
    ("/messages/", r"^tts$"),
    ("/callback", r"^data/tts$"),
    ("/threads", r"^message/tts$"),
    ("/threads", r"^query.use_nested_fields$"),
    ("/messages/", r"attachments/\d+/(content_type|proxy_url|size|spoiler|url|width|height)$"),
)
"""What discord.py 2.7 sends unasked and the spec doesn't declare (part of the route, property).

`nsfw` is documented; Discord ignores the flags of embeds, `tts` of an edit, and of attachments that
are kept all but their ids.
"""


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing the API offers, as found for one request.

    Attributes:
        template: the route, with its arguments in braces.
        arguments: the values of those.
    """

    method: str
    template: str
    arguments: dict[str, str]
    declared: Json
    parameters: tuple[Json, ...]

    def parameter(self, place: str, name: str) -> Json | None:
        """Return the declaration of a parameter in `place` (path or query)."""
        for parameter in self.parameters:
            if (parameter.get("in"), parameter.get("name")) == (place, name):
                return parameter
        return None


class Spec:
    """The published spec, able to check what is asked of it."""

    def __init__(self) -> None:
        """Read the spec and order its routes, literal ones first."""
        self._schemas = Schemas(PUBLISHED / "openapi.json")
        components = self._schemas.root["components"]["schemas"]
        components |= {"SnowflakeType": _ID, "MessageReferenceType": _REFERENCE_KINDS}
        self._undeclared = Undeclared(self._schemas)
        self._gateway = Schemas(PUBLISHED / "gateway.schema.json", draft7=True)
        definitions = self._gateway.root["definitions"]
        definitions |= {name: _FLAGS for name in definitions if name.endswith("Flags")}
        routes = sorted(self._schemas.root["paths"].items(), key=lambda entry: entry[0].count("{"))
        self._routes = [(_pattern(template), template, item) for template, item in routes]

    def find(self, method: str, path: str) -> Operation | None:
        """Return the operation that a request is for; None if there is no such one."""
        for pattern, template, item in self._routes:
            match = pattern.fullmatch(path)
            if match and method.lower() in item:
                declared = item[method.lower()]
                parameters = (*item.get("parameters", ()), *declared.get("parameters", ()))
                return Operation(method, template, match.groupdict(), declared, parameters)
        return None

    def check_request(
        self, operation: Operation, query: dict[str, str], body: object
    ) -> list[Problem]:
        """Return what is wrong with a request by the spec alone."""
        return [
            *self._check_arguments(operation),
            *self._check_query(operation, query),
            *self._check_body(operation, body),
        ]

    def check_answer(self, operation: Operation, status: int, body: object) -> list[str]:
        """Return where an answer of the fake isn't one that Discord could give."""
        asked = f"{operation.method} {operation.template}"
        answer = operation.declared["responses"].get(str(status))
        if answer is None:
            return [f"{asked}: the spec has no status {status}"]
        content = self._schemas.resolve(answer).get("content", {}).get("application/json")
        if content is None:
            return [] if body is None else [f"{asked}: status {status} has no body in the spec"]
        return self._explained(asked, self._schemas, content["schema"], body)

    def check_model(self, name: str, value: object) -> list[str]:
        """Return where `value` isn't the component `name` of the spec."""
        schema = self._schemas.root["components"]["schemas"][name]
        return self._explained(name, self._schemas, schema, value)

    def check_event(self, name: str, payload: Json) -> list[str]:
        """Return where a gateway event isn't as its published types say; [] for untyped events."""
        definition = self._gateway.root["definitions"]["Events"]["properties"].get(name)
        return (
            [] if definition is None else self._explained(name, self._gateway, definition, payload)
        )

    @staticmethod
    def _explained(name: str, schemas: Schemas, schema: Json, value: object) -> list[str]:
        explained = map(explain, schemas.errors(schema, value))
        return [f"{name} /{where}: {what}" for where, what in explained]

    def _check_arguments(self, operation: Operation) -> Iterator[Problem]:
        for name, value in operation.arguments.items():
            parameter = operation.parameter("path", name)
            if parameter and not self._schemas.fits(parameter["schema"], value):
                yield Problem(f"path.{name}", repr(value), "spec")

    def _check_query(self, operation: Operation, query: dict[str, str]) -> Iterator[Problem]:
        for name, value in query.items():
            parameter = operation.parameter("query", name)
            if parameter is None:
                if not _is_tolerated(operation.template, f"query.{name}"):
                    yield Problem(f"query.{name}", "unknown query parameter", "unknown")
            elif not any(self._schemas.fits(parameter["schema"], one) for one in _readings(value)):
                yield Problem(f"query.{name}", repr(value), "spec")

    def _check_body(self, operation: Operation, body: object) -> Iterator[Problem]:
        expected = operation.declared.get("requestBody")
        if expected is None:
            if body not in (None, {}):
                yield Problem("(body)", "this operation takes no body", "spec")
            return
        if body is None:
            if expected.get("required"):
                yield Problem("(body)", "missing", "spec")
            return
        schema = expected["content"]["application/json"]["schema"]
        errors = self._schemas.errors(schema, body)
        for error in errors:
            yield Problem(*explain(error), "spec")
        if not errors:
            for where in self._undeclared.find([schema], body):
                if not _is_tolerated(operation.template, where):
                    yield Problem(where, "unknown property", "unknown")


@functools.cache
def published_spec() -> Spec:
    """Return the spec, read once for all tests."""
    return Spec()


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(template)))


def _readings(value: str) -> Iterator[object]:
    """Yield what a query's text can mean: itself, a number, a truth value."""
    yield value
    if re.fullmatch(r"-?\d+", value):
        yield int(value)
    if value.lower() in ("true", "false", "0", "1"):
        yield value.lower() in ("true", "1")


def _is_tolerated(template: str, where: str) -> bool:
    return any(part in template and re.search(rule, where) for part, rule in _TOLERATED)
