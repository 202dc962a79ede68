"""Bodies of requests, right ones to be made wrong, for the tests of the rules."""

from typing import Any

from tests.discordfake.problems import Json, Problem
from tests.discordfake.rules import check_documented
from tests.discordfake.spec import Spec

MESSAGES = "POST /channels/1/messages"
CALLBACK = "POST /interactions/1/token/callback"
COMMANDS = "PUT /applications/1/commands"
V2 = 1 << 15

BUTTON: Json = {"type": 2, "style": 1, "label": "a", "custom_id": "a"}
LINK: Json = {"type": 2, "style": 5, "label": "a", "url": "https://a.example"}
TEXT: Json = {"type": 10, "content": "text"}
ASK: Json = {"name": "ask", "description": "Ask"}
INPUT: Json = {"type": 4, "custom_id": "t", "style": 1}


def buttons(count: int, **changed: Any) -> list[Json]:
    """Return buttons with ids of their own."""
    return [{**BUTTON, "custom_id": str(number), **changed} for number in range(count)]


def row(*parts: Json) -> Json:
    """Return an action row."""
    return {"type": 1, "components": list(parts)}


def rows(*parts: Json) -> Json:
    """Return a message with one action row."""
    return {"content": "a", "components": [row(*parts)]}


def v2(*parts: Json, **further: Any) -> Json:
    """Return a message of Components V2."""
    return {"flags": V2, "components": list(parts), **further}


def section(accessory: Json, *texts: Json) -> Json:
    """Return a section."""
    return {"type": 9, "components": list(texts or (TEXT,)), "accessory": accessory}


def container(*parts: Json) -> Json:
    """Return a container."""
    return {"type": 17, "components": list(parts)}


def select(count: int, **changed: Any) -> Json:
    """Return a select with so many options."""
    options = [{"label": str(number), "value": str(number)} for number in range(count)]
    return {"type": 3, "custom_id": "s", "options": options, **changed}


def choices(count: int, **changed: Any) -> Json:
    """Return proposals for an option."""
    made = [{"name": f"n{number}", "value": f"v{number}", **changed} for number in range(count)]
    return {"type": 8, "data": {"choices": made}}


def modal(*parts: Json, title: str = "Title") -> Json:
    """Return a window."""
    return {"type": 9, "data": {"custom_id": "m", "title": title, "components": list(parts)}}


def label(part: Json) -> Json:
    """Return a labelled field."""
    return {"type": 18, "label": "Label", "component": part}


def with_options(*options: Json) -> list[Json]:
    """Return one command with options."""
    return [{**ASK, "options": [{"type": 3, "description": "d", **one} for one in options]}]


def embeds(*made: Json) -> Json:
    """Return a message with embeds."""
    return {"embeds": list(made)}


def problems(spec: Spec, line: str, body: Any) -> list[Problem]:
    """Return what is wrong with a request."""
    method, path = line.split()
    operation = spec.find(method, path)
    assert operation is not None
    found = spec.check_request(operation, {}, body)
    if not any(problem.layer == "spec" for problem in found):
        found += check_documented(operation, body)
    return found
