"""Further requests that bots make."""

from typing import Any

import discord
import pytest
from discord import app_commands, ui

from tests.discordfake import Channel, FakeDiscord, Guild, Impossible, User, connected
from tests.discordfake.clicking import Choice
from tests.discordfake.labbot import LabBot


def place(bot: LabBot, channel: Channel) -> discord.TextChannel:
    """Return a channel as the client knows it."""
    found = bot.get_channel(channel.id)
    assert isinstance(found, discord.TextChannel)
    return found


async def test_history_is_read_in_pages(
    world: FakeDiscord, alice: User, general: Channel, bot: LabBot
) -> None:
    """Messages are listed before and after others, newest first unless asked otherwise."""
    said = [await world.say(alice, general, str(number)) for number in range(5)]
    channel = place(bot, general)
    third = discord.Object(said[2].id)
    assert [one.content async for one in channel.history(limit=2)] == ["4", "3"]
    assert [one.content async for one in channel.history(before=third)] == ["1", "0"]
    assert [one.content async for one in channel.history(after=third)] == ["3", "4"]


async def test_reactions_and_deletions(
    world: FakeDiscord, lab: Guild, alice: User, general: Channel, bot: LabBot
) -> None:
    """The bot reacts and takes that back, and deletes what others wrote if it may."""
    said = await world.say(alice, general, "hello")
    message = await place(bot, general).fetch_message(said.id)
    await message.add_reaction("👍")
    assert said.reactions == ["👍"]
    assert bot.user is not None
    await message.remove_reaction("👍", bot.user)
    assert said.reactions == []
    with pytest.raises(discord.Forbidden) as refused:
        await message.edit(content="mine")
    assert refused.value.code == 50005
    lab.allow(general, discord.Permissions(manage_messages=True))
    await message.delete()
    assert said.deleted
    private = await world.say(alice, world.dm(alice), "hello")
    user = await bot.fetch_user(alice.id)
    with pytest.raises(discord.Forbidden):
        await (await user.create_dm()).get_partial_message(private.id).delete()


async def test_edits_change_what_they_name(
    world: FakeDiscord, general: Channel, bot: LabBot
) -> None:
    """An edit keeps the attachments that it names, adds new ones, and leaves the rest alone."""
    first, second = (discord.File(__file__, f"{name}.txt") for name in "ab")
    sent = await place(bot, general).send("text", file=first, embed=discord.Embed(title="t"))
    await sent.edit(attachments=[*sent.attachments, second])
    [message] = world.messages(general)
    assert [one["filename"] for one in message.raw["attachments"]] == ["a.txt", "b.txt"]
    assert message.text == "text\nt"
    await sent.edit(attachments=[], content=None)
    assert (message.raw["attachments"], message.text) == ([], "t")
    assert message.edits == 2


async def test_all_kinds_of_components(world: FakeDiscord, general: Channel, bot: LabBot) -> None:
    """Files, pictures and galleries are given back as Discord gives them back."""
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.File("attachment://a.txt"))
    view.add_item(ui.Section("text", accessory=ui.Thumbnail("https://a.example/a.png")))
    view.add_item(ui.MediaGallery(discord.MediaGalleryItem("https://a.example/b.png")))
    file = discord.File(__file__, "a.txt")
    sent = await place(bot, general).send(view=view, file=file)
    assert [part.type.value for part in sent.components] == [13, 9, 12]
    del world


async def test_servers_their_channels_and_members(
    world: FakeDiscord, lab: Guild, alice: User, general: Channel, bot: LabBot
) -> None:
    """What is asked for is given, and what isn't there is unknown."""
    guild = await bot.fetch_guild(lab.id, with_counts=False)
    assert (guild.name, guild.owner_id) == ("Lab", alice.id)
    assert [channel.id for channel in await guild.fetch_channels()] == [general.id]
    fetched = await bot.fetch_channel(general.id)
    assert fetched.id == general.id
    stranger = world.user("eve")
    with pytest.raises(discord.NotFound):
        await guild.fetch_member(stranger.id)
    with pytest.raises(discord.NotFound):
        await bot.fetch_user(1)
    await guild.leave()
    assert not lab.present
    with pytest.raises(discord.NotFound):
        await bot.fetch_guild(lab.id, with_counts=False)
    with pytest.raises(Impossible, match="can't be reached"):
        await world.slash(alice, general, "ask", question="why?")


async def test_threads_of_the_bot(
    world: FakeDiscord, lab: Guild, alice: User, general: Channel, bot: LabBot
) -> None:
    """The bot opens threads, on a message once only, and posts in forums."""
    forum = lab.forum("questions")
    await world.until(lambda: bot.get_channel(forum.id))
    known = bot.get_channel(forum.id)
    assert isinstance(known, discord.ForumChannel)
    made = await known.create_thread(name="A post", content="first")
    [first] = world.messages(world.state.channels[made.thread.id])
    assert (first.id, first.text) == (made.thread.id, "first")
    kind = discord.ChannelType.public_thread
    thread = await place(bot, general).create_thread(name="aside", type=kind)
    inside = await thread.send("in it")
    said = await world.say(alice, general, "hello")
    message = await place(bot, general).fetch_message(said.id)
    await message.create_thread(name="once")
    with pytest.raises(discord.HTTPException) as refused:
        await message.create_thread(name="twice")
    assert refused.value.code == 160004
    locked = world.state.channels[thread.id]
    locked.archived = True
    with pytest.raises(discord.HTTPException) as resting:
        await inside.edit(content="changed")
    assert resting.value.code == 50083
    locked.locked = True
    with pytest.raises(discord.HTTPException) as closed:
        await thread.send("more")
    assert closed.value.code == 50083


class Menus(LabBot):
    """Has selects of all kinds, and a command of people's menus."""

    def __init__(self) -> None:
        """Add what the lab bot lacks."""
        super().__init__()
        self.tree.context_menu(name="Greet")(self.greet)
        self.tree.command(name="name", description="Name things")(self.name_things)
        self.chosen: list[str] = []

    async def greet(self, interaction: discord.Interaction, member: discord.Member) -> None:
        """Greet somebody."""
        view = ui.View(timeout=None)
        for kind in (ui.UserSelect, ui.RoleSelect, ui.ChannelSelect, ui.MentionableSelect):
            defaults = [member] if kind is ui.UserSelect else []
            select: ui.Item[ui.View] = kind(
                custom_id=f"lab|{kind.__name__}", max_values=2, default_values=defaults
            )
            view.add_item(select)
        view.stop()
        await interaction.response.send_message(f"hello {member.name}", view=view)

    async def name_things(
        self,
        interaction: discord.Interaction,
        who: discord.Member,
        which: discord.Role,
        where: discord.TextChannel,
        often: app_commands.Range[int, 1, 3] = 1,
        loud: bool = False,
    ) -> None:
        """Say what was named."""
        named = " ".join((who.name, which.name, where.name, str(often), str(loud)))
        await interaction.response.send_message(named)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Note what was chosen."""
        if interaction.type is discord.InteractionType.component:
            assert interaction.data is not None
            values: Any = interaction.data.get("values")
            self.chosen += values
            await interaction.response.defer()


async def test_people_roles_and_channels_can_be_named_and_chosen(
    world: FakeDiscord, lab: Guild, alice: User, bob: User, general: Channel
) -> None:
    """They are options of commands and choices in selects; people have menus of their own."""
    bot, readers = Menus(), lab.role("readers")
    async with connected(world, bot):
        named = await world.slash(
            alice, general, "name", who=bob, which=readers, where=general, often=3, loud=True
        )
        await world.answered(named)
        assert named.response is not None
        assert named.response.text == "bob readers general 3 True"
        with pytest.raises(Impossible, match="doesn't take 4"):
            await world.slash(
                alice, general, "name", who=bob, which=readers, where=general, often=4
            )
        with pytest.raises(Impossible, match="channels like #forum"):
            await world.slash(
                alice, general, "name", who=bob, which=readers, where=lab.forum("forum")
            )
        greeted = await world.menu(alice, general, "Greet", bob)
        await world.answered(greeted)
        message = greeted.response
        assert message is not None
        assert message.text == "hello bob"
        choices: list[tuple[str, list[Choice]]] = [
            ("lab|UserSelect", [alice, bob]),
            ("lab|RoleSelect", [readers]),
            ("lab|ChannelSelect", [general]),
            ("lab|MentionableSelect", [readers, bob]),
        ]
        for select, values in choices:
            await world.choose(alice, message, select, values)
        await world.until(lambda: len(bot.chosen) == 6)
        ids = [alice.id, bob.id, readers.id, general.id, readers.id, bob.id]
        assert bot.chosen == [str(one) for one in ids]
        with pytest.raises(Impossible, match="0 selects"):
            await world.choose(alice, message, "lab|None", [])
        await world.delete(message)
        with pytest.raises(Impossible, match="deleted"):
            await world.choose(alice, message, "lab|UserSelect", [alice])


async def test_answers_can_be_fetched_and_deleted(
    world: FakeDiscord, alice: User, general: Channel, bot: LabBot
) -> None:
    """Through an interaction its own messages can be reached, and no others."""
    interaction = await world.slash(alice, general, "ask", question="why?")
    await world.until(lambda: interaction.followups)
    webhook = discord.Webhook.partial(world.bot.id, interaction.token, client=bot)
    private = interaction.followups[0]
    assert (await webhook.fetch_message(private.id)).content == "a follow-up"
    await webhook.delete_message(private.id)
    assert private.deleted
    other = await world.say(alice, general, "hello")
    for number in (private.id, other.id):
        with pytest.raises(discord.NotFound):
            await webhook.fetch_message(number)


async def test_the_first_follow_up_takes_the_place_of_a_promise(
    world: FakeDiscord, alice: User, general: Channel
) -> None:
    """After a bare deferral the follow-up is the answer, as private as the deferral was."""
    bot = LabBot()

    @bot.tree.command(description="Answers by a follow-up")
    async def late(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.followup.send("the answer")

    async with connected(world, bot):
        interaction = await world.answered(await world.slash(alice, general, "late"))
        assert interaction.response is not None
        assert (interaction.response.text, interaction.response.ephemeral) == ("the answer", True)
        assert interaction.followups == []


async def test_what_the_fake_leaves_out_of_messages_is_recorded(
    world: FakeDiscord, alice: User, general: Channel, bot: LabBot
) -> None:
    """Forwarding by the bot and pages around a message are no silent successes."""
    world.expect_violations = True
    said = await world.say(alice, general, "hello")
    channel = place(bot, general)
    message = await channel.fetch_message(said.id)
    with pytest.raises(discord.HTTPException):
        await message.forward(channel)
    with pytest.raises(discord.HTTPException):
        _ = [one async for one in channel.history(around=message, limit=3)]
    assert [str(one).split("do ")[-1] for one in world.violations] == [
        "forwarding by the bot",
        "listing messages around one",
    ]
