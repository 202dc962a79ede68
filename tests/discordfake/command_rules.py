"""What the docs demand of registered commands and the spec doesn't say.

https://discord.com/developers/docs/interactions/application-commands
"""

from collections.abc import Iterator, Sequence
from typing import Final

import discord

from tests.discordfake.problems import Json, Problem

CHAT_INPUT: Final = 1
USER: Final = 2
MESSAGE: Final = 3
SUBCOMMAND: Final = 1
SUBCOMMAND_GROUP: Final = 2

MOST_COMMANDS: Final = {CHAT_INPUT: 100, USER: 15, MESSAGE: 15}
MOST_CHARACTERS: Final = 8000
MOST_CHOICE_VALUE: Final = 100
TOO_MANY_COMMANDS: Final = 30032
_LOCALES = {locale.value for locale in discord.Locale}
_DEVANAGARI_AND_THAI = ((0x0900, 0x097F), (0x0E00, 0x0E7F))


def check_commands(commands: Sequence[Json]) -> Iterator[Problem]:
    """Yield what is wrong with commands to be registered together."""
    names = [(command.get("type") or CHAT_INPUT, command.get("name")) for command in commands]
    for kind, name in sorted({one for one in names if names.count(one) > 1}, key=str):
        yield Problem("name", f"duplicate command {name!r} of type {kind}", "docs")
    for kind, most in MOST_COMMANDS.items():
        if sum(one[0] == kind for one in names) > most:
            what = f"more than {most} commands of type {kind}"
            yield Problem("", what, "docs", TOO_MANY_COMMANDS)
    for position, command in enumerate(commands):
        yield from _check_command(command, str(position))


def is_chat_name(name: str) -> bool:
    """Return whether Discord takes `name` for a slash command or an option of one."""
    fits = 1 <= len(name) <= 32 and name == name.lower()
    return fits and all(sign in "-_'" or sign.isalnum() or _is_combining(sign) for sign in name)


def _is_combining(sign: str) -> bool:
    return any(first <= ord(sign) <= last for first, last in _DEVANAGARI_AND_THAI)


def _check_command(command: Json, where: str) -> Iterator[Problem]:
    if (command.get("type") or CHAT_INPUT) != CHAT_INPUT:
        if command.get("description"):
            yield Problem(f"{where}/description", "must be empty for this type", "docs")
        if command.get("options"):
            yield Problem(f"{where}/options", "only slash commands have options", "docs")
        return
    yield from _check_named(command, where)
    yield from _check_options(command.get("options") or [], where)
    if _size(command) > MOST_CHARACTERS:
        yield Problem(where, f"{_size(command)} characters in total; 8000 allowed", "docs")


def _check_named(thing: Json, where: str) -> Iterator[Problem]:
    """Check the names and descriptions of a command or an option, in all languages."""
    names = {"": thing.get("name") or "", **(thing.get("name_localizations") or {})}
    yield from _check_locales(thing, where)
    for locale, name in names.items():
        if not is_chat_name(name):
            place = f"{where}/name_localizations/{locale}" if locale else f"{where}/name"
            yield Problem(place, f"{name!r} is not a valid name", "docs")
    if not (thing.get("description") or "").strip():
        yield Problem(f"{where}/description", "required", "docs")


def _check_locales(thing: Json, where: str) -> Iterator[Problem]:
    for key in ("name_localizations", "description_localizations"):
        for locale in sorted(set(thing.get(key) or ()) - _LOCALES):
            yield Problem(f"{where}/{key}/{locale}", "Discord has no such language", "docs")


def _check_options(options: Sequence[Json], where: str) -> Iterator[Problem]:
    optional = False
    names = [option.get("name") for option in options]
    if len(names) != len(set(names)):
        yield Problem(f"{where}/options", "duplicate option name", "docs")
    nesting = [option["type"] in (SUBCOMMAND, SUBCOMMAND_GROUP) for option in options]
    if any(nesting) and not all(nesting):
        yield Problem(f"{where}/options", "subcommands and options don't mix", "docs")
    for position, option in enumerate(options):
        here = f"{where}/options/{position}"
        yield from _check_named(option, here)
        yield from _check_options(option.get("options") or [], here)
        yield from _check_values(option, here)
        if option["type"] not in (SUBCOMMAND, SUBCOMMAND_GROUP):
            if option.get("required") and optional:
                yield Problem(here, "required options come before optional ones", "docs")
            optional = optional or not option.get("required")


def _check_values(option: Json, where: str) -> Iterator[Problem]:
    choices: list[Json] = option.get("choices") or []
    if option.get("autocomplete") and choices:
        yield Problem(where, "autocomplete excludes choices", "docs")
    names = [choice["name"] for choice in choices]
    if len(names) != len(set(names)):
        yield Problem(f"{where}/choices", "duplicate choice", "docs")
    for position, choice in enumerate(choices):
        place, value = f"{where}/choices/{position}", choice.get("value")
        yield from _check_locales(choice, place)
        if isinstance(value, str) and len(value) > MOST_CHOICE_VALUE:
            yield Problem(place, "a choice's value has at most 100 characters", "docs")


def _size(thing: Json) -> int:
    """Count as the docs say: of texts in several languages, only the longest."""
    own = sum(_longest(thing, key) for key in ("name", "description"))
    choices = thing.get("choices") or ()
    values = sum(_longest(choice, "name") + len(str(choice.get("value"))) for choice in choices)
    return own + values + sum(_size(option) for option in thing.get("options") or ())


def _longest(thing: Json, key: str) -> int:
    texts = [thing.get(key) or "", *(thing.get(f"{key}_localizations") or {}).values()]
    return max(map(len, texts))
