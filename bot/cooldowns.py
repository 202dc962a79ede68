"""How many questions one person, and all people of one server, may ask in a minute."""

import math
import time
from collections.abc import Callable

from bot.errors import Refused
from bot.limits.windows import Window

_SECONDS = 60.0


class Cooldowns:
    """Counts the questions of the last minute; who asked none is forgotten."""

    def __init__(
        self,
        *,
        per_minute: int,
        of_server: int = 0,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Let people ask.

        Args:
            per_minute: how many questions one person may ask in any minute; 0 for any number.
            of_server: how many those of one server may ask together; 0 for any number.
            now: tells seconds.
        """
        self._people = Window(most=per_minute, seconds=_SECONDS, now=now)
        self._servers = Window(most=of_server, seconds=_SECONDS, now=now)

    def __len__(self) -> int:
        """How many people and servers are remembered."""
        return len(self._people) + len(self._servers)

    def take(self, user_id: int, guild_id: int | None = None) -> None:
        """Let a person ask one question; in a server, one that the models have to work for.

        Raises:
            Refused: "cooling-down" or "server-cooling-down": there are `seconds` to wait. This try
                doesn't count.
        """
        if wait := self._people.wait(user_id):
            raise Refused("cooling-down", seconds=_whole(wait))
        if guild_id is not None and (wait := self._servers.wait(guild_id)):
            raise Refused("server-cooling-down", seconds=_whole(wait))
        self._people.take(user_id)
        if guild_id is not None:
            self._servers.take(guild_id)


def _whole(seconds: float) -> int:
    return max(1, math.ceil(seconds))
