"""Requests that the bot sent, and what it was answered."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.discordfake.files import Upload
from tests.discordfake.problems import Json
from tests.discordfake.spec import Operation
from tests.discordfake.state import State


@dataclass(eq=False, slots=True, kw_only=True)
class Request:
    """One request, kept for tests to look at.

    Attributes:
        path: the path without the API's version.
        uploads: the files by the names of their parts.
        operation: what the spec calls it; None for something that isn't in the spec.
        status: how it was answered; 0 as long as it wasn't.
    """

    method: str
    path: str
    query: dict[str, str]
    body: Any
    uploads: dict[str, Upload]
    token: str | None
    operation: Operation | None = None
    status: int = 0
    answer: object = None
    at: float = field(default_factory=time.monotonic)

    @property
    def line(self) -> str:
        """Method and path."""
        return f"{self.method} {self.path}"

    def number(self, argument: str) -> int:
        """Return an id from the path."""
        return int(self.text(argument))

    def text(self, argument: str) -> str:
        """Return an argument from the path."""
        assert self.operation is not None
        return self.operation.arguments[argument]

    def asks_for(self, name: str) -> bool:
        """Return whether a truth value in the query is set."""
        return self.query.get(name, "").lower() in ("true", "1")

    def __str__(self) -> str:
        """The request with its answer's status."""
        return f"{self.line} -> {self.status or 'pending'}"


Answer = tuple[int, Json | list[Json] | None]
Handler = Callable[[State, Request], Answer]
Routes = dict[tuple[str, str], Handler]
