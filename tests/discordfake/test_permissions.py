"""What the bot may not do is refused as Discord refuses it."""

from collections.abc import Awaitable, Callable

import discord
import pytest

from tests.discordfake import Channel, FakeDiscord, Guild, Impossible, User
from tests.discordfake.labbot import LabBot
from tests.discordfake.permissions import in_channel

Try = Callable[[discord.TextChannel], Awaitable[object]]


async def _with_embed(channel: discord.TextChannel) -> None:
    await channel.send(embed=discord.Embed(title="t"))


async def _with_file(channel: discord.TextChannel) -> None:
    await channel.send(file=discord.File(__file__))


async def _read(channel: discord.TextChannel) -> None:
    await channel.fetch_message(channel.last_message_id or 0)


async def _thread(channel: discord.TextChannel) -> None:
    await channel.create_thread(name="t", type=discord.ChannelType.public_thread)


async def _delete(channel: discord.TextChannel) -> None:
    await channel.get_partial_message(channel.last_message_id or 0).delete()


async def _react(channel: discord.TextChannel) -> None:
    await channel.get_partial_message(channel.last_message_id or 0).add_reaction("👍")


@pytest.mark.parametrize(
    ("denied", "code", "attempt"),
    [
        ("view_channel", 50001, lambda channel: channel.send("a")),
        ("view_channel", 50001, _read),
        ("send_messages", 50013, lambda channel: channel.send("a")),
        ("send_messages", 50013, lambda channel: channel.typing()),
        ("embed_links", 50013, _with_embed),
        ("attach_files", 50013, _with_file),
        ("read_message_history", 50013, _read),
        ("create_public_threads", 50013, _thread),
        ("manage_messages", 50013, _delete),
        ("add_reactions", 50013, _react),
    ],
)
async def test_missing_permissions(
    world: FakeDiscord,
    lab: Guild,
    alice: User,
    general: Channel,
    bot: LabBot,
    denied: str,
    code: int,
    attempt: Try,
) -> None:
    """What is denied in a channel is refused there, with Discord's number of the error."""
    await world.say(alice, general, "hello")
    lab.deny(general, discord.Permissions(**{denied: True}))
    await world.until(lambda: bot.heard)
    channel = bot.get_channel(general.id)
    assert isinstance(channel, discord.TextChannel)
    with pytest.raises(discord.Forbidden) as refused:
        await attempt(channel)
    assert refused.value.code == code


async def test_threads_need_a_permission_of_their_own(
    world: FakeDiscord, lab: Guild, general: Channel
) -> None:
    """Sending in threads is another permission than sending, and the parent's overwrites hold."""
    thread = world.thread(general, "aside")
    lab.deny(general, discord.Permissions(send_messages_in_threads=True))
    permissions = discord.Permissions(in_channel(thread, world.bot))
    assert permissions.send_messages
    assert not permissions.send_messages_in_threads
    assert not permissions.attach_files
    with pytest.raises(Impossible, match="thread"):
        lab.deny(thread, 0)


def test_overwrites_follow_the_order_of_the_docs(
    world: FakeDiscord, lab: Guild, alice: User, bob: User, general: Channel
) -> None:
    """Everyone's overwrites yield to those of roles, and these to a member's own."""
    reading = discord.Permissions(read_message_history=True)
    readers = lab.role("readers")
    lab.join(bob, roles=[readers])

    def may_read(user: User) -> bool:
        return discord.Permissions(in_channel(general, user)).read_message_history

    lab.deny(general, reading, to=lab.everyone)
    assert not may_read(bob)
    assert may_read(alice)  # the owner
    lab.allow(general, reading, to=readers)
    assert may_read(bob)
    lab.deny(general, reading, to=bob)
    assert not may_read(bob)
    stranger = world.user("eve")
    assert in_channel(general, stranger) == 0
    lab.join(stranger, roles=[lab.role("admins", discord.Permissions(administrator=True))])
    assert may_read(stranger)


async def test_the_bot_is_not_told_of_channels_that_it_does_not_see(
    world: FakeDiscord, lab: Guild, alice: User, general: Channel, bot: LabBot
) -> None:
    """Messages in hidden channels don't reach it."""
    hidden = lab.text_channel("hidden")
    lab.deny(hidden, discord.Permissions(view_channel=True))
    await world.say(alice, hidden, "secret")
    await world.say(alice, general, "open")
    await world.until(lambda: bot.heard)
    assert [message.content for message in bot.heard] == ["open"]


async def test_closed_direct_messages(world: FakeDiscord, alice: User, bot: LabBot) -> None:
    """Somebody may not want to be written to."""
    alice.direct_messages = False
    user = await bot.fetch_user(alice.id)
    with pytest.raises(discord.Forbidden) as refused:
        await user.send("hello")
    assert refused.value.code == 50007
    assert world.messages(world.dm(alice)) == []


@pytest.mark.parametrize("allowed", [discord.AllowedMentions.none(), None])
async def test_who_is_notified(
    world: FakeDiscord,
    lab: Guild,
    alice: User,
    general: Channel,
    bot: LabBot,
    allowed: discord.AllowedMentions | None,
) -> None:
    """Mentions notify unless they aren't allowed, also from within texts of Components V2."""
    role = lab.role("all of us")
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.TextDisplay(f"{alice.mention} {role.mention} @everyone"))
    channel = bot.get_channel(general.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.send(view=view, allowed_mentions=allowed or discord.AllowedMentions.all())
    [message] = world.messages(general)
    assert message.pings == (set() if allowed else {"alice", str(role.id), "everyone"})
