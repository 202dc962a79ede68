"""Rate limits: how often the bot may do something, and how often it does.

Discord tells its limits only in the headers of its answers. These budgets are what bots are seen to
get; they are counted always and enforced only on demand.
"""

import math
import re
import time
from dataclasses import dataclass
from typing import Final

from tests.discordfake.problems import Json
from tests.discordfake.requests import Request


@dataclass(frozen=True, slots=True)
class Budget:
    """So many requests in so many seconds, for each channel or each interaction."""

    methods: str
    route: str
    requests: int
    seconds: float


_BUDGETS: Final = (
    Budget("POST", r"/channels/{channel_id}/messages", 5, 5.0),
    Budget("PATCH", r"/channels/{channel_id}/messages/{message_id}", 5, 5.0),
    Budget("DELETE", r"/channels/{channel_id}/messages/{message_id}", 5, 1.0),
    Budget("POST", r"/channels/{channel_id}/typing", 5, 5.0),
    Budget("PUT", r"/channels/{channel_id}/messages/{message_id}/reactions/", 1, 0.25),
    Budget("POST PATCH DELETE GET", r"/webhooks/{webhook_id}/{webhook_token}", 5, 2.0),
)
_GENEROUS = Budget("", "", 50, 1.0)


@dataclass(frozen=True, slots=True)
class Excess:
    """A request too many."""

    line: str
    at: float
    refused: bool


@dataclass(slots=True)
class _Window:
    """The time in which requests count together."""

    ends: float
    taken: int = 0


class Limits:
    """Counts requests against their budgets.

    Attributes:
        enforced: whether requests beyond a budget are answered with 429.
        scale: what the budgets' seconds are multiplied by, so that tests needn't wait.
        exceeded: the requests that were beyond one, refused or not.
    """

    def __init__(self) -> None:
        """Count from now on, without enforcing."""
        self.enforced = False
        self.scale = 1.0
        self.exceeded: list[Excess] = []
        self._windows: dict[str, _Window] = {}

    @property
    def refused(self) -> list[Excess]:
        """The requests that got a 429."""
        return [one for one in self.exceeded if one.refused]

    def take(self, request: Request) -> tuple[float, Json]:
        """Count a request; return for how long to wait (0: go on) and its answer's headers."""
        budget, bucket = _budget(request)
        at, seconds = time.monotonic(), budget.seconds * self.scale
        window = self._windows.get(bucket)
        if window is None or at >= window.ends:
            window = self._windows[bucket] = _Window(at + seconds)
        window.taken += 1
        wait = 0.0
        if window.taken > budget.requests:
            self.exceeded.append(Excess(request.line, at, self.enforced))
            wait = window.ends - at if self.enforced else 0.0
        left = max(0, budget.requests - window.taken) if self.enforced else budget.requests
        reset = math.ceil((window.ends - at) * 1000) / 1000
        return wait, {
            "X-RateLimit-Limit": str(budget.requests),
            "X-RateLimit-Remaining": str(left),
            "X-RateLimit-Reset": f"{time.time() + reset:.3f}",
            "X-RateLimit-Reset-After": f"{reset:.3f}",
            "X-RateLimit-Bucket": re.sub(r"\W+", "-", f"{budget.methods} {budget.route}"),
        }


def _budget(request: Request) -> tuple[Budget, str]:
    assert request.operation is not None
    template = request.operation.template
    arguments = request.operation.arguments
    place = arguments.get("webhook_token") or arguments.get("channel_id") or ""
    for budget in _BUDGETS:
        exact = template == budget.route
        inside = budget.route.endswith(("/", "token}")) and template.startswith(budget.route)
        if request.method in budget.methods.split() and (exact or inside):
            return budget, f"{budget.methods} {budget.route} {place}"
    return Budget(request.method, template, _GENEROUS.requests, _GENEROUS.seconds), (
        f"{request.method} {template} {place}"
    )
