"""What people do with commands: call them, look through proposals, and use menus of messages."""

from typing import Any

from tests.discordfake.callback_rules import AUTOCOMPLETE, COMMAND
from tests.discordfake.channels import Channel
from tests.discordfake.command_rules import CHAT_INPUT, MESSAGE
from tests.discordfake.command_rules import USER as USER_COMMAND
from tests.discordfake.command_use import (
    ATTACHMENT,
    Value,
    check_given,
    descend,
    describe_user,
    named_choices,
    nested,
    offered,
)
from tests.discordfake.files import Upload
from tests.discordfake.interactions import FakeInteraction
from tests.discordfake.invoking import invoke, require_presence
from tests.discordfake.members import Role
from tests.discordfake.messages import FakeMessage
from tests.discordfake.people import User
from tests.discordfake.permissions import in_channel
from tests.discordfake.problems import Impossible, Json
from tests.discordfake.state import State


class Commanding:
    """People who use commands."""

    state: State

    async def slash(
        self, user: User, channel: Channel, command: str, /, **options: Value
    ) -> FakeInteraction:
        """Let somebody call a slash command, with its subcommands as further words.

        Raises:
            Impossible: the person's client wouldn't offer the command or send it so.
        """
        registered, way, used = self._used(user, channel, command)
        check_given(used, options, complete=True)
        resolved: Json = {}
        sent = [self._option(used, one, value, channel, resolved) for one, value in options.items()]
        said = self._said(registered, nested(way, sent), resolved)
        return invoke(self.state, COMMAND, user, channel, said)

    async def autocomplete(
        self,
        user: User,
        channel: Channel,
        command: str,
        /,
        *,
        focused: str,
        typed: str,
        **options: Value,
    ) -> FakeInteraction:
        """Let somebody type into an option that proposes values.

        Args:
            user: who types.
            channel: where.
            command: the command with its subcommands.
            focused: the option that is typed into.
            typed: what is in it so far.
            options: what the other options hold already.
        """
        registered, way, used = self._used(user, channel, command)
        check_given(used, options, complete=False)
        declared = {one["name"]: one for one in used.get("options") or ()}
        if not declared.get(focused, {}).get("autocomplete"):
            raise Impossible(f"the option {focused!r} of {command!r} proposes nothing")
        resolved: Json = {}
        sent = [self._option(used, one, value, channel, resolved) for one, value in options.items()]
        kind = declared[focused]["type"]
        sent.append({"name": focused, "type": kind, "value": typed, "focused": True})
        said = self._said(registered, nested(way, sent), resolved)
        return invoke(self.state, AUTOCOMPLETE, user, channel, said)

    async def menu(
        self, user: User, channel: Channel, command: str, target: FakeMessage | User
    ) -> FakeInteraction:
        """Let somebody use a command from the menu of a message or a person."""
        require_presence(user, channel, commands=True)
        on_user = isinstance(target, User)
        kind = USER_COMMAND if on_user else MESSAGE
        registered = offered(self.state, user, channel, command, kind)
        resolved: Json = {}
        if isinstance(target, User):
            describe_user(target, channel.guild, resolved)
        elif target.deleted or target.channel is not channel or target.only_for not in (None, user):
            raise Impossible(f"{user.name} doesn't see that message in #{channel.name}")
        else:
            resolved["messages"] = {str(target.id): target.raw}
        said = self._said(registered, [], resolved)
        del said["options"]
        return invoke(self.state, COMMAND, user, channel, {**said, "target_id": str(target.id)})

    def _used(self, user: User, channel: Channel, command: str) -> tuple[Json, list[Json], Json]:
        require_presence(user, channel, commands=True)
        name, *words = command.split()
        registered = offered(self.state, user, channel, name, CHAT_INPUT)
        return registered, *descend(registered, words)

    @staticmethod
    def _said(registered: Json, options: list[Json], resolved: Json) -> Json:
        said: Json = {
            "id": registered["id"],
            "name": registered["name"],
            "type": registered["type"],
            "options": options,
        }
        if "guild_id" in registered:
            said["guild_id"] = registered["guild_id"]
        return {**said, "resolved": resolved} if resolved else said

    def _option(
        self, used: Json, name: str, value: Value, channel: Channel, resolved: Json
    ) -> Json:
        declared = next(one for one in used["options"] if one["name"] == name)
        sent: Any = value
        choices = named_choices(declared)
        if value in choices:
            sent = choices[value]
        if isinstance(value, tuple):
            assert declared["type"] == ATTACHMENT
            attachment = self.state.files.keep(Upload(*value), ephemeral=True)
            sent = attachment["id"]
            resolved.setdefault("attachments", {})[sent] = attachment
        elif isinstance(value, User | Channel | Role):
            sent = str(value.id)
            self._resolve(value, channel, resolved)
        return {"name": name, "type": declared["type"], "value": sent}

    def _resolve(self, value: User | Channel | Role, channel: Channel, resolved: Json) -> None:
        if isinstance(value, User):
            describe_user(value, channel.guild, resolved)
        elif isinstance(value, Role):
            resolved.setdefault("roles", {})[str(value.id)] = value.payload()
        else:
            permissions = str(in_channel(value, self.state.bot))
            payload = {**value.payload(), "permissions": permissions}
            resolved.setdefault("channels", {})[str(value.id)] = payload
