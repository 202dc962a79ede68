"""Whom a message notifies."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tests.discordfake.guilds import Guild
from tests.discordfake.people import User
from tests.discordfake.problems import Json

_USER = re.compile(r"<@!?(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")
_EVERYONE = re.compile(r"@(?:everyone|here)\b")


@dataclass(frozen=True, slots=True)
class Mentions:
    """Who is notified."""

    users: list[User]
    roles: list[int]
    everyone: bool


def find_mentions(
    texts: Iterable[str],
    allowed: Json | None,
    users: dict[int, User],
    guild: Guild | None,
    *,
    may_mention_all: bool,
) -> Mentions:
    """Return who is notified by what the texts say, as far as it is allowed.

    Args:
        texts: what the message says.
        allowed: `allowed_mentions` of the message; None allows all.
        users: all people.
        guild: where the message is.
        may_mention_all: whether the author may mention everyone and any role.
    """
    text = "\n".join(texts)
    named = [users[int(one)] for one in _USER.findall(text) if int(one) in users]
    roles = {role.id for role in guild.roles} if guild else set()
    called = [int(one) for one in _ROLE.findall(text) if int(one) in roles]
    return Mentions(
        [one for one in dict.fromkeys(named) if _allows(allowed, "users", one.id)],
        [
            one
            for one in dict.fromkeys(called)
            if may_mention_all and _allows(allowed, "roles", one)
        ],
        bool(_EVERYONE.search(text))
        and guild is not None
        and may_mention_all
        and _allows(allowed, "everyone", 0),
    )


def _allows(allowed: Json | None, kind: str, number: int) -> bool:
    if allowed is None:
        return True
    listed = {int(one) for one in allowed.get(kind) or ()} if kind != "everyone" else set()
    return kind in (allowed.get("parse") or ()) or number in listed
