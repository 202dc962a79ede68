"""A command can be used only as a client would offer it."""

import discord
import pytest

from tests.discordfake import Channel, FakeDiscord, Guild, Impossible, User
from tests.discordfake.labbot import LabBot

pytestmark = pytest.mark.usefixtures("bot")


@pytest.mark.parametrize(
    ("command", "options", "reason"),
    [
        ("nothing", {}, "there are: ask, article, settings"),
        ("ask", {}, "required"),
        ("ask", {"question": "q"}, "2 to 50 characters"),
        ("ask", {"question": "q" * 51}, "2 to 50 characters"),
        ("ask", {"question": 3}, "doesn't take int"),
        ("ask", {"question": "why?", "reason": "x"}, "no option 'reason'"),
        ("article", {}, "needs a subcommand"),
        ("article burn", {}, "no subcommand 'burn'"),
        ("article add", {"file": "a.txt"}, "doesn't take str"),
        ("article add", {"file": ("a", b"", ""), "kind": "x"}, "takes one of"),
    ],
)
async def test_what_a_client_would_not_send(
    world: FakeDiscord,
    alice: User,
    general: Channel,
    command: str,
    options: dict[str, str],
    reason: str,
) -> None:
    """Unknown commands and options, and values that don't fit, can't be sent."""
    with pytest.raises(Impossible, match=reason):
        await world.slash(alice, general, command, **options)


async def test_commands_for_moderators(
    world: FakeDiscord, lab: Guild, alice: User, bob: User, general: Channel
) -> None:
    """A command with default permissions is offered to those who have them, and in its places."""
    with pytest.raises(Impossible, match="isn't offered"):
        await world.slash(bob, general, "settings")
    lab.join(bob, roles=[lab.role("mods", discord.Permissions(manage_guild=True))])
    interaction = await world.slash(bob, general, "settings")
    await world.answered(interaction)
    assert interaction.response is not None
    assert interaction.response.text == "(True, False)"
    with pytest.raises(Impossible, match="isn't offered in"):
        await world.slash(alice, world.dm(alice), "settings")


async def test_commands_need_permission_to_use_them(
    world: FakeDiscord, lab: Guild, bob: User, general: Channel
) -> None:
    """Who may not use commands in a channel can't, and who doesn't see it neither."""
    lab.deny(general, discord.Permissions(use_application_commands=True), to=lab.everyone)
    with pytest.raises(Impossible, match="may not use commands"):
        await world.slash(bob, general, "ask", question="why?")
    lab.deny(general, discord.Permissions(view_channel=True), to=bob)
    with pytest.raises(Impossible, match="doesn't see"):
        await world.slash(bob, general, "ask", question="why?")


async def test_options_without_proposals(world: FakeDiscord, alice: User, general: Channel) -> None:
    """Only options that propose something can be asked for it."""
    with pytest.raises(Impossible, match="proposes nothing"):
        await world.autocomplete(alice, general, "ask", focused="question", typed="x")


async def test_registered_commands_can_be_read_back(
    world: FakeDiscord, alice: User, bot: LabBot
) -> None:
    """The bot gets what it registered, with its permissions."""
    fetched = {command.name: command for command in await bot.tree.fetch_commands()}
    assert sorted(fetched) == ["Explain", "article", "ask", "settings"]
    assert fetched["settings"].default_member_permissions == discord.Permissions(manage_guild=True)
    guild = discord.Object(world.guild("Other", owner=alice).id)
    bot.tree.copy_global_to(guild=guild)
    await bot.tree.sync(guild=guild)
    assert len(await bot.tree.fetch_commands(guild=guild)) == 4
    await fetched["ask"].delete()
    assert "ask" not in {command["name"] for command in world.commands}


async def test_registering_again_keeps_ids(world: FakeDiscord) -> None:
    """A command keeps its id when it is registered again, and its version if nothing changed."""
    commands = world.state.commands
    before = {one["name"]: (one["id"], one["version"]) for one in world.commands}
    wanted = [
        {key: one[key] for key in ("name", "type", "description")} for one in world.commands[:2]
    ]
    wanted[0]["description"] = "Another"
    again = commands.replace(world.bot.id, None, wanted)
    assert [one["id"] for one in again] == [before[one["name"]][0] for one in again]
    assert again[0]["version"] != before[again[0]["name"]][1]
    assert commands.writes == 2
