"""Messages as people see them."""

import copy
import re
from dataclasses import dataclass, field

from tests.discordfake import components as c
from tests.discordfake.channels import Channel
from tests.discordfake.message_rules import embed_texts
from tests.discordfake.people import User
from tests.discordfake.problems import Impossible, Json

_MASKED_LINK = re.compile(r"\]\(<?(https?://[^\s)>]+)>?\)")


@dataclass(eq=False, slots=True, kw_only=True)
class FakeMessage:
    """One message, which may be edited and deleted.

    Attributes:
        raw: the message as Discord would send it now.
        only_for: the one person who sees it, if it is ephemeral.
        versions: what it was before each edit, oldest first.
        reactions: the emojis that the bot put under it.
    """

    raw: Json
    channel: Channel
    author: User
    only_for: User | None = None
    deleted: bool = False
    versions: list[Json] = field(default_factory=list)
    reactions: list[str] = field(default_factory=list)

    @property
    def id(self) -> int:
        """The message's id."""
        return int(self.raw["id"])

    @property
    def text(self) -> str:
        """All that can be read in it but for buttons and selects, in reading order."""
        embeds = (text for embed in self.raw["embeds"] for text in embed_texts(embed))
        parts = (self.raw["content"], *embeds, *c.texts(self.raw["components"]))
        return "\n".join(part for part in parts if part)

    @property
    def components(self) -> list[Json]:
        """All components, those inside others included."""
        return list(c.walk(self.raw["components"]))

    @property
    def buttons(self) -> list[str]:
        """The buttons' labels (or emojis) in order, link buttons included."""
        return [face(one) for one in self.components if one["type"] == c.BUTTON]

    @property
    def links(self) -> list[str]:
        """Where link buttons, embeds and masked links lead, in order."""
        embeds = [embed["url"] for embed in self.raw["embeds"] if embed.get("url")]
        buttons = [one["url"] for one in self.components if one.get("url")]
        return [*buttons, *embeds, *_MASKED_LINK.findall(self.text)]

    @property
    def edits(self) -> int:
        """How often it was edited."""
        return len(self.versions)

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return bool(self.raw["flags"] & c.EPHEMERAL)

    @property
    def loading(self) -> bool:
        """Whether it only says that the bot is thinking."""
        return bool(self.raw["flags"] & c.LOADING)

    @property
    def pings(self) -> set[str]:
        """Who is notified by it: names of people, ids of roles, and everyone."""
        everyone = {"everyone"} if self.raw["mention_everyone"] else set()
        people = {user["username"] for user in self.raw["mentions"]}
        return everyone | people | set(self.raw["mention_roles"])

    @property
    def reply_to(self) -> int | None:
        """The id of the message that this one replies to."""
        reference = self.raw.get("message_reference")
        return None if reference is None else int(reference["message_id"])

    def options(self, custom_id: str = "") -> list[str]:
        """Return the labels in the select whose id begins with `custom_id`."""
        for part in self.components:
            if part["type"] == c.STRING_SELECT and part["custom_id"].startswith(custom_id):
                return [option["label"] for option in part["options"]]
        raise Impossible(f"no select {custom_id!r} in this message:\n{self}")

    def remember(self) -> None:
        """Keep what the message is before it changes."""
        self.versions.append(copy.deepcopy(self.raw))

    def __str__(self) -> str:
        """The message as one would describe it."""
        return f"{self.author.name}: {self.text}\n[{'] ['.join(self.buttons)}]"


def face(button: Json) -> str:
    """Return what a button shows: its label, else its emoji."""
    emoji = button.get("emoji") or {}
    return str(button.get("label") or emoji.get("name") or "")
