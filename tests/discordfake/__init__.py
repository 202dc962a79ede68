"""A fake Discord that checks everything the bot asks of it."""

from tests.discordfake.channels import Channel
from tests.discordfake.connecting import Watch, connected
from tests.discordfake.guilds import Guild
from tests.discordfake.interactions import FakeInteraction
from tests.discordfake.members import Member, Role
from tests.discordfake.messages import FakeMessage
from tests.discordfake.people import User
from tests.discordfake.problems import Impossible, Problem
from tests.discordfake.requests import Request
from tests.discordfake.spec import Spec, published_spec
from tests.discordfake.world import FakeDiscord

__all__ = [
    "Channel",
    "FakeDiscord",
    "FakeInteraction",
    "FakeMessage",
    "Guild",
    "Impossible",
    "Member",
    "Problem",
    "Request",
    "Role",
    "Spec",
    "User",
    "Watch",
    "connected",
    "published_spec",
]
