"""Connections: what is heard, what is withheld, and how they are lost and found again."""

import time

import discord
import pytest

from tests.discordfake import Channel, FakeDiscord, Guild, User, connected
from tests.discordfake.labbot import LabBot


@pytest.fixture
def quick_identify(bot: LabBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """The client doesn't sleep for five seconds before it opens a second session."""

    async def hook(shard: int | None, *, initial: bool = False) -> None:
        del shard, initial

    monkeypatch.setattr(bot, "before_identify_hook", hook)


async def test_the_client_gets_ready_with_all_servers(world: FakeDiscord, alice: User) -> None:
    """Servers are announced as unavailable and then come one after the other."""
    names = ["One", "Two", "Three"]
    guilds = [world.guild(name, owner=alice) for name in names]
    thread = world.thread(guilds[1].text_channel("general"), "aside")
    world.unavailable(guilds[2])
    client = LabBot()
    async with connected(world, client):
        assert {guild.name for guild in client.guilds if not guild.unavailable} == {"One", "Two"}
        assert client.get_channel(thread.id) is not None
        assert world.gateway.identifies[0]["intents"] == client.intents.value
        world.available(guilds[2])
        await world.until(lambda: {guild.name for guild in client.guilds} == set(names))


async def test_what_happens_meanwhile_is_told(
    world: FakeDiscord, lab: Guild, alice: User, general: Channel, bot: LabBot
) -> None:
    """The client hears of new channels, roles, threads and servers, and of what is gone."""
    channel = lab.text_channel("later")
    role = lab.role("mods", discord.Permissions(manage_messages=True))
    thread = world.thread(general, "aside")
    other = world.guild("Other", owner=alice)
    await world.until(lambda: bot.get_guild(other.id))
    seen = bot.get_guild(lab.id)
    assert seen is not None
    assert seen.get_channel(channel.id) is not None
    assert seen.get_role(role.id) is not None
    assert seen.get_thread(thread.id) is not None
    world.delete_channel(general)
    world.remove_guild(other)
    await world.until(lambda: not bot.get_guild(other.id))
    assert seen.get_channel(general.id) is None
    assert world.state.channels[thread.id].deleted
    world.invite(other)
    await world.until(lambda: bot.get_guild(other.id))
    world.unavailable(lab)
    world.available(lab)
    await world.say(alice, lab.text_channel("last"), "hello")
    await world.until(lambda: bot.heard)
    assert bot.joined == ["Other", "Other"]


@pytest.mark.parametrize("lose", ["asked", "cut"])
async def test_a_lost_connection_is_resumed(
    world: FakeDiscord, alice: User, general: Channel, bot: LabBot, lose: str
) -> None:
    """What happened meanwhile is told again, in the same session."""
    if lose == "asked":
        world.drop(7)
    else:
        world.gateway.cut()
    await world.until(lambda: not world.gateway.connected)
    await world.say(alice, general, "meanwhile")
    await world.until(lambda: bot.heard)
    assert [message.content for message in bot.heard] == ["meanwhile"]
    assert (len(world.gateway.identifies), world.gateway.resumes) == (1, 1)


@pytest.mark.usefixtures("quick_identify")
async def test_an_invalid_session_is_opened_anew(
    world: FakeDiscord, alice: User, general: Channel, bot: LabBot
) -> None:
    """After the end of its session the client opens another and hears again."""
    world.drop(9)
    await world.until(lambda: len(world.gateway.identifies) == 2 and world.gateway.connected)
    await world.say(alice, general, "hello")
    await world.until(lambda: bot.heard)


async def test_the_first_connection_may_fail(world: FakeDiscord) -> None:
    """A refused first connection ends the client, as it does in reality."""
    world.refuse_connections(1)
    with pytest.raises(AssertionError, match="stopped running"):
        async with connected(world, LabBot()):
            pass
    async with connected(world, LabBot()):
        pass


async def test_without_the_intent_contents_are_withheld(
    world: FakeDiscord, alice: User, general: Channel
) -> None:
    """Only mentions, direct messages, replies to the bot and menus show what was written."""
    world.state.content_intent = False
    client = LabBot(content=False)
    async with connected(world, client):
        plain = await world.say(alice, general, "hidden")
        await world.say(alice, general, f"{world.bot.mention} shown")
        await world.say(alice, world.dm(alice), "private")
        reply = await world.until(lambda: world.messages(general)[2:])
        await world.say(alice, general, "a reply", reply_to=reply[0])
        await world.say(alice, general, "to a person", reply_to=plain)
        await world.until(lambda: len(client.heard) == 5)
        contents = [message.content for message in client.heard]
        assert contents == ["", f"{world.bot.mention} shown", "private", "a reply", ""]
        replied = client.heard[-1].reference
        assert replied is not None
        assert isinstance(replied.resolved, discord.Message)
        assert replied.resolved.content == ""
        fetched = await client.heard[0].channel.fetch_message(plain.id)
        assert fetched.content == ""
        forwarded = await world.forward(alice, general, plain)
        again = await client.heard[0].channel.fetch_message(forwarded.id)
        assert [one.content for one in again.message_snapshots] == [""]
        interaction = await world.menu(alice, general, "Explain", plain)
        await world.answered(interaction)
        assert interaction.response is not None
        assert interaction.response.text == "about: hidden"


async def test_an_intent_that_is_switched_off_closes_the_connection(world: FakeDiscord) -> None:
    """Naming the intent without having it switched on is refused with 4014."""
    world.state.content_intent = False
    with pytest.raises(AssertionError) as stopped:
        async with connected(world, LabBot()):
            pass
    assert isinstance(stopped.value.__cause__, discord.PrivilegedIntentsRequired)


async def test_a_wrong_token_is_refused(
    world: FakeDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another token than the bot's doesn't open anything."""
    monkeypatch.setattr(world, "token", "another.bot.token")
    with pytest.raises(AssertionError) as stopped:
        async with connected(world, LabBot()):
            pass
    assert isinstance(stopped.value.__cause__, discord.LoginFailure)


async def test_late_heartbeats_are_noticed(world: FakeDiscord) -> None:
    """Blocking the event loop shows in when the heartbeats come."""
    world.gateway.interval = 0.1
    async with connected(world, LabBot()):
        await world.until(lambda: len(world.heartbeats) == 3)
        assert world.gateway.late(0.2) == []
        time.sleep(0.5)  # noqa: ASYNC251 - this is the block
        await world.until(lambda: len(world.heartbeats) == 5)
        [late] = world.gateway.late(0.2)
        assert 0.2 < late.late < 1


async def test_members_are_told_to_those_who_may_know(
    world: FakeDiscord, lab: Guild, alice: User, bot: LabBot
) -> None:
    """Without the members intent the client knows itself alone, and may ask for single members."""
    seen = bot.get_guild(lab.id)
    assert seen is not None
    assert [member.id for member in seen.members] == [world.bot.id]
    lab.join(world.user("carol"))
    found = await seen.query_members(user_ids=[alice.id])
    assert [member.name for member in found] == ["alice"]
    assert (await seen.fetch_member(alice.id)).name == "alice"
