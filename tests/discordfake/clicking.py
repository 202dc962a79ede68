"""What people do with buttons, selects and windows."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.discordfake import components as c
from tests.discordfake.callback_rules import COMPONENT, MODAL_SUBMIT
from tests.discordfake.channels import Channel
from tests.discordfake.command_use import describe_user
from tests.discordfake.files import Upload
from tests.discordfake.filling import Filled, fill
from tests.discordfake.interactions import FakeInteraction
from tests.discordfake.invoking import invoke, require_presence
from tests.discordfake.members import Role
from tests.discordfake.messages import FakeMessage, face
from tests.discordfake.people import User
from tests.discordfake.permissions import in_channel
from tests.discordfake.problems import Impossible, Json
from tests.discordfake.state import State
from tests.discordfake.talking import File

Choice = str | User | Role | Channel


class Clicking:
    """People who use what is on a message."""

    state: State

    async def click(
        self, user: User, message: FakeMessage, what: str, *, nth: int | None = None
    ) -> FakeInteraction:
        """Let somebody press a button.

        Args:
            user: who clicks.
            message: what the button is on.
            what: its label, its emoji, its id or the beginning of that.
            nth: which of several such buttons, counted from 0.

        Raises:
            Impossible: there is no such button for that person, or more than one.
        """
        self._require_sight(user, message)
        buttons = [one for one in message.components if one["type"] == c.BUTTON]
        found = _called(buttons, what)
        if not found or (nth is None and len(found) > 1) or (nth or 0) >= len(found):
            raise Impossible(f"{len(found)} buttons are called {what!r}:\n{message}")
        button = found[nth or 0]
        if button["style"] in (c.LINK_STYLE, c.PREMIUM_STYLE):
            raise Impossible(f"the button {what!r} opens a link; the bot isn't told")
        return self._use(user, message, button, {})

    async def choose(
        self, user: User, message: FakeMessage, custom_id: str, values: Sequence[Choice]
    ) -> FakeInteraction:
        """Let somebody choose in the select whose id begins with `custom_id`.

        Options are named by their values or their labels.

        Raises:
            Impossible: there is no such select for that person, or not these values in it.
        """
        self._require_sight(user, message)
        selects = [one for one in message.components if one["type"] in c.SELECTS]
        found = [one for one in selects if one["custom_id"].startswith(custom_id)]
        if len(found) != 1:
            raise Impossible(f"{len(found)} selects begin with {custom_id!r}:\n{message}")
        chosen = chosen_values(found[0], values)
        said: Json = {"values": chosen}
        if found[0]["type"] != c.STRING_SELECT:
            said["resolved"] = self._resolved(values, message.channel)
        return self._use(user, message, found[0], said)

    async def submit(
        self,
        user: User,
        opener: FakeInteraction,
        values: Mapping[str, Filled],
        *,
        files: Mapping[str, Sequence[File]] | None = None,
    ) -> FakeInteraction:
        """Let somebody fill and submit the window that an interaction opened.

        Args:
            user: who does.
            opener: the interaction that was answered with the window.
            values: what is filled in, by label or id of the field.
            files: what is uploaded, likewise.

        Raises:
            Impossible: there is no such window for that person, or it can't be filled so.
        """
        if opener.modal is None or opener.user is not user:
            raise Impossible(f"{user.name} has no window open")
        kept = {
            name: [self.state.files.keep(Upload(*file), ephemeral=True) for file in given]
            for name, given in (files or {}).items()
        }
        said: Json = {
            "custom_id": opener.modal["custom_id"],
            "components": fill(opener.modal, values, kept),
        }
        attachments = {one["id"]: one for given in kept.values() for one in given}
        if attachments:
            said["resolved"] = {"attachments": attachments}
        return invoke(
            self.state,
            MODAL_SUBMIT,
            user,
            opener.channel,
            said,
            message=opener.message,
            opener=opener,
        )

    def _use(self, user: User, message: FakeMessage, part: Json, said: Json) -> FakeInteraction:
        if part.get("disabled"):
            raise Impossible(f"{part['custom_id']!r} is disabled")
        used = {"custom_id": part["custom_id"], "component_type": part["type"], "id": part["id"]}
        channel = message.channel
        return invoke(self.state, COMPONENT, user, channel, {**used, **said}, message=message)

    @staticmethod
    def _require_sight(user: User, message: FakeMessage) -> None:
        require_presence(user, message.channel)
        if message.deleted:
            raise Impossible(f"the message is deleted:\n{message}")
        if message.only_for not in (None, user):
            raise Impossible(f"{user.name} doesn't see this message:\n{message}")

    def _resolved(self, values: Sequence[Choice], channel: Channel) -> Json:
        resolved: Json = {}
        for value in values:
            if isinstance(value, User):
                describe_user(value, channel.guild, resolved)
            elif isinstance(value, Role):
                resolved.setdefault("roles", {})[str(value.id)] = value.payload()
            elif isinstance(value, Channel):
                permissions = str(in_channel(value, self.state.bot))
                payload = {**value.payload(), "permissions": permissions}
                resolved.setdefault("channels", {})[str(value.id)] = payload
        return resolved


def _called(buttons: Sequence[Json], what: str) -> list[Json]:
    """Return the buttons with that face, else with that id, else with an id that begins so."""
    ids = [(one, one.get("custom_id", "")) for one in buttons]
    shown = [one for one in buttons if face(one) == what or what == _emoji(one)]
    exact = [one for one, custom_id in ids if custom_id == what]
    return shown or exact or [one for one, custom_id in ids if custom_id.startswith(what)]


def _emoji(button: Json) -> str | None:
    name: str | None = (button.get("emoji") or {}).get("name")
    return name


def chosen_values(select: Json, values: Sequence[Any]) -> list[str]:
    """Return what choosing `values` in a select sends.

    Raises:
        Impossible: the select doesn't offer them, or not so many.
    """
    fewest, most = select.get("min_values", 1), select.get("max_values", 1)
    if not fewest <= len(values) <= most:
        raise Impossible(f"{len(values)} values for a select of {fewest} to {most}")
    if select["type"] != c.STRING_SELECT:
        return [str(getattr(value, "id", value)) for value in values]
    by_name = {one["label"]: one["value"] for one in select["options"]}
    by_name |= {one["value"]: one["value"] for one in select["options"]}
    missing = [value for value in values if value not in by_name]
    if missing:
        raise Impossible(f"the select doesn't offer {missing}, but {list(by_name)}")
    return [by_name[value] for value in values]
