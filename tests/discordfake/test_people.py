"""What people do reaches the bot, and what it answers reaches them."""

import pytest

from tests.discordfake import Channel, FakeDiscord, Guild, Impossible, User
from tests.discordfake.interactions import FakeInteraction
from tests.discordfake.labbot import LabBot
from tests.discordfake.messages import FakeMessage

pytestmark = pytest.mark.usefixtures("bot")


async def ask(world: FakeDiscord, user: User, channel: Channel) -> FakeMessage:
    """Let somebody ask, and return the answer."""
    interaction = await world.slash(user, channel, "ask", question="capital?")
    await world.until(lambda: interaction.followups)
    assert interaction.response is not None
    return interaction.response


async def told(world: FakeDiscord, interaction: FakeInteraction) -> str:
    """Wait for the answer and return what it says."""
    await world.answered(interaction)
    assert interaction.response is not None
    return interaction.response.text


async def test_a_slash_command_is_deferred_answered_and_followed_up(
    world: FakeDiscord, alice: User, general: Channel
) -> None:
    """A deferral becomes the answer; an ephemeral follow-up is seen by the asker alone."""
    interaction = await world.slash(alice, general, "ask", question="capital?")
    await world.until(lambda: interaction.followups)
    response = interaction.response
    assert response is not None
    assert interaction.deferred
    assert interaction.acknowledged is not None
    assert interaction.acknowledged < 1
    assert response.text == "capital? Paris [1].\na footnote"
    assert response.buttons == ["Open", "More", "👍", "Off"]
    assert response.links == ["https://a.example/x"]
    assert response.options("lab|pick") == ["One", "Two"]
    assert response.edits == 1
    assert world.messages(general) == [response]
    assert [one.text for one in world.messages(general, alice)[1:]] == ["a follow-up"]


async def test_subcommands_take_files(world: FakeDiscord, alice: User, general: Channel) -> None:
    """A file given to a subcommand is uploaded, and the bot can read it; choices go by name."""
    file = ("a.md", b"# A", "text/markdown")
    interaction = await world.slash(alice, general, "article add", file=file, kind="Text")
    assert await told(world, interaction) == "a.md: # A as text"


async def test_options_propose(world: FakeDiscord, alice: User, general: Channel) -> None:
    """Typing into an option brings the bot's proposals."""
    interaction = await world.autocomplete(
        alice, general, "ask", focused="article", typed="vol", question="q?"
    )
    await world.answered(interaction)
    assert interaction.choices is not None
    assert [one["name"] for one in interaction.choices] == ["vol 0", "vol 1", "vol 2"]


async def test_message_menus(world: FakeDiscord, alice: User, general: Channel) -> None:
    """A command of a message's menu gets the message."""
    message = await world.say(alice, general, "a long text")
    interaction = await world.menu(alice, general, "Explain", message)
    assert await told(world, interaction) == "about: a long text"


async def test_buttons_are_found_by_label_emoji_and_id(
    world: FakeDiscord, alice: User, bob: User, general: Channel
) -> None:
    """Anybody who sees a message can press what is on it, however it is named."""
    message = await ask(world, alice, general)
    for name in ("More", "lab|mo"):
        opened = await world.click(bob, message, name)
        await world.answered(opened)
        assert opened.modal is not None
        assert opened.modal["title"] == "More detail"
    await world.answered(await world.click(bob, message, "👍"))
    assert message.text == "thanks\na footnote"
    assert message.edits == 2


async def test_selects(world: FakeDiscord, alice: User, general: Channel) -> None:
    """Choosing sends the values of what is chosen; only that person sees the private answer."""
    message = await ask(world, alice, general)
    interaction = await world.choose(alice, message, "lab|pick", ["One"])
    assert await told(world, interaction) == "picked 1"
    assert interaction.response is not None
    assert interaction.response.ephemeral
    with pytest.raises(Impossible, match="doesn't offer"):
        await world.choose(alice, message, "lab|pick", ["Three"])
    with pytest.raises(Impossible, match="2 values"):
        await world.choose(alice, message, "lab|pick", ["One", "Two"])


async def test_windows_with_files(world: FakeDiscord, alice: User, general: Channel) -> None:
    """A window is filled by labels, and files are uploaded with it."""
    opened = await world.click(alice, await ask(world, alice, general), "More")
    await world.answered(opened)
    file = ("b.txt", b"in the file", "text/plain")
    submitted = await world.submit(alice, opened, {"What else?": "typed"}, files={"A file": [file]})
    assert await told(world, submitted) == "Noted: typed in the file"
    for values in ({}, {"what": "x" * 301}, {"what": "x", "where": "y"}):
        with pytest.raises(Impossible):
            await world.submit(alice, opened, values)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("Open", "link"), ("Off", "disabled"), ("Nothing", "0 buttons"), ("lab|", "3 buttons")],
)
async def test_buttons_that_nobody_can_press(
    world: FakeDiscord, alice: User, general: Channel, name: str, reason: str
) -> None:
    """Links, disabled buttons, absent ones and ambiguous names can't be pressed."""
    message = await ask(world, alice, general)
    with pytest.raises(Impossible, match=reason):
        await world.click(alice, message, name)


async def test_private_messages_are_seen_by_one_person_alone(
    world: FakeDiscord, alice: User, bob: User, general: Channel, bot: LabBot
) -> None:
    """Others neither see nor use an ephemeral message, and nobody fetches it by the channel."""
    message = await world.say(alice, general, "text")
    interaction = await world.menu(alice, general, "Explain", message)
    await world.answered(interaction)
    private = interaction.response
    assert private is not None
    assert private not in world.messages(general)
    assert private not in world.messages(general, bob)
    assert private in world.messages(general, alice)
    with pytest.raises(Impossible, match="doesn't see"):
        await world.click(bob, private, "More")
    with pytest.raises(Impossible, match="reply"):
        await world.say(alice, general, "hm", reply_to=private)
    found = bot.get_channel(general.id)
    assert found is not None
    listed = [one.id async for one in found.history()]  # type: ignore[union-attr]  # a text channel
    assert listed == [message.id]


async def test_mentions_replies_files_and_threads(
    world: FakeDiscord, alice: User, general: Channel
) -> None:
    """The bot answers where it is mentioned, with files and in threads of its own."""
    hello = await world.say(alice, general, f"{world.bot.mention} hello")
    reply = await world.until(lambda: world.messages(general)[1:])
    assert reply[0].reply_to == hello.id
    assert reply[0].pings == {"alice"}
    await world.say(alice, general, f"{world.bot.mention} file")
    sent = await world.until(lambda: [m for m in world.messages(general) if m.text == "here"])
    [attachment] = sent[0].raw["attachments"]
    assert world.state.files.content(int(attachment["id"])) == b"hello"
    assert attachment["description"] == "alt"
    start = await world.say(alice, general, f"{world.bot.mention} thread")
    thread = await world.until(lambda: world.state.channels.get(start.id))
    await world.until(lambda: world.messages(thread))
    await world.say(alice, thread, f"{world.bot.mention} again")
    await world.until(lambda: len(world.messages(thread)) == 3)


async def test_direct_messages_of_several_people(
    world: FakeDiscord, alice: User, bob: User, bot: LabBot
) -> None:
    """Each person has direct messages with the bot, in which commands work as well."""
    for person in (alice, bob):
        await world.say(person, world.dm(person), "hi")
        answer = await ask(world, person, world.dm(person))
        assert answer.channel is world.dm(person)
    assert [message.guild for message in bot.heard] == [None, None]
    with pytest.raises(Impossible, match="doesn't see"):
        await world.say(bob, world.dm(alice), "hi")


async def test_threads_and_posts_of_people(
    world: FakeDiscord, lab: Guild, alice: User, general: Channel, bot: LabBot
) -> None:
    """The bot hears what is said in people's threads and in the posts of forums."""
    thread = world.thread(general, "aside")
    await world.say(alice, thread, "in the thread")
    post = await world.post(alice, lab.forum("questions"), "A title", "the post")
    await world.say(alice, post.channel, "a comment")
    await world.until(lambda: len(bot.heard) == 3)
    assert [message.channel.id for message in bot.heard] == [thread.id, post.id, post.id]
    with pytest.raises(Impossible, match="post"):
        world.thread(lab.forum("more"), "no")


async def test_replies_of_people(
    world: FakeDiscord, alice: User, general: Channel, bot: LabBot
) -> None:
    """A reply carries what it replies to, and notifies its author unless told not to."""
    answer = await ask(world, alice, general)
    for ping in (True, False):
        await world.say(alice, general, "and then?", reply_to=answer, ping=ping)
    await world.until(lambda: len(bot.heard) == 2)
    loud, quiet = bot.heard
    assert loud.reference is not None
    assert loud.reference.message_id == answer.id
    assert bot.user in loud.mentions
    assert bot.user not in quiet.mentions


async def test_forwarded_messages(
    world: FakeDiscord, lab: Guild, alice: User, general: Channel, bot: LabBot
) -> None:
    """A forwarded message carries what it was, and nothing of its own."""
    said = await world.say(alice, lab.text_channel("elsewhere"), "as said there")
    await world.forward(alice, general, said)
    await world.until(lambda: len(bot.heard) == 2)
    forwarded = bot.heard[1]
    assert forwarded.content == ""
    assert [one.content for one in forwarded.message_snapshots] == ["as said there"]


async def test_languages_travel_with_commands(
    world: FakeDiscord, alice: User, general: Channel
) -> None:
    """The bot is told the person's language and the server's."""
    interaction = await world.slash(alice, general, "ask", question="capital?")
    await world.until(lambda: interaction.followups)
    assert interaction.payload["locale"] == "de"
    assert interaction.payload["guild_locale"] == "es-ES"


async def test_edited_and_deleted_messages(
    world: FakeDiscord, alice: User, bob: User, general: Channel
) -> None:
    """People change and delete only what is theirs, and nothing can be done on what is gone."""
    message = await world.say(alice, general, "one")
    await world.edit(alice, message, "two")
    assert message.text == "two"
    with pytest.raises(Impossible):
        await world.edit(bob, message, "three")
    await world.delete(message)
    assert world.messages(general) == []
    with pytest.raises(Impossible):
        await world.menu(alice, general, "Explain", message)
