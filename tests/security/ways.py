"""Every way in which a person can name something to the bot.

They are read off what the bot registered and off the actions of its buttons, so that a new command
or button is tried without anybody thinking of it.
"""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, get_args

from bot.custom_ids import LIMIT, Action, CustomId
from bot.render import modals
from tests.discordfake import Channel, FakeDiscord, FakeInteraction, FakeMessage, User
from tests.discordfake import components as c
from tests.discordfake.callback_rules import COMPONENT, MODAL_SUBMIT
from tests.discordfake.command_rules import CHAT_INPUT, MESSAGE, SUBCOMMAND, SUBCOMMAND_GROUP
from tests.discordfake.command_use import STRING
from tests.discordfake.invoking import IN_DIRECT_MESSAGES, invoke
from tests.discordfake.posting import post
from tests.discordfake.problems import Json
from tests.discordfake.snowflakes import new_id

FIELDS: Final = tuple(
    value for name, value in vars(modals).items() if name.isupper() and isinstance(value, str)
)
"""The names of all fields of the bot's windows."""

_LONGEST_TYPED = 6_000

Go = Callable[[FakeDiscord, User, Channel, str], Awaitable[FakeInteraction | None]]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to name something to the bot: by a command's option, a button, a window, a reply.

    Attributes:
        name: what it is, for people.
        go: lets somebody name a value so; returns the interaction, None for a message.
        direct: whether it is there in direct messages, too.
    """

    name: str
    go: Go
    direct: bool = True


def ways(world: FakeDiscord) -> list[Way]:
    """Return every way into the bot that is logged in to `world`."""
    found = [Way("a mention", _mention), Way("a reply to a forged answer", _reply)]
    for action in get_args(Action):
        found += [
            Way(f"the button {action}", _click(action)),
            Way(f"the button {action} with more", _click(action, "1")),
            Way(f"the select {action}", _choose(action)),
            Way(f"the window {action}", _submit(action)),
        ]
    for command in world.commands:
        if command["type"] == MESSAGE:
            found.append(Way(f"the menu {command['name']}", _menu(command["name"])))
        elif command["type"] == CHAT_INPUT:
            direct = IN_DIRECT_MESSAGES in command["contexts"]
            for path, used in _leaves(command, command["name"]):
                found += _of_command(path, used.get("options") or (), direct)
    return found


def _leaves(command: Json, path: str) -> Iterator[tuple[str, Json]]:
    """Yield what can be called: a command, or its subcommands."""
    inner = [
        one for one in command.get("options") or () if one["type"] in (SUBCOMMAND, SUBCOMMAND_GROUP)
    ]
    if not inner:
        yield path, command
    for one in inner:
        yield from _leaves(one, f"{path} {one['name']}")


def _of_command(path: str, options: Sequence[Json], direct: bool) -> Iterator[Way]:
    free = [one for one in options if one["type"] == STRING and not one.get("choices")]
    needed = {one["name"]: "word" for one in options if one.get("required")}
    for option in free:
        name = option["name"]
        yield Way(f"/{path} {name}", _slash(path, option, needed), direct)
        if option.get("autocomplete"):
            yield Way(f"/{path} {name} as it is typed", _typed(path, option), direct)
    if not free:
        yield Way(f"/{path}", _slash(path, None, needed), direct)


def _slash(path: str, option: Json | None, needed: dict[str, str]) -> Go:
    async def go(world: FakeDiscord, user: User, channel: Channel, value: str) -> FakeInteraction:
        given: dict[str, Any] = dict(needed)
        if option is not None:
            given[option["name"]] = _fitting(option, value)
        return await world.slash(user, channel, path, **given)

    return go


def _typed(path: str, option: Json) -> Go:
    async def go(world: FakeDiscord, user: User, channel: Channel, value: str) -> FakeInteraction:
        typed = _fitting(option, value)
        return await world.autocomplete(user, channel, path, focused=option["name"], typed=typed)

    return go


def _menu(name: str) -> Go:
    async def go(world: FakeDiscord, user: User, channel: Channel, value: str) -> FakeInteraction:
        return await world.menu(user, channel, name, _answer_with(world, channel, value))

    return go


def _click(action: Action, *more: str) -> Go:
    async def go(world: FakeDiscord, user: User, channel: Channel, value: str) -> FakeInteraction:
        said = {"component_type": c.BUTTON, "id": 1, "custom_id": _named(action, value, *more)}
        return _used(world, user, channel, COMPONENT, said)

    return go


def _choose(action: Action) -> Go:
    async def go(world: FakeDiscord, user: User, channel: Channel, value: str) -> FakeInteraction:
        said = {
            "component_type": c.STRING_SELECT,
            "id": 1,
            "custom_id": _named(action, value),
            "values": [value[:LIMIT]],
        }
        return _used(world, user, channel, COMPONENT, said)

    return go


def _submit(action: Action) -> Go:
    async def go(world: FakeDiscord, user: User, channel: Channel, value: str) -> FakeInteraction:
        filled = [
            {
                "type": c.LABEL,
                "id": number,
                "component": {
                    "type": c.TEXT_INPUT,
                    "id": 100 + number,
                    "custom_id": field,
                    "value": value,
                },
            }
            for number, field in enumerate(FIELDS, start=1)
        ]
        said = {"custom_id": _named(action, value), "components": filled}
        return _used(world, user, channel, MODAL_SUBMIT, said)

    return go


async def _mention(world: FakeDiscord, user: User, channel: Channel, value: str) -> None:
    await world.say(user, channel, f"{world.bot.mention} {value}"[:2_000])


async def _reply(world: FakeDiscord, user: User, channel: Channel, value: str) -> None:
    shown = _answer_with(world, channel, value)
    await world.say(user, channel, f"Who did that, and when? {value}"[:2_000], reply_to=shown)


def _used(
    world: FakeDiscord, user: User, channel: Channel, kind: int, said: Json
) -> FakeInteraction:
    """Let somebody use a part of a message of the bot, as only a forger could."""
    shown = _shown(world, channel, {"type": c.TEXT_DISPLAY, "content": "Something was shown."})
    owner = "0" if channel.guild is None else str(channel.guild.id)
    opener = FakeInteraction(
        id=new_id(),
        kind=COMPONENT,
        token="",
        user=user,
        channel=channel,
        payload={"authorizing_integration_owners": {"0": owner}},
        message=shown,
    )
    return invoke(world.state, kind, user, channel, said, message=shown, opener=opener)


def _answer_with(world: FakeDiscord, channel: Channel, value: str) -> FakeMessage:
    """Return a message that looks like an answer of the bot's with an id in its buttons."""
    named = str(CustomId("follow-up", (value,)))
    button = {"type": c.BUTTON, "style": 1, "label": "Follow up", "custom_id": named}
    words = {"type": c.TEXT_DISPLAY, "content": value or "-"}
    return _shown(world, channel, words, {"type": c.ACTION_ROW, "components": [button]})


def _shown(world: FakeDiscord, channel: Channel, *parts: Json) -> FakeMessage:
    body = {"flags": c.IS_COMPONENTS_V2, "components": list(parts)}
    return post(world.state, channel, world.bot, body)


def _named(action: Action, *arguments: str) -> str:
    return str(CustomId(action, arguments))


def _fitting(option: Json, value: str) -> str:
    """Return a value as long as the option takes it."""
    return (value or "-")[: option.get("max_length") or _LONGEST_TYPED]
