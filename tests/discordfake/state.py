"""All there is in the fake Discord, and who hears of a change."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.discordfake.channels import DIRECT, Channel
from tests.discordfake.files import Files
from tests.discordfake.guilds import Guild
from tests.discordfake.interactions import FakeInteraction
from tests.discordfake.messages import FakeMessage
from tests.discordfake.people import User
from tests.discordfake.problems import Json, Problem
from tests.discordfake.registry import Commands
from tests.discordfake.spec import Spec

ACKNOWLEDGE_WITHIN = 3.0


def _nobody(event: str, payload: Json) -> None:
    """Tell nobody: no gateway is open yet."""


@dataclass(slots=True, kw_only=True)
class State:
    """The things of one world.

    Attributes:
        content_intent: whether the message-content intent is switched on for the application.
        members_intent: whether the members intent is.
        gateway_url: where bots connect to.
        acknowledge_within: seconds after which an unanswered interaction is lost.
        changed: set whenever something happened.
        tell: sends an event to the bots that are connected.
    """

    spec: Spec
    bot: User
    content_intent: bool = True
    members_intent: bool = False
    gateway_url: str = ""
    acknowledge_within: float = ACKNOWLEDGE_WITHIN
    users: dict[int, User] = field(default_factory=dict)
    guilds: dict[int, Guild] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    messages: dict[int, FakeMessage] = field(default_factory=dict)
    interactions: dict[str, FakeInteraction] = field(default_factory=dict)
    nonces: dict[str, FakeMessage] = field(default_factory=dict)
    commands: Commands = field(default_factory=Commands)
    files: Files = field(default_factory=Files)
    violations: list[Problem | str] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    tell: Callable[[str, Json], None] = _nobody

    def dispatch(self, event: str, payload: Json) -> None:
        """Send an event to the bots, once it is checked to be one that Discord could send."""
        self.honest(self.spec.check_event(event, payload))
        self.tell(event, payload)
        self.changed.set()

    def honest(self, faults: list[str]) -> None:
        """Record where the fake itself isn't as Discord would be."""
        self.violations += [f"the fake is wrong: {fault}" for fault in faults]

    def violated(self, what: Problem | str) -> None:
        """Record something that the bot must not do or the fake can't."""
        self.violations.append(what)
        self.changed.set()

    def direct(self, user: User) -> Channel:
        """Return the direct messages between the bot and somebody."""
        for channel in self.channels.values():
            if channel.kind == DIRECT and user in channel.recipients:
                return channel
        opened = Channel(name=user.name, kind=DIRECT, recipients=[user])
        self.channels[opened.id] = opened
        return opened
