"""Channels, threads, forums and direct messages."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tests.discordfake.people import User
from tests.discordfake.problems import Json
from tests.discordfake.snowflakes import new_id, now

if TYPE_CHECKING:
    from tests.discordfake.guilds import Guild

TEXT: Final = 0
DIRECT: Final = 1
PUBLIC_THREAD: Final = 11
FORUM: Final = 15

ROLE_OVERWRITE: Final = 0
MEMBER_OVERWRITE: Final = 1


@dataclass(slots=True)
class Overwrite:
    """What a channel grants or denies a role or a member."""

    target: int
    kind: int
    allow: int = 0
    deny: int = 0

    def payload(self) -> Json:
        """Return the overwrite as Discord sends it."""
        allow, deny = str(self.allow), str(self.deny)
        return {"id": str(self.target), "type": self.kind, "allow": allow, "deny": deny}


@dataclass(eq=False, slots=True, kw_only=True)
class Channel:
    """A place for messages.

    Attributes:
        kind: Discord's number of the type.
        guild: the server; None for direct messages.
        parent: the channel that a thread is in.
        owner: who made a thread.
        recipients: the person in a direct message with the bot.
        archived: whether a thread rests until somebody writes in it.
        locked: whether only moderators can wake it.
    """

    name: str
    kind: int
    guild: "Guild | None" = None
    parent: "Channel | None" = None
    owner: User | None = None
    recipients: list[User] = field(default_factory=list)
    overwrites: list[Overwrite] = field(default_factory=list)
    topic: str | None = None
    archived: bool = False
    locked: bool = False
    deleted: bool = False
    last_message: int | None = None
    messages_sent: int = 0
    id: int = field(default_factory=new_id)
    made_at: str = field(default_factory=now)

    @property
    def mention(self) -> str:
        """What one types to name this channel."""
        return f"<#{self.id}>"

    @property
    def is_thread(self) -> bool:
        """Whether this is a thread or a post of a forum."""
        return self.kind == PUBLIC_THREAD

    def payload(self) -> Json:
        """Return the channel as Discord sends it."""
        last = None if self.last_message is None else str(self.last_message)
        shared: Json = {
            "id": str(self.id),
            "type": self.kind,
            "flags": 0,
            "last_message_id": last,
        }
        if self.guild is None:
            return {**shared, "recipients": [one.payload() for one in self.recipients]}
        shared |= {
            "guild_id": str(self.guild.id),
            "name": self.name,
            "parent_id": None if self.parent is None else str(self.parent.id),
            "rate_limit_per_user": 0,
        }
        return shared | (self._thread_fields() if self.is_thread else self._channel_fields())

    def _thread_fields(self) -> Json:
        assert self.owner is not None
        return {
            "owner_id": str(self.owner.id),
            "message_count": self.messages_sent,
            "total_message_sent": self.messages_sent,
            "member_count": 1,
            "thread_metadata": {
                "archived": self.archived,
                "archive_timestamp": self.made_at,
                "auto_archive_duration": 1440,
                "locked": self.locked,
                "create_timestamp": self.made_at,
            },
        }

    def _channel_fields(self) -> Json:
        fields: Json = {
            "position": 0,
            "topic": self.topic,
            "nsfw": False,
            "permission_overwrites": [one.payload() for one in self.overwrites],
        }
        if self.kind == FORUM:
            fields |= {
                "available_tags": [],
                "default_reaction_emoji": None,
                "default_sort_order": None,
                "default_forum_layout": 0,
            }
        return fields
