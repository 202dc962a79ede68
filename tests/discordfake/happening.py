"""What happens in Discord: people and servers come and go, and things break."""

import asyncio

from tests.discordfake.channels import Channel
from tests.discordfake.connections import INVALID_SESSION, RECONNECT
from tests.discordfake.failures import Failure, Failures
from tests.discordfake.gateway import Gateway
from tests.discordfake.guilds import Guild
from tests.discordfake.people import User
from tests.discordfake.problems import Json
from tests.discordfake.state import State


class Happening:
    """A Discord in which something happens."""

    state: State
    gateway: Gateway
    failures: Failures

    def user(self, name: str, *, locale: str = "en-US") -> User:
        """Let somebody join Discord."""
        person = User(name, locale)
        self.state.users[person.id] = person
        return person

    def guild(self, name: str, *, owner: User, locale: str = "en-US") -> Guild:
        """Let somebody open a server and invite the bot."""
        opened = Guild(name=name, owner=owner, locale=locale, world=self.state)
        self.state.guilds[opened.id] = opened
        self._joined(opened)
        return opened

    def dm(self, user: User) -> Channel:
        """Return the direct messages between somebody and the bot."""
        return self.state.direct(user)

    def remove_guild(self, guild: Guild) -> None:
        """Let the bot be thrown out of a server."""
        guild.present = False
        self.state.dispatch("GUILD_DELETE", {"id": str(guild.id)})

    def invite(self, guild: Guild) -> None:
        """Let the bot be invited into a server again."""
        guild.present = True
        self._joined(guild)

    def unavailable(self, guild: Guild) -> None:
        """Let a server have an outage."""
        guild.available = False
        self.state.dispatch("GUILD_DELETE", {"id": str(guild.id), "unavailable": True})

    def available(self, guild: Guild) -> None:
        """Let the outage of a server be over."""
        guild.available = True
        self.state.dispatch("GUILD_CREATE", guild.payload())

    def _joined(self, guild: Guild) -> None:
        """Tell of a server as Discord does when the bot joins it: not that it is available."""
        payload = guild.payload()
        del payload["unavailable"]
        self.state.dispatch("GUILD_CREATE", payload)

    def hold(self, pattern: str) -> asyncio.Event:
        """Let requests whose method and path have `pattern` wait until the event is set."""
        return self.failures.hold(pattern)

    def fail_next(
        self,
        pattern: str,
        status: int = 500,
        json: Json | None = None,
        headers: dict[str, str] | None = None,
        *,
        times: int = 1,
        done: bool = False,
    ) -> None:
        """Let the next requests fail whose method and path have `pattern`.

        Args:
            pattern: a regular expression, looked for in a line like "POST /channels/1/messages".
            status: what they are answered with.
            json: the body of the answer; what Discord says with the status if left out.
            headers: further headers of the answer.
            times: how many of them fail.
            done: whether what they ask for is done all the same and only the answer is lost.
        """
        failure = Failure(pattern, status, json or {}, headers or {}, times, done)
        self.failures.add(failure)

    def drop(self, op: int = RECONNECT) -> None:
        """Ask the bot to reconnect (7), or tell it that its session is over (9)."""
        if op not in (RECONNECT, INVALID_SESSION):
            raise ValueError(f"no way to drop a connection: {op}")
        if op == RECONNECT:
            self.gateway.reconnect()
        else:
            self.gateway.invalidate()

    def refuse_connections(self, times: int = 1) -> None:
        """Let the next connections to the gateway fail at once."""
        self.gateway.refuse(times)
