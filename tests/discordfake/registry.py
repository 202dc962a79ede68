"""The commands that the bot has registered."""

from collections.abc import Iterator, Sequence
from typing import Final

from tests.discordfake.command_rules import CHAT_INPUT
from tests.discordfake.problems import Json
from tests.discordfake.snowflakes import new_id

_LOCALIZED: Final = ("name_localizations", "description_localizations")
_DEFAULTS: Final[Json] = {
    "type": CHAT_INPUT,
    "description": "",
    "default_member_permissions": None,
    "nsfw": False,
    "contexts": None,
    "integration_types": [0],
}


class Commands:
    """Commands by the server they are for; None for those that are everywhere."""

    def __init__(self) -> None:
        """Start without a command."""
        self._kept: dict[int | None, list[Json]] = {}
        self.writes = 0

    def everywhere(self) -> list[Json]:
        """Return the global commands."""
        return self._kept.get(None, [])

    def of(self, guild: int | None) -> list[Json]:
        """Return the commands registered for one server, or with None the global ones."""
        return self._kept.get(guild, [])

    def usable_in(self, guild: int | None) -> Iterator[Json]:
        """Yield the commands that a client would offer there."""
        yield from self._kept.get(guild, []) if guild is not None else ()
        yield from self.everywhere()

    def replace(self, application: int, guild: int | None, wanted: Sequence[Json]) -> list[Json]:
        """Register `wanted` and nothing else; commands that were there keep their ids."""
        known = {(one["type"], one["name"]): one for one in self.of(guild)}
        made = [self._made(application, guild, one, known) for one in wanted]
        self._kept[guild] = made
        self.writes += 1
        return made

    def add(self, application: int, guild: int | None, wanted: Json) -> tuple[Json, bool]:
        """Register one more; return it and whether there was none of that name."""
        known = {(one["type"], one["name"]): one for one in self.of(guild)}
        made = self._made(application, guild, wanted, known)
        others = [one for one in self.of(guild) if one["id"] != made["id"]]
        self._kept[guild] = [*others, made]
        self.writes += 1
        return made, len(others) == len(known)

    def remove(self, guild: int | None, number: int) -> bool:
        """Take a command away; return whether there was one."""
        left = [one for one in self.of(guild) if one["id"] != str(number)]
        gone = len(left) < len(self.of(guild))
        self._kept[guild] = left
        self.writes += 1
        return gone

    @staticmethod
    def _made(
        application: int, guild: int | None, wanted: Json, known: dict[tuple[int, str], Json]
    ) -> Json:
        given = {key: value for key, value in wanted.items() if value is not None}
        if "default_member_permissions" in given:
            given["default_member_permissions"] = str(given["default_member_permissions"])
        before = known.get((given.get("type", CHAT_INPUT), given["name"]))
        number = str(new_id()) if before is None else before["id"]
        made = {**_DEFAULTS, **given, "id": number, "application_id": str(application)}
        if guild is not None:
            made["guild_id"] = str(guild)
        unchanged = before is not None and {**before, "version": ""} == {**made, "version": ""}
        made["version"] = before["version"] if before and unchanged else str(new_id())
        return made


def without_localizations(thing: Json) -> Json:
    """Return a command or an option as Discord lists it unless asked for all languages."""
    kept = {key: value for key, value in thing.items() if key not in _LOCALIZED}
    for key in ("options", "choices"):
        if key in kept:
            kept[key] = [without_localizations(one) for one in kept[key]]
    return kept
