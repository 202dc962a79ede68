"""Servers with their members, channels and what is allowed where."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

import discord

from tests.discordfake.channels import (
    FORUM,
    MEMBER_OVERWRITE,
    ROLE_OVERWRITE,
    TEXT,
    Channel,
    Overwrite,
)
from tests.discordfake.guild_payloads import guild_payload
from tests.discordfake.members import Member, Role
from tests.discordfake.people import User
from tests.discordfake.problems import Impossible, Json
from tests.discordfake.snowflakes import new_id

USUAL: Final = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    create_private_threads=True,
    embed_links=True,
    attach_files=True,
    add_reactions=True,
    use_external_emojis=True,
    mention_everyone=True,
    read_message_history=True,
    use_application_commands=True,
    change_nickname=True,
    connect=True,
    speak=True,
)
"""What everybody may do on a new server, mentioning everyone included."""


class Surroundings(Protocol):
    """What a server needs of the world it is in."""

    bot: User
    channels: dict[int, Channel]

    def dispatch(self, event: str, payload: Json) -> None:
        """Tell the bots that are connected."""


@dataclass(eq=False, slots=True, kw_only=True)
class Guild:
    """A server.

    Attributes:
        available: False during an outage of the server.
        present: False once the bot was removed.
    """

    name: str
    owner: User
    locale: str
    world: Surroundings
    members: dict[int, Member] = field(default_factory=dict)
    roles: list[Role] = field(default_factory=list)
    available: bool = True
    present: bool = True
    id: int = field(default_factory=new_id)

    def __post_init__(self) -> None:
        """Let the owner and the bot in, with the role that everybody has."""
        self.roles.append(Role("@everyone", USUAL.value, 0, self.id))
        for user in (self.owner, self.world.bot):
            self.members[user.id] = Member(user)

    @property
    def everyone(self) -> Role:
        """The role that everybody has."""
        return self.roles[0]

    def payload(self) -> Json:
        """Return the server as GUILD_CREATE tells it to a bot without privileged intents."""
        places = [one for one in self.world.channels.values() if one.guild is self]
        seen = [one for one in places if not one.deleted]
        return guild_payload(self, seen)

    def text_channel(self, name: str) -> Channel:
        """Open a text channel."""
        return self._open(name, TEXT)

    def forum(self, name: str) -> Channel:
        """Open a forum."""
        return self._open(name, FORUM)

    def role(self, name: str, permissions: discord.Permissions | int = 0) -> Role:
        """Make a role."""
        made = Role(name, _value(permissions), len(self.roles))
        self.roles.append(made)
        self._tell("GUILD_ROLE_CREATE", {"guild_id": str(self.id), "role": made.payload()})
        return made

    def join(self, user: User, roles: Sequence[Role] = ()) -> Member:
        """Let somebody in; somebody who is in already gets the roles."""
        known = self.members.get(user.id)
        if known is None:
            known = self.members[user.id] = Member(user, list(roles))
            self._tell("GUILD_MEMBER_ADD", {**known.payload(), "guild_id": str(self.id)})
        else:
            known.roles = list(roles)
            self._tell("GUILD_MEMBER_UPDATE", {**known.payload(), "guild_id": str(self.id)})
        return known

    def leave(self, user: User) -> None:
        """Let somebody go."""
        del self.members[user.id]
        gone = {"guild_id": str(self.id), "user": user.payload()}
        self._tell("GUILD_MEMBER_REMOVE", gone)

    def deny(
        self,
        channel: Channel,
        permissions: discord.Permissions | int,
        to: User | Role | None = None,
    ) -> None:
        """Deny something in a channel, to the bot if nobody else is named."""
        overwrite = self._overwrite(channel, to or self.world.bot)
        overwrite.deny |= _value(permissions)
        overwrite.allow &= ~_value(permissions)
        self._tell("CHANNEL_UPDATE", channel.payload())

    def allow(
        self,
        channel: Channel,
        permissions: discord.Permissions | int,
        to: User | Role | None = None,
    ) -> None:
        """Allow something in a channel, to the bot if nobody else is named."""
        overwrite = self._overwrite(channel, to or self.world.bot)
        overwrite.allow |= _value(permissions)
        overwrite.deny &= ~_value(permissions)
        self._tell("CHANNEL_UPDATE", channel.payload())

    def _open(self, name: str, kind: int) -> Channel:
        opened = Channel(name=name, kind=kind, guild=self)
        self.world.channels[opened.id] = opened
        self._tell("CHANNEL_CREATE", opened.payload())
        return opened

    def _overwrite(self, channel: Channel, to: User | Role) -> Overwrite:
        if channel.is_thread:
            raise Impossible("a thread has the permissions of the channel that it is in")
        for known in channel.overwrites:
            if known.target == to.id:
                return known
        kind = MEMBER_OVERWRITE if isinstance(to, User) else ROLE_OVERWRITE
        channel.overwrites.append(Overwrite(to.id, kind))
        return channel.overwrites[-1]

    def _tell(self, event: str, payload: Json) -> None:
        if self.available and self.present:
            self.world.dispatch(event, payload)


def _value(permissions: discord.Permissions | int) -> int:
    return permissions if isinstance(permissions, int) else permissions.value
