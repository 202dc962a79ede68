"""What a person did that the bot has to answer."""

import time
from dataclasses import dataclass, field
from typing import Final

from tests.discordfake.callback_rules import DEFER, DEFER_UPDATE
from tests.discordfake.channels import Channel
from tests.discordfake.messages import FakeMessage
from tests.discordfake.people import User
from tests.discordfake.problems import Json

TOKEN_LIVES: Final = 900.0


@dataclass(eq=False, slots=True, kw_only=True)
class FakeInteraction:
    """A command, a click, a choice or a submitted window, and what became of it.

    Attributes:
        kind: Discord's number of the type.
        payload: what the bot was sent.
        message: the message that was clicked.
        opener: the interaction that opened the window submitted with this one.
        acknowledged: seconds until the bot answered; None as long as it hasn't.
        callback: the bot's first answer as it was sent.
        response: the message that answers; the clicked one if the bot updates that.
        followups: further messages, in order.
        modal: the window that the bot opened.
        choices: what the bot proposed for an option.
    """

    id: int
    kind: int
    token: str
    user: User
    channel: Channel
    payload: Json
    message: FakeMessage | None = None
    opener: "FakeInteraction | None" = None
    asked_at: float = field(default_factory=time.monotonic)
    acknowledged: float | None = None
    callback: Json | None = None
    response: FakeMessage | None = None
    followups: list[FakeMessage] = field(default_factory=list)
    modal: Json | None = None
    choices: list[Json] | None = None
    expired: bool = False

    @property
    def deferred(self) -> bool:
        """Whether the bot first said that it would answer later."""
        return self.callback is not None and self.callback["type"] in (DEFER, DEFER_UPDATE)

    @property
    def answered(self) -> bool:
        """Whether there is more than a promise to answer."""
        if self.modal is not None or self.choices is not None:
            return True
        return self.response is not None and not self.response.loading

    @property
    def messages(self) -> list[FakeMessage]:
        """Return all messages that can be changed through the interaction."""
        first = [] if self.response is None else [self.response]
        return [*first, *self.followups]

    @property
    def age(self) -> float:
        """Seconds since the person did it."""
        return time.monotonic() - self.asked_at

    @property
    def token_is_valid(self) -> bool:
        """Whether the bot can still answer through the interaction."""
        return not self.expired and self.age <= TOKEN_LIVES

    def __str__(self) -> str:
        """What was done, and by whom."""
        said = self.payload["data"]
        what = said.get("name") or said.get("custom_id")
        return f"{what!r} of {self.user.name} in #{self.channel.name}"

    def expire(self) -> None:
        """Let the fifteen minutes be over."""
        self.expired = True
