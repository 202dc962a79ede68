"""Questions in messages: which are meant for the bot, and how they are answered."""

from collections.abc import AsyncIterator

import discord
import pytest
import pytest_asyncio

from bot.records.models import GuildSettings
from tests.bot.discord.lab import Host, Lab
from tests.bot.discord.library import BRIDGE, FERRY_LINK, know
from tests.bot.discord.scripted import ScriptedGenerator
from tests.bot.discord.watching import PATIENCE, latest, shown
from tests.discordfake import Channel, FakeMessage

QUESTION = "Who has steered the ferry since 2009?"


@pytest_asyncio.fixture
async def lab(host: Host) -> AsyncIterator[Lab]:
    """The bot online with a model that writes at once, so that answers are their quotes."""
    host.models.loaded_generator = ScriptedGenerator()
    async with host.online() as lab:
        yield lab


async def ask_channel(lab: Lab, channel: Channel) -> None:
    """Let every message in a channel be a question."""
    settings = GuildSettings(ask_channels=frozenset({channel.id}))
    await lab.parts.records.guilds.save(lab.guild.id, settings)


def own(lab: Lab) -> list[FakeMessage]:
    """Return the bot's messages in "general"."""
    return [one for one in lab.world.messages(lab.general) if one.author is lab.world.bot]


async def silence(lab: Lab) -> None:
    """Check that the bot says nothing further: a question asked now is answered next."""
    before = own(lab)
    question = await lab.world.say(lab.alice, lab.general, mentioning(lab, "zyx?"))
    answer = await lab.world.until(
        lambda: next((one for one in own(lab) if one.reply_to == question.id), None)
    )
    await lab.world.until(lambda: "Follow up" in answer.buttons, timeout=PATIENCE)
    assert own(lab) == [*before, answer]


def mentioning(lab: Lab, text: str = QUESTION) -> str:
    """Return a text that mentions the bot."""
    return f"{lab.world.bot.mention} {text}"


async def test_a_mention_is_answered_by_a_reply(lab: Lab) -> None:
    """The reply shows the question, so the answer doesn't repeat it, and nobody is notified."""
    await know(lab)
    question = await lab.world.say(lab.bob, lab.general, mentioning(lab))
    answer = await shown(lab, "Follow up")
    assert answer.reply_to == question.id
    assert "Mirelle Dossin" in answer.text
    assert "asked:" not in answer.text
    assert answer.pings == set()


async def test_mentions_work_in_threads_and_forum_posts(lab: Lab) -> None:
    """Wherever the bot may speak it answers."""
    await know(lab)
    thread = lab.world.thread(lab.general, "ferries")
    await lab.world.say(lab.bob, thread, mentioning(lab))
    await shown(lab, "Follow up", thread)
    post = await lab.world.post(lab.bob, lab.guild.forum("questions"), "ferry", mentioning(lab))
    answer = await shown(lab, "Follow up", post.channel)
    assert answer.reply_to == post.id


async def test_the_role_of_the_bot_is_taken_for_it(lab: Lab) -> None:
    """Discord gives a bot a role of its name, which people mention by mistake."""
    await know(lab)
    role = lab.guild.role("footnote")
    own = {**role.payload(), "managed": True, "tags": {"bot_id": str(lab.world.bot.id)}}
    lab.world.state.dispatch("GUILD_ROLE_UPDATE", {"guild_id": str(lab.guild.id), "role": own})
    await lab.world.say(lab.bob, lab.general, f"{role.mention} {QUESTION}")
    answer = await shown(lab, "Follow up")
    assert "Mirelle Dossin" in answer.text


async def test_a_server_that_is_not_known_yet_is_no_direct_message(lab: Lab) -> None:
    """What comes from one is left alone, or a person's own articles would be quoted there."""
    await know(lab, user=lab.bob)
    said = await lab.world.say(lab.bob, lab.general, mentioning(lab, "zyx?"))
    await shown(lab, "Follow up")
    foreign = {**said.raw, "id": str(said.id + 1), "guild_id": "123456789012345678"}
    foreign |= {"channel_id": "123456789012345679", "content": mentioning(lab)}
    lab.world.state.dispatch("MESSAGE_CREATE", foreign)
    await silence(lab)
    assert not lab.world.sent(foreign["channel_id"])


async def test_the_mention_is_no_part_of_the_question(lab: Lab) -> None:
    """What is looked for is the question without Discord's notation."""
    text = (
        f"hey {lab.world.bot.mention}, what did {lab.alice.mention} <:wave:123456789012345678> say?"
    )
    await lab.world.say(lab.bob, lab.general, text)
    await lab.world.until(lambda: "Add an article" in shown_buttons(lab))
    await know(lab)
    await lab.world.say(lab.bob, lab.general, text)
    answer = await shown(lab, "Looked for")
    assert "Looked for: hey , what did @Alice say?" in answer.text.replace("\\", "")


def shown_buttons(lab: Lab) -> list[str]:
    """Return the buttons of the bot's last message."""
    message = latest(lab)
    return [] if message is None else message.buttons


async def test_a_mention_alone_gets_help(lab: Lab) -> None:
    """Who only calls the bot sees what it can do."""
    await lab.world.say(lab.bob, lab.general, lab.world.bot.mention)
    answer = await shown(lab, "Ask, and Footnote answers")
    assert "/ask" in answer.text


async def test_a_mention_with_a_link_alone_gets_a_hint(lab: Lab) -> None:
    """A link is no question."""
    await lab.world.say(lab.bob, lab.general, mentioning(lab, "https://example.org/x"))
    await shown(lab, "no question in this message")


async def test_messages_of_others_are_left_alone(lab: Lab) -> None:
    """What doesn't mention the bot, and what bots write, isn't answered."""
    robot = lab.world.user("robot")
    robot.bot = True
    lab.guild.join(robot)
    await lab.world.say(lab.bob, lab.general, "Who steers the ferry?")
    await lab.world.say(lab.alice, lab.general, "@everyone Who steers the ferry?")
    await lab.world.say(robot, lab.general, mentioning(lab))
    await silence(lab)


@pytest.mark.parametrize(
    "changed",
    [
        {"webhook_id": "123456789012345678"},
        {"type": 6},  # a message was pinned
        {"type": 7},  # somebody joined
        {"type": 18},  # a thread was opened
        {"type": 20},  # a command's answer
    ],
)
async def test_only_what_people_write_is_asked(lab: Lab, changed: dict[str, object]) -> None:
    """Webhooks and Discord's own messages are left alone, in ask channels too."""
    await ask_channel(lab, lab.general)
    said = await lab.world.say(lab.alice, lab.general, "Hello?")
    await lab.world.until(lambda: any("Follow up" in one.buttons for one in own(lab)))
    event = {**said.raw, "id": str(said.id + 1), "guild_id": str(lab.guild.id), **changed}
    lab.world.state.dispatch("MESSAGE_CREATE", {**event, "content": mentioning(lab)})
    await silence(lab)


async def test_a_message_that_is_edited_is_not_asked_again(lab: Lab) -> None:
    """Neither an answered question, nor one that only now mentions the bot."""
    await ask_channel(lab, lab.general)
    said = await lab.world.say(lab.bob, lab.general, QUESTION)
    await shown(lab, "Follow up")
    await lab.world.edit(lab.bob, said, mentioning(lab, "What does a return ticket cost?"))
    await silence(lab)


async def test_a_silent_reply_follows_up_where_it_may_be_read(lab: Lab) -> None:
    """A reply that doesn't notify the bot is one all the same."""
    await know(lab)
    await lab.world.say(lab.bob, lab.general, mentioning(lab))
    answer = await shown(lab, "Follow up")
    await lab.world.say(
        lab.bob, lab.general, "What did she say in May?", reply_to=answer, ping=False
    )
    await lab.world.until(lambda: newer(lab, answer.id, "engine"))


async def test_a_reply_that_mentions_the_bot_is_about_the_message(lab: Lab) -> None:
    """The text replied to completes a question that points at it."""
    await know(lab)
    claim = await lab.world.say(lab.alice, lab.general, "Dogs travel free on the ferry.")
    await lab.world.say(lab.bob, lab.general, mentioning(lab, "is this true?"), reply_to=claim)
    answer = await shown(lab, "Follow up")
    assert "dogs travel free" in answer.text


async def test_a_mention_alone_in_a_reply_asks_the_message(lab: Lab) -> None:
    """Calling the bot to somebody's question lets it answer that."""
    await know(lab)
    question = await lab.world.say(lab.alice, lab.general, QUESTION)
    called = await lab.world.say(lab.bob, lab.general, lab.world.bot.mention, reply_to=question)
    answer = await shown(lab, "Follow up")
    assert "Mirelle Dossin" in answer.text
    assert answer.reply_to == called.id


async def test_a_link_to_an_article_limits_the_question(lab: Lab) -> None:
    """In the question or in the message replied to, it says which article is asked."""
    await know(lab)
    await know(lab, BRIDGE, title="The Hallow bridge", url="https://news.example/bridge")
    asked = f"When was the Hallow bridge opened? {FERRY_LINK}"
    await lab.world.say(lab.bob, lab.general, mentioning(lab, asked))
    answer = await shown(lab, "“The ferry to Orsay” says nothing about that")
    assert "news.example" not in answer.text
    linked = await lab.world.say(lab.alice, lab.general, f"read <{FERRY_LINK}>")
    before = answer.id
    await lab.world.say(
        lab.bob, lab.general, mentioning(lab, "When was the Hallow bridge opened?"), reply_to=linked
    )
    await lab.world.until(lambda: newer(lab, before, "says nothing about that"))


def newer(lab: Lab, than: int, part: str) -> bool:
    """Say whether the bot's last message came after another and says `part`."""
    message = latest(lab)
    return message is not None and message.id > than and part in message.text


async def test_an_ask_channel_needs_no_mention(lab: Lab) -> None:
    """Every message there is a question, and so it is in its threads."""
    await know(lab)
    await ask_channel(lab, lab.general)
    question = await lab.world.say(lab.bob, lab.general, QUESTION)
    answer = await shown(lab, "Follow up")
    assert answer.reply_to == question.id
    thread = lab.world.thread(lab.general, "more")
    await lab.world.say(lab.bob, thread, QUESTION)
    await shown(lab, "Follow up", thread)


async def test_a_forum_can_be_an_ask_channel(lab: Lab) -> None:
    """Its posts are questions."""
    await know(lab)
    forum = lab.guild.forum("questions")
    await ask_channel(lab, forum)
    post = await lab.world.post(lab.bob, forum, "ferry", QUESTION)
    await shown(lab, "Follow up", post.channel)


@pytest.mark.parametrize("text", ["👍", "!rank", "/ask something", "", "???"])
async def test_not_all_in_an_ask_channel_is_a_question(lab: Lab, text: str) -> None:
    """Files, signs, and commands of other bots are left alone."""
    await ask_channel(lab, lab.general)
    file = [("a.png", b"\x89PNG", "image/png")]
    await lab.world.say(lab.bob, lab.general, text, attachments=file)
    await silence(lab)


async def test_without_the_content_intent_mentions_and_replies_work(host: Host) -> None:
    """Only the ask channel is silent then."""
    host.world.state.content_intent = False
    async with host.online(content_intent=False) as lab:
        await know(lab)
        await ask_channel(lab, lab.general)
        await lab.world.say(lab.bob, lab.general, QUESTION)
        await lab.world.say(lab.bob, lab.general, mentioning(lab))
        answer = await shown(lab, "Follow up")
        assert "Mirelle Dossin" in answer.text
        assert own(lab) == [answer]
        await lab.world.say(lab.bob, lab.general, "What did she say in May?", reply_to=answer)
        await lab.world.until(lambda: newer(lab, answer.id, "engine"))


async def test_every_direct_message_is_a_question(lab: Lab) -> None:
    """It is answered from the person's own articles, in the language they were last seen with."""
    greta = lab.world.user("greta", locale="de")
    lab.guild.join(greta)
    direct = lab.world.dm(greta)
    await know(lab, user=greta)
    await lab.world.say(greta, direct, QUESTION)
    answer = await shown(lab, "Follow up", direct)
    assert "Mirelle Dossin" in answer.text
    await lab.world.answered(await lab.world.slash(greta, direct, "help"))
    await lab.world.say(greta, direct, QUESTION)
    await shown(lab, "Nachfragen", direct)


async def test_a_direct_message_without_words_gets_help(lab: Lab) -> None:
    """Files alone say nothing."""
    direct = lab.world.dm(lab.bob)
    await lab.world.say(lab.bob, direct, attachments=[("a.png", b"\x89PNG", "image/png")])
    await shown(lab, "Ask, and Footnote answers", direct)


async def test_what_is_missing_is_said_directly(lab: Lab) -> None:
    """Where the bot may not write, it tells who asked which permission it lacks, once."""
    lab.guild.deny(lab.general, discord.Permissions(send_messages=True))
    for _ in range(2):
        await lab.world.say(lab.bob, lab.general, mentioning(lab))
    direct = lab.world.dm(lab.bob)
    told = await shown(lab, "Send Messages", direct)
    assert "#general" in told.text
    await lab.world.say(lab.bob, direct, "And here?")
    await shown(lab, "Add an article", direct)
    assert len([one for one in lab.world.messages(direct) if "Send Messages" in one.text]) == 1


async def test_threads_need_their_own_permission(lab: Lab) -> None:
    """What is missing in a thread has another name."""
    thread = lab.world.thread(lab.general, "t")
    lab.guild.deny(lab.general, discord.Permissions(send_messages_in_threads=True))
    await lab.world.say(lab.bob, thread, mentioning(lab))
    await shown(lab, "Send Messages in Threads", lab.world.dm(lab.bob))


async def test_without_the_history_the_answer_is_no_reply(lab: Lab) -> None:
    """Discord lets nobody reply who can't read back; the answer then repeats the question."""
    await know(lab)
    lab.guild.deny(lab.general, discord.Permissions(read_message_history=True))
    await lab.world.say(lab.bob, lab.general, mentioning(lab))
    answer = await shown(lab, "Follow up")
    assert answer.reply_to is None
    assert f"<@{lab.bob.id}> asked: {QUESTION}" in answer.text


async def test_refusals_are_said_once_in_a_while(host: Host) -> None:
    """Who asks too often is told so by one reply, not by one each time."""
    async with host.online(questions_per_minute=1) as lab:
        await know(lab)
        for _ in range(4):
            await lab.world.say(lab.bob, lab.general, mentioning(lab))
        await lab.world.until(lambda: any("Follow up" in one.buttons for one in own(lab)))
        await lab.world.until(lambda: any("That was quick." in one.text for one in own(lab)))
        await silence(lab)
        assert len(own(lab)) == 3


async def test_a_question_that_is_deleted_meanwhile_is_answered_all_the_same(lab: Lab) -> None:
    """The answer then repeats the question."""
    await know(lab)
    question = await lab.world.say(lab.bob, lab.general, mentioning(lab))
    await lab.world.delete(question)
    answer = await shown(lab, "Follow up")
    assert answer.reply_to is None
    assert f"<@{lab.bob.id}> asked: {QUESTION}" in answer.text


async def test_the_same_event_twice_is_answered_once(lab: Lab) -> None:
    """Discord may repeat an event after a reconnect."""
    await know(lab)
    question = await lab.world.say(lab.bob, lab.general, mentioning(lab))
    await shown(lab, "Follow up")
    lab.world.state.dispatch("MESSAGE_CREATE", {**question.raw, "guild_id": str(lab.guild.id)})
    await silence(lab)
    kept = await lab.parts.records.people.kept(lab.bob.id)
    assert kept.questions == 1


async def test_ask_about_a_question(lab: Lab) -> None:
    """The message command on a question offers it to be asked as it is."""
    await know(lab)
    question = await lab.world.say(lab.alice, lab.general, QUESTION)
    opened = await lab.world.menu(lab.bob, lab.general, "Ask about this", question)
    await lab.world.until(lambda: opened.modal is not None)
    await lab.world.submit(lab.bob, opened, {})
    answer = await shown(lab, "Follow up")
    assert f"<@{lab.bob.id}> asked: {QUESTION}" in answer.text


async def test_ask_about_a_statement(lab: Lab) -> None:
    """The message completes the question that is typed."""
    await know(lab)
    claim = await lab.world.say(lab.alice, lab.general, "Dogs travel free on the ferry.")
    opened = await lab.world.menu(lab.bob, lab.general, "Ask about this", claim)
    await lab.world.until(lambda: opened.modal is not None)
    await lab.world.submit(lab.bob, opened, {"question": "Is this true?"})
    assert "dogs travel free" in (await shown(lab, "Follow up")).text


async def test_ask_about_a_link(lab: Lab) -> None:
    """The linked article is asked; one that isn't known is refused with the way to add it."""
    await know(lab)
    linked = await lab.world.say(lab.alice, lab.general, FERRY_LINK)
    opened = await lab.world.menu(lab.bob, lab.general, "Ask about this", linked)
    await lab.world.until(lambda: opened.modal is not None)
    await lab.world.submit(lab.bob, opened, {"question": "When was the Hallow bridge opened?"})
    await shown(lab, "“The ferry to Orsay” says nothing about that")
    unknown = await lab.world.say(lab.alice, lab.general, "https://example.org/unknown")
    opened = await lab.world.menu(lab.bob, lab.general, "Ask about this", unknown)
    await lab.world.until(lambda: opened.modal is not None)
    refused = await lab.world.submit(lab.bob, opened, {"question": "What is it about?"})
    await lab.world.answered(refused)
    assert refused.response is not None
    assert "Save article" in refused.response.text


async def test_ask_about_an_answer_follows_it_up(lab: Lab) -> None:
    """The message command on an answer of the bot continues that conversation."""
    await know(lab)
    await lab.world.say(lab.bob, lab.general, mentioning(lab))
    answer: FakeMessage = await shown(lab, "Follow up")
    opened = await lab.world.menu(lab.bob, lab.general, "Ask about this", answer)
    await lab.world.until(lambda: opened.modal is not None)
    await lab.world.submit(lab.bob, opened, {"question": "What did she say in May?"})
    await lab.world.until(lambda: newer(lab, answer.id, "engine"))
