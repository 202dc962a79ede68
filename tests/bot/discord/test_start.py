"""The bot goes online, tells its commands, and goes offline."""

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
