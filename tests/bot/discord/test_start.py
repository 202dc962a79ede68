"""The bot goes online, tells its commands, and goes offline."""

from collections.abc import Iterator
from typing import Any

from tests.bot.discord.lab import Host, Lab


async def test_the_commands_are_registered(lab: Lab) -> None:
    """Going online registers every command."""
    names = {command["name"] for command in lab.world.commands}
    assert {"ask", "article", "settings", "help", "about", "privacy", "Save article"} <= names


async def test_unchanged_commands_are_registered_once(host: Host) -> None:
    """The second start doesn't register the commands again."""
    for _ in range(2):
        async with host.online():
            pass
    assert len(host.world.sent("PUT .*/commands")) == 1


async def test_every_command_speaks_every_language(lab: Lab) -> None:
    """Names and descriptions of commands, options and choices are there in German and Spanish."""
    missing = [
        f"{node['name']}: {what} in {locale}"
        for command in lab.world.commands
        for node in _nodes(command)
        for what in ("name", "description")
        for locale in ("de", "es-ES", "es-419")
        if (what == "name" or node.get("description"))
        and not (node.get(f"{what}_localizations") or {}).get(locale)
    ]
    assert missing == []


async def test_commands_are_for_servers_and_direct_messages(lab: Lab) -> None:
    """Every command is installed to servers only; some are hidden from who may not use them."""
    for command in lab.world.commands:
        assert command["integration_types"] == [0]
        assert 2 not in command["contexts"]
        restricted = command["default_member_permissions"] is not None
        assert restricted == (command["name"] in {"eval", "settings"})


def _nodes(command: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a command with its subcommands, options and choices."""
    yield command
    for option in command.get("options") or ():
        yield from _nodes(option)
    yield from command.get("choices") or ()
