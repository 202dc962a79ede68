"""Follow-ups: by reply, by button, and what of the conversation they understand."""

from collections.abc import AsyncIterator

import pytest_asyncio

from index.models import ArticleCard
from tests.bot.discord.lab import Host, Lab, record_shown
from tests.bot.discord.library import BRIDGE, FERRY_LINK, know
from tests.bot.discord.scripted import ScriptedGenerator
from tests.bot.discord.watching import PATIENCE, asked, shown
from tests.discordfake import FakeMessage

QUESTION = "Who has steered the ferry since 2009?"
FOLLOW_UP = "And when did she say that?"
TICKET = "What does a return ticket cost?"
BRIDGE_LINK = "https://news.example/bridge"


@pytest_asyncio.fixture
async def lab(host: Host) -> AsyncIterator[Lab]:
    """The bot online with a model that writes at once, and an article about a ferry."""
    host.models.loaded_generator = ScriptedGenerator()
    async with host.online() as lab:
        await know(lab)
        yield lab


async def reply(
    lab: Lab, to: FakeMessage, text: str = FOLLOW_UP, *, ping: bool = True
) -> FakeMessage:
    """Let alice reply to a message, and return what the bot replies to that."""
    said = await lab.world.say(lab.alice, lab.general, text, reply_to=to, ping=ping)
    answered = await lab.world.until(
        lambda: next(
            (one for one in lab.world.messages(lab.general) if one.reply_to == said.id), None
        )
    )
    await lab.world.until(lambda: "Follow up" in answered.buttons, timeout=PATIENCE)
    return answered


async def test_a_reply_to_an_answer_follows_it_up(lab: Lab) -> None:
    """What the question leaves unsaid comes from the conversation, with a ping or without."""
    first = await asked(lab, lab.bob, QUESTION)
    for ping in (True, False):
        follow_up = await reply(lab, first, ping=ping)
        assert "May" in follow_up.text
        assert "Mirelle Dossin" in follow_up.text


async def test_the_whole_conversation_counts(lab: Lab) -> None:
    """A follow-up of a follow-up still knows what the talk is about."""
    first = await asked(lab, lab.bob, QUESTION)
    second = await reply(lab, first, "And what did she say?")
    third = await reply(lab, second, "When?")
    record = await record_shown(lab, third)
    assert record is not None
    conversation = await lab.parts.records.answers.conversation(record.id)
    assert [one.question for one in conversation] == [QUESTION, "And what did she say?", "When?"]
    assert "May" in third.text


async def test_a_reply_to_an_abstention_follows_it_up(lab: Lab) -> None:
    """What was looked for then includes what the conversation is about, however long it gets."""
    first = await asked(lab, lab.bob, "Who paints Mount Everest green?")
    second = await reply(lab, first, "And why did he do that?")
    assert "Who paints Mount Everest green? And why did he do that?" in second.text
    third = await reply(lab, second, "When?")
    assert "Who paints Mount Everest green? When?" in third.text


async def test_the_button_asks_in_a_window(lab: Lab) -> None:
    """Its answer is a message of its own, which names who asked."""
    first = await asked(lab, lab.bob, QUESTION)
    opened = await lab.world.click(lab.alice, first, "Follow up")
    await lab.world.until(lambda: opened.modal is not None)
    submitted = await lab.world.submit(lab.alice, opened, {"question": FOLLOW_UP})
    follow_up = await shown(lab, f"<@{lab.alice.id}> asked: {FOLLOW_UP}")
    await lab.world.until(lambda: "Follow up" in follow_up.buttons)
    assert "Mirelle Dossin" in follow_up.text
    await lab.world.until(lambda: submitted.response is not None and submitted.response.deleted)


async def test_a_follow_up_of_a_private_answer_is_private(lab: Lab) -> None:
    """Nobody else sees that it was asked."""
    private = await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION, private=True)
    await lab.world.until(
        lambda: private.response is not None and "Follow up" in private.response.buttons
    )
    assert private.response is not None
    opened = await lab.world.click(lab.bob, private.response, "Follow up")
    await lab.world.until(lambda: opened.modal is not None)
    submitted = await lab.world.submit(lab.bob, opened, {"question": FOLLOW_UP})
    await lab.world.until(
        lambda: submitted.response is not None and "Follow up" in submitted.response.buttons
    )
    assert submitted.response is not None
    assert submitted.response.ephemeral
    assert lab.world.messages(lab.general) == []


async def test_others_learn_nothing_from_a_private_conversation(host: Host) -> None:
    """Who replies to the message that stands for a private answer asks without its history."""
    host.models.loaded_generator = model = ScriptedGenerator(waits=True)
    async with host.online() as lab:
        await know(lab)
        private = await lab.world.slash(
            lab.bob, lab.general, "ask", question=QUESTION, private=True
        )
        await lab.world.until(lambda: model.begun)
        private.expire()
        model.open.set()
        stands = await shown(lab, "Show")
        follow_up = await reply(lab, stands)
        assert QUESTION not in follow_up.text
        record = await record_shown(lab, follow_up)
        assert record is not None
        assert record.parent is None


async def test_a_reply_to_an_answer_that_is_not_kept_is_a_question(lab: Lab) -> None:
    """It is answered by itself."""
    first = await asked(lab, lab.bob, QUESTION)
    record = await record_shown(lab, first)
    assert record is not None
    await lab.parts.records.answers.delete(record.corpus, record.id)
    follow_up = await reply(lab, first, "What does a return ticket cost?")
    assert "eleven crowns" in follow_up.text


async def test_a_reply_to_other_messages_of_the_bot_is_left_alone(lab: Lab) -> None:
    """Thanks for something else is no question."""
    await lab.world.say(lab.bob, lab.general, lab.world.bot.mention)
    told = await shown(lab, "Ask, and Footnote answers")
    await lab.world.say(lab.alice, lab.general, "Thank you, that helps a lot!", reply_to=told)
    before = len(lab.world.messages(lab.general))
    await asked(lab, lab.bob, QUESTION)
    assert len(lab.world.messages(lab.general)) == before + 1


async def test_replies_without_words_are_left_alone(lab: Lab) -> None:
    """A thumb under an answer isn't answered."""
    first = await asked(lab, lab.bob, QUESTION)
    await lab.world.say(lab.alice, lab.general, "👍", reply_to=first)
    before = len(lab.world.messages(lab.general))
    await asked(lab, lab.bob, "What does a return ticket cost?")
    assert len(lab.world.messages(lab.general)) == before + 1


async def asked_of(lab: Lab, card: ArticleCard, question: str) -> FakeMessage:
    """Let bob ask an article alone, and return the answer."""
    await lab.world.slash(lab.bob, lab.general, "ask", question=question, article=card.id)
    answer = await shown(lab, f"<@{lab.bob.id}> asked: {question}")
    await lab.world.until(lambda: "Follow up" in answer.buttons, timeout=PATIENCE)
    return answer


async def windowed(lab: Lab, to: FakeMessage, question: str) -> FakeMessage:
    """Let alice follow a message up by its button, and return the answer."""
    opened = await lab.world.click(lab.alice, to, "Follow up")
    await lab.world.until(lambda: opened.modal is not None)
    await lab.world.submit(lab.alice, opened, {"question": question})
    answer = await shown(lab, f"<@{lab.alice.id}> asked: ")
    await lab.world.until(lambda: "Follow up" in answer.buttons, timeout=PATIENCE)
    return answer


async def test_follow_ups_stay_with_the_article_that_was_asked(lab: Lab) -> None:
    """By reply and by button, also those of an abstention, and those of follow-ups."""
    bridge = await know(lab, BRIDGE, title="The Hallow bridge", url=BRIDGE_LINK)
    first = await asked_of(lab, bridge, "Who opened the Hallow bridge?")
    assert "Tobias Renn" in first.text
    second = await windowed(lab, first, TICKET)
    assert "“The Hallow bridge” says nothing about that" in second.text
    third = await reply(lab, second, TICKET)
    assert "“The Hallow bridge” says nothing about that" in third.text


async def test_an_article_that_is_linked_goes_before(lab: Lab) -> None:
    """A follow-up that names another article is answered from that one."""
    bridge = await know(lab, BRIDGE, title="The Hallow bridge", url=BRIDGE_LINK)
    for follow_up in (reply, windowed):
        first = await asked_of(lab, bridge, "Who opened the Hallow bridge?")
        second = await follow_up(lab, first, f"{TICKET} {FERRY_LINK}")
        assert "eleven crowns" in second.text
        record = await record_shown(lab, second)
        assert record is not None
        assert record.question == TICKET
        assert record.article_id != bridge.id


async def test_an_article_that_is_gone_no_longer_counts(lab: Lab) -> None:
    """What follows an answer from it up is answered from all articles."""
    bridge = await know(lab, BRIDGE, title="The Hallow bridge", url=BRIDGE_LINK)
    first = await asked_of(lab, bridge, "Who opened the Hallow bridge?")
    await (await lab.parts.assembly.index()).ingestion.remove(bridge.corpus, bridge.id)
    for follow_up in (reply, windowed):
        assert "eleven crowns" in (await follow_up(lab, first, TICKET)).text


async def test_follow_ups_of_a_summary_stay_with_its_article(lab: Lab) -> None:
    """Who asks more about a summary means the article."""
    bridge = await know(lab, BRIDGE, title="The Hallow bridge", url=BRIDGE_LINK)
    await lab.world.slash(lab.bob, lab.general, "summarize", article=bridge.id)
    summary = await shown(lab, "Follow up")
    follow_up = await reply(lab, summary, TICKET)
    assert "“The Hallow bridge” says nothing about that" in follow_up.text
