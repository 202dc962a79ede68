"""Roles, and who belongs to a server with which of them."""

from dataclasses import dataclass, field

from tests.discordfake.people import User
from tests.discordfake.problems import Json
from tests.discordfake.snowflakes import new_id, now


@dataclass(eq=False, slots=True)
class Role:
    """A role of a server."""

    name: str
    permissions: int
    position: int
    id: int = field(default_factory=new_id)

    @property
    def mention(self) -> str:
        """What one types to call those who have it."""
        return f"<@&{self.id}>"

    def payload(self) -> Json:
        """Return the role as Discord sends it."""
        return {
            "id": str(self.id),
            "name": self.name,
            "permissions": str(self.permissions),
            "position": self.position,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "managed": False,
            "mentionable": False,
            "icon": None,
            "unicode_emoji": None,
            "description": None,
            "flags": 0,
        }


@dataclass(eq=False, slots=True)
class Member:
    """Somebody's membership of one server."""

    user: User
    roles: list[Role] = field(default_factory=list)
    joined_at: str = field(default_factory=now)

    def payload(self) -> Json:
        """Return the membership as Discord sends it, with the account."""
        return {**self.payload_alone(), "user": self.user.payload()}

    def payload_alone(self) -> Json:
        """Return the membership as it goes beside a message's author."""
        return {
            "roles": [str(role.id) for role in self.roles],
            "joined_at": self.joined_at,
            "nick": None,
            "avatar": None,
            "banner": None,
            "flags": 0,
            "mute": False,
            "deaf": False,
            "pending": False,
            "premium_since": None,
            "communication_disabled_until": None,
        }
