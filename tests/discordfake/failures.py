"""Requests that are to fail, or to wait, as a test asked for."""

import asyncio
import re
from dataclasses import dataclass, field

from tests.discordfake.problems import Json


@dataclass(slots=True)
class Failure:
    """One way to fail.

    Attributes:
        pattern: which requests fail, looked for in method and path.
        times: how many more of them fail.
        done: whether what was asked for is done all the same and only the answer is lost.
    """

    pattern: str
    status: int
    body: Json
    headers: dict[str, str] = field(default_factory=dict)
    times: int = 1
    done: bool = False


class Failures:
    """What is to fail, in order."""

    def __init__(self) -> None:
        """Let everything succeed at once."""
        self._waiting: list[Failure] = []
        self._held: list[tuple[str, asyncio.Event]] = []

    def hold(self, pattern: str) -> asyncio.Event:
        """Let requests wait, before anything is done, until the returned event is set."""
        go = asyncio.Event()
        self._held.append((pattern, go))
        return go

    async def let_go(self, line: str) -> None:
        """Wait until a request is held no more."""
        for pattern, go in self._held:
            if re.search(pattern, line):
                await go.wait()

    def add(self, failure: Failure) -> None:
        """Let something fail."""
        self._waiting.append(failure)

    def take(self, line: str) -> Failure | None:
        """Return how a request fails; None if it doesn't."""
        for failure in self._waiting:
            if re.search(failure.pattern, line):
                failure.times -= 1
                if not failure.times:
                    self._waiting.remove(failure)
                return failure
        return None


_SENTENCES = {
    401: ("401: Unauthorized", 0),
    403: ("Missing Permissions", 50013),
    404: ("Unknown Message", 10008),
    500: ("500: Internal Server Error", 0),
}


def usual_body(status: int, headers: dict[str, str]) -> Json:
    """Return what Discord says with a status."""
    if status == 429:
        wait = float(headers.get("Retry-After", "0.05"))
        return {"message": "You are being rate limited.", "retry_after": wait, "global": False}
    sentence, code = _SENTENCES.get(status, (f"{status}: failed", 0))
    return {"message": sentence, "code": code}
