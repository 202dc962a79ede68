"""The questions channel: what no article answers is gathered, and answered when one does."""

from collections.abc import AsyncIterator

import discord
import pytest_asyncio

from bot.places import guild_corpus
from bot.records.models import GuildSettings, OpenQuestion
from tests.bot.discord.lab import Host, Lab
from tests.bot.discord.library import BRIDGE, FERRY, know
from tests.bot.discord.scripted import ScriptedGenerator
from tests.bot.discord.watching import PATIENCE, asked, shown
from tests.discordfake import Channel, FakeMessage

QUESTION = "Who has steered the ferry since 2009?"
VIEW = discord.Permissions(view_channel=True)


@pytest_asyncio.fixture
async def lab(host: Host) -> AsyncIterator[Lab]:
    """The bot online with a model that writes at once, and an article about something else."""
    host.models.loaded_generator = ScriptedGenerator()
    async with host.online() as lab:
        await know(lab, BRIDGE, title="The Hallow bridge")
        yield lab


@pytest_asyncio.fixture
async def questions(lab: Lab) -> Channel:
    """The channel of the server "Lab" where questions are gathered."""
    channel = lab.guild.text_channel("questions")
    settings = GuildSettings(questions_channel=channel.id)
    await lab.parts.records.guilds.save(lab.guild.id, settings)
    return channel


async def add(lab: Lab, text: str = FERRY) -> FakeMessage:
    """Let alice add an article as a file, and return the message that says so."""
    file = ("ferry.txt", text.encode(), "text/plain")
    await lab.world.slash(lab.alice, lab.general, "article add", file=file)
    added = await shown(lab, "Summarize")
    await lab.world.until(lambda: lab.parts.queue.running == 0)
    return added


async def open_questions(lab: Lab) -> list[OpenQuestion]:
    """Return the open questions of the server "Lab"."""
    return await lab.parts.records.questions.open(guild_corpus(lab.guild.id))


async def test_an_unanswered_question_is_gathered(lab: Lab, questions: Channel) -> None:
    """It stands there with who asked, a link to the place, and the way to add an article."""
    answer = await asked(lab, lab.bob, QUESTION)
    gathered = await shown(lab, QUESTION, questions)
    assert f"<@{lab.bob.id}>" in gathered.text
    assert gathered.pings == set()
    place = f"https://discord.com/channels/{lab.guild.id}/{lab.general.id}/{answer.id}"
    assert gathered.links == [place]
    assert "Add an article" in gathered.buttons


async def test_small_talk_is_answered_and_not_gathered(lab: Lab, questions: Channel) -> None:
    """It gets a reply without a search, and no article could answer it."""
    reply = await asked(lab, lab.bob, "Hello, who are you?")
    assert "This is Footnote." in reply.text
    assert "Add an article" not in reply.buttons
    await asked(lab, lab.bob, QUESTION)
    await shown(lab, QUESTION, questions)
    assert len(lab.world.messages(questions)) == 1


async def test_a_question_is_gathered_once(lab: Lab, questions: Channel) -> None:
    """However it is written and whoever asks it again."""
    await asked(lab, lab.bob, QUESTION)
    await asked(lab, lab.alice, QUESTION.upper())
    await asked(lab, lab.bob, "How deep is the sea?")
    await shown(lab, "How deep is the sea?", questions)
    assert len(lab.world.messages(questions)) == 2


async def test_follow_ups_are_gathered_with_what_they_follow(lab: Lab, questions: Channel) -> None:
    """The gathered question stands alone."""
    first = await asked(lab, lab.bob, QUESTION)
    await lab.world.say(lab.bob, lab.general, "And when did she say that?", reply_to=first)
    await shown(lab, f"{QUESTION} And when did she say that?", questions)


async def test_private_questions_are_not_gathered(lab: Lab, questions: Channel) -> None:
    """Nobody is to see them."""
    await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION, private=True)
    await asked(lab, lab.bob, "How deep is the sea?")
    await shown(lab, "How deep is the sea?", questions)
    assert len(lab.world.messages(questions)) == 1


async def test_questions_of_hidden_channels_are_not_gathered(lab: Lab, questions: Channel) -> None:
    """What was asked among few isn't shown to those who don't see that channel."""
    hidden = lab.guild.text_channel("hidden")
    lab.guild.deny(hidden, VIEW, to=lab.guild.everyone)
    lab.guild.allow(hidden, VIEW)
    await lab.world.slash(lab.alice, hidden, "ask", question=QUESTION)
    await shown(lab, "Add an article", hidden)
    await asked(lab, lab.bob, "How deep is the sea?")
    await shown(lab, "How deep is the sea?", questions)
    assert len(lab.world.messages(questions)) == 1


async def test_questions_to_one_article_are_not_gathered(lab: Lab, questions: Channel) -> None:
    """That one article doesn't say it means little."""
    bridge = await know(lab, BRIDGE, title="The Hallow bridge")
    await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION, article=bridge.id)
    await shown(lab, "“The Hallow bridge” says nothing about that.")
    await asked(lab, lab.bob, "How deep is the sea?")
    await shown(lab, "How deep is the sea?", questions)
    assert len(lab.world.messages(questions)) == 1


async def test_who_asked_is_told_when_an_article_answers(lab: Lab, questions: Channel) -> None:
    """The answer mentions the asker alone, and the question is marked and closed."""
    await asked(lab, lab.bob, QUESTION)
    gathered = await shown(lab, QUESTION, questions)
    await add(lab)
    told = await shown(lab, "Mirelle Dossin", questions)
    assert told.reply_to == gathered.id
    assert told.pings == {"bob"}
    assert "Follow up" in told.buttons
    await lab.world.until(lambda: "Go to the answer" in gathered.buttons)
    assert "Add an article" not in gathered.buttons
    assert str(told.id) in gathered.links[0]
    assert await open_questions(lab) == []


async def test_what_is_asked_after_that_is_asked_of_all_articles(
    lab: Lab, questions: Channel
) -> None:
    """Nobody had asked for the article that happened to answer alone."""
    await know(lab, BRIDGE, title="The Hallow bridge")
    await asked(lab, lab.bob, QUESTION)
    await shown(lab, QUESTION, questions)
    await add(lab)
    told = await shown(lab, "Mirelle Dossin", questions)
    follow_up = "When was the Hallow bridge opened?"
    await lab.world.say(lab.bob, questions, follow_up, reply_to=told)
    await shown(lab, "in 1931", questions)


async def test_an_article_about_something_else_answers_nothing(
    lab: Lab, questions: Channel
) -> None:
    """The question stays open."""
    await asked(lab, lab.bob, QUESTION)
    gathered = await shown(lab, QUESTION, questions)
    await add(lab, "Basil grows best in a warm place and wants water every day in summer.")
    await asked(lab, lab.bob, "How deep is the sea?")
    await shown(lab, "How deep is the sea?", questions)
    assert "Add an article" in gathered.buttons
    assert QUESTION in [one.question for one in await open_questions(lab)]


async def test_only_the_servers_own_questions_are_answered(lab: Lab, questions: Channel) -> None:
    """An article of one server answers no question of another."""
    await asked(lab, lab.bob, QUESTION)
    await shown(lab, QUESTION, questions)
    elsewhere = lab.world.guild("Elsewhere", owner=lab.bob)
    channel = elsewhere.text_channel("general")
    file = ("ferry.txt", FERRY.encode(), "text/plain")
    await lab.world.slash(lab.bob, channel, "article add", file=file)
    await shown(lab, "Summarize", channel)
    await asked(lab, lab.bob, "How deep is the sea?")
    await shown(lab, "How deep is the sea?", questions)
    assert len(await open_questions(lab)) == 2


async def test_a_deleted_question_is_answered_without_a_reply(lab: Lab, questions: Channel) -> None:
    """Who asked is told all the same."""
    await asked(lab, lab.bob, QUESTION)
    await lab.world.delete(await shown(lab, QUESTION, questions))
    await add(lab)
    told = await shown(lab, "Mirelle Dossin", questions)
    assert told.reply_to is None
    assert told.pings == {"bob"}


async def test_without_the_channel_the_asker_is_told_where_they_asked(
    lab: Lab, questions: Channel
) -> None:
    """A questions channel that is gone is no reason to stay silent."""
    await asked(lab, lab.bob, QUESTION)
    await shown(lab, QUESTION, questions)
    lab.world.delete_channel(questions)
    file = ("ferry.txt", FERRY.encode(), "text/plain")
    await lab.world.slash(lab.alice, lab.general, "article add", file=file)
    told = await lab.world.until(
        lambda: next((one for one in lab.world.messages(lab.general) if one.pings), None),
        timeout=PATIENCE,
    )
    assert "Mirelle Dossin" in told.text
    assert told.pings == {"bob"}


async def test_a_closed_questions_channel_harms_nobody(lab: Lab, questions: Channel) -> None:
    """Where the bot may not write there, the question is answered as ever and stays open."""
    lab.guild.deny(questions, discord.Permissions(send_messages=True))
    await asked(lab, lab.bob, QUESTION)
    await add(lab)
    answer = await asked(lab, lab.bob, "How deep is the sea?")
    assert "Looked for" in answer.text
    assert lab.world.messages(questions) == []
    assert QUESTION in [one.question for one in await open_questions(lab)]
