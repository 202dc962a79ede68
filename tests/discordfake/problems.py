"""What is wrong with a request, and how Discord refuses one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

Json = dict[str, Any]
"""One JSON object, as it travels."""

Layer = Literal["spec", "unknown", "docs", "fake"]
"""Who objects: the spec, a property it doesn't know, the written docs, or the fake's limits."""

INVALID_FORM = 50035


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a request.

    Attributes:
        where: the path to the faulty part, parted by slashes.
        what: what is wrong with it.
        layer: which check found it.
        code: Discord's own number of the error.
    """

    where: str
    what: str
    layer: Layer
    code: int = INVALID_FORM

    def __str__(self) -> str:
        """The fault in one line."""
        return f"[{self.layer}] {self.where}: {self.what}"


class Refusal(Exception):  # noqa: N818 - states the fact: Discord refuses
    """Discord answers a request with an error."""

    def __init__(self, status: int, code: int, text: str, errors: Json | None = None) -> None:
        """Refuse with an HTTP status, Discord's error number and its sentence."""
        super().__init__(f"{status} {code} {text}")
        self.status = status
        self.body: Json = {"code": code, "message": text}
        if errors is not None:
            self.body["errors"] = errors


class Impossible(AssertionError):  # noqa: N818 - states the fact: nobody could do this
    """A test asks a person to do what no person could do in Discord."""


_UNKNOWN = {
    "Application Command": 10063,
    "Channel": 10003,
    "Guild": 10004,
    "Member": 10007,
    "Message": 10008,
    "User": 10013,
    "Webhook": 10015,
    "interaction": 10062,
}


def unknown(what: str) -> Refusal:
    """Return the refusal for a thing that isn't there."""
    return Refusal(404, _UNKNOWN[what], f"Unknown {what}")


def missing_access() -> Refusal:
    """Return the refusal for a channel that the bot doesn't see."""
    return Refusal(403, 50001, "Missing Access")


def missing_permissions() -> Refusal:
    """Return the refusal for something the bot may not do there."""
    return Refusal(403, 50013, "Missing Permissions")


def invalid(problems: Iterable[Problem]) -> Refusal:
    """Return the refusal of a body, with the faults in the tree that Discord draws of them."""
    listed = list(problems)
    tree: Json = {}
    for problem in listed:
        node = tree
        for key in (part for part in problem.where.split("/") if part):
            node = node.setdefault(key, {})
        node.setdefault("_errors", []).append({"code": "INVALID", "message": problem.what})
    return Refusal(400, listed[0].code, "Invalid Form Body", tree)
