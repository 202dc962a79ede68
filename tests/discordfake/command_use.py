"""Whether somebody's client would offer a command, and send it with what was typed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from tests.discordfake.channels import Channel
from tests.discordfake.command_rules import SUBCOMMAND, SUBCOMMAND_GROUP
from tests.discordfake.guilds import Guild
from tests.discordfake.invoking import IN_DIRECT_MESSAGES, IN_GUILD
from tests.discordfake.members import Role
from tests.discordfake.people import User
from tests.discordfake.permissions import ADMINISTRATOR, EVERYTHING, in_channel
from tests.discordfake.problems import Impossible, Json
from tests.discordfake.state import State

STRING: Final = 3
INTEGER: Final = 4
BOOLEAN: Final = 5
USER: Final = 6
CHANNEL: Final = 7
ROLE: Final = 8
MENTIONABLE: Final = 9
NUMBER: Final = 10
ATTACHMENT: Final = 11

Value = str | int | float | User | Channel | Role | tuple[str, bytes, str]
"""What a person can give an option; a file is a name, bytes and a media type."""

_FITTING: Final[dict[int, tuple[type, ...]]] = {
    STRING: (str,),
    INTEGER: (int,),
    BOOLEAN: (bool,),
    USER: (User,),
    CHANNEL: (Channel,),
    ROLE: (Role,),
    MENTIONABLE: (User, Role),
    NUMBER: (int, float),
    ATTACHMENT: (tuple,),
}
_MOST_TYPED: Final = 6000


def offered(state: State, user: User, channel: Channel, name: str, kind: int) -> Json:
    """Return the registered command that somebody's client offers in a channel.

    Raises:
        Impossible: there is no such command there, or not for that person.
    """
    guild = None if channel.guild is None else channel.guild.id
    registered = [one for one in state.commands.usable_in(guild) if one["type"] == kind]
    named = [one for one in registered if one["name"] == name]
    if not named:
        names = ", ".join(one["name"] for one in registered)
        raise Impossible(f"no command {name!r} of type {kind} is registered; there are: {names}")
    command = named[0]
    place = IN_DIRECT_MESSAGES if guild is None else IN_GUILD
    contexts = command.get("contexts")
    if contexts is not None and place not in contexts:
        raise Impossible(f"the command {name!r} isn't offered in #{channel.name}")
    if 0 not in command["integration_types"]:
        raise Impossible(f"the command {name!r} isn't installed in servers")
    needed = command.get("default_member_permissions")
    if needed is not None and guild is not None:
        _check_permissions(user, channel, name, int(needed))
    return command


def _check_permissions(user: User, channel: Channel, name: str, needed: int) -> None:
    has = in_channel(channel, user)
    everything = has == EVERYTHING or has & ADMINISTRATOR
    if not everything and (not needed or has & needed != needed):
        raise Impossible(f"{user.name} isn't offered the command {name!r}")


def descend(command: Json, words: Sequence[str]) -> tuple[list[Json], Json]:
    """Return the subcommands on the way, and what is finally used."""
    way: list[Json] = []
    here = command
    for word in words:
        inner = [one for one in here.get("options") or () if one["name"] == word]
        if not inner or inner[0]["type"] not in (SUBCOMMAND, SUBCOMMAND_GROUP):
            raise Impossible(f"{here['name']!r} has no subcommand {word!r}")
        here = inner[0]
        way.append(here)
    if any(one["type"] in (SUBCOMMAND, SUBCOMMAND_GROUP) for one in here.get("options") or ()):
        raise Impossible(f"{here['name']!r} needs a subcommand")
    return way, here


def nested(way: Sequence[Json], options: list[Json]) -> list[Json]:
    """Return options as they are sent inside the subcommands on the way."""
    for step in reversed(way):
        options = [{"name": step["name"], "type": step["type"], "options": options}]
    return options


def check_given(used: Json, given: Mapping[str, Value], *, complete: bool) -> None:
    """Raise unless a client would send `given` with a command.

    Args:
        used: the command or subcommand.
        given: values by the options' names.
        complete: whether all that is required must be there.

    Raises:
        Impossible: an option is unknown, missing, or has a value that can't be typed.
    """
    declared = {one["name"]: one for one in used.get("options") or ()}
    faults = [f"{used['name']!r} has no option {name!r}" for name in given if name not in declared]
    if complete:
        required = [name for name, one in declared.items() if one.get("required")]
        faults += [f"the option {name!r} is required" for name in required if name not in given]
    for name, value in given.items():
        if name in declared:
            faults += [f"the option {name!r} {fault}" for fault in _faults(declared[name], value)]
    if faults:
        raise Impossible("; ".join(faults))


def named_choices(option: Json) -> dict[Value, Value]:
    """Return the values that an option offers, by what they are called."""
    return {choice["name"]: choice["value"] for choice in option.get("choices") or ()}


def _faults(option: Json, value: Value) -> Iterator[str]:
    kind = option["type"]
    truth = isinstance(value, bool) and kind != BOOLEAN
    if truth or not isinstance(value, _FITTING[kind]):
        yield f"of type {kind} doesn't take {type(value).__name__}"
        return
    choices = named_choices(option)
    if choices and value not in (*choices, *choices.values()):
        yield f"takes one of {list(choices)}, not {value!r}"
    if isinstance(value, str):
        fewest, most = option.get("min_length") or 0, option.get("max_length") or _MOST_TYPED
        if not max(1, fewest) <= len(value) <= most:
            yield f"takes {fewest} to {most} characters, not {len(value)}"
    elif isinstance(value, int | float) and not isinstance(value, bool):
        if value < option.get("min_value", value) or value > option.get("max_value", value):
            yield f"doesn't take {value}"
    elif isinstance(value, Channel) and value.kind not in option.get("channel_types", [value.kind]):
        yield f"doesn't take channels like #{value.name}"


def describe_user(user: User, guild: Guild | None, resolved: Json) -> None:
    """Add a person to what Discord resolves for the bot."""
    resolved.setdefault("users", {})[str(user.id)] = user.payload()
    member = guild.members.get(user.id) if guild else None
    if member is not None:
        alone = {**member.payload_alone(), "permissions": "0"}
        for key in ("mute", "deaf"):
            del alone[key]
        resolved.setdefault("members", {})[str(user.id)] = alone
