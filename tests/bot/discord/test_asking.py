"""`/ask`: what the asker sees, from the click to the answer, and when there is none."""

from collections.abc import AsyncIterator

import discord
import pytest
import pytest_asyncio

from bot.records.models import GuildSettings
from tests.bot.discord.lab import Host, Lab
from tests.bot.discord.library import BRIDGE, FERRY, FERRY_LINK, know
from tests.bot.discord.scripted import ScriptedGenerator
from tests.bot.discord.watching import PATIENCE, latest, shown
from tests.discordfake import Impossible

QUESTION = "Who has steered the ferry since 2009?"
SENDING = discord.Permissions(send_messages=True)


@pytest_asyncio.fixture
async def lab(host: Host) -> AsyncIterator[Lab]:
    """The bot online with a model that writes at once, so that answers are their quotes."""
    host.models.loaded_generator = ScriptedGenerator()
    async with host.online() as lab:
        yield lab


async def test_an_answer_is_a_message_that_everybody_sees(lab: Lab) -> None:
    """It names the asker and the question, quotes with links that open at the quote."""
    await know(lab)
    interaction = await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
    answer = await shown(lab, "Follow up")
    assert f"<@{lab.bob.id}> asked: {QUESTION}" in answer.text
    assert "Mirelle Dossin" in answer.text
    assert "The ferry to Orsay · Tarn Courier · May 4, 2025" in answer.text
    assert answer.links
    assert all(link.startswith(f"{FERRY_LINK}#:~:text=") for link in answer.links)
    assert answer.buttons[-5:] == ["Passages", "Follow up", "👍", "👎", "Delete"]
    assert answer.pings == set()
    assert interaction.acknowledged is not None
    await lab.world.until(lambda: interaction.response is not None and interaction.response.deleted)


async def test_an_answer_comes_in_steps(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    """The quotes are shown as soon as they are found, then words of the model, then the answer."""
    monkeypatch.setattr("bot.posting.pacing.INTERVAL", 0.05)
    model = ScriptedGenerator("Words that nobody checked yet.", waits=True)
    host.models.loaded_generator = model
    async with host.online() as lab:
        await know(lab)
        await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
        step = await shown(lab, "Mirelle Dossin")
        assert "Stop" in step.buttons
        assert "Follow up" not in step.buttons
        await lab.world.until(lambda: "Words …" in step.text)
        model.open.set()
        answer = await shown(lab, "Follow up")
        assert answer is step
        assert "nobody checked" not in answer.text


async def test_a_place_in_the_queue_is_shown(host: Host) -> None:
    """Who comes later sees how many are ahead, and is answered after them."""
    host.models.loaded_generator = model = ScriptedGenerator(waits=True)
    async with host.online(parallel=4) as lab:
        await know(lab)
        for _ in range(3):
            await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
        waiting = await shown(lab, "Waiting. This question is next.")
        model.open.set()
        await lab.world.until(lambda: "Follow up" in waiting.buttons)


async def test_edits_are_rare(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    """However much the model writes, nothing is edited before it is time again, but for the end."""
    monkeypatch.setattr("bot.posting.pacing.INTERVAL", 60.0)
    host.models.loaded_generator = ScriptedGenerator("word " * 600)
    async with host.online() as lab:
        await know(lab)
        await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
        answer = await shown(lab, "Follow up")
        assert answer.edits == 2


async def test_stopping_ends_the_model(host: Host) -> None:
    """The asker's Stop closes the model's reply at once and says so; nobody else may."""
    host.models.loaded_generator = model = ScriptedGenerator(waits=True)
    async with host.online() as lab:
        await know(lab)
        carol = lab.world.user("carol")
        lab.guild.join(carol)
        await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
        step = await shown(lab, "Mirelle Dossin")
        refused = await lab.world.click(carol, step, "Stop")
        await lab.world.until(lambda: refused.followups)
        assert "Only who asked, or a moderator" in refused.followups[0].text
        assert model.ended == 0
        await lab.world.click(lab.bob, step, "Stop")
        await lab.world.until(lambda: "Stopped before there was an answer." in step.text)
        assert model.ended == 1
        assert step.buttons == []


async def test_stopping_twice_says_the_same(host: Host) -> None:
    """A click that comes just after the end changes nothing."""
    host.models.loaded_generator = ScriptedGenerator(waits=True)
    async with host.online() as lab:
        await know(lab)
        await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
        step = await shown(lab, "Mirelle Dossin")
        before = step.raw["components"]
        await lab.world.click(lab.bob, step, "Stop")
        await lab.world.until(lambda: "Stopped" in step.text)
        after, step.raw["components"] = step.raw["components"], before
        again = await lab.world.click(lab.bob, step, "Stop")
        step.raw["components"] = after
        await lab.world.until(lambda: again.acknowledged is not None)
        await lab.world.answered(await lab.world.slash(lab.bob, lab.general, "about"))
        assert "Stopped" in step.text
        assert again.followups == []


async def test_a_moderator_may_stop(host: Host) -> None:
    """Who manages messages stops other people's questions."""
    host.models.loaded_generator = ScriptedGenerator(waits=True)
    async with host.online() as lab:
        await know(lab)
        await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
        step = await shown(lab, "Mirelle Dossin")
        await lab.world.click(lab.alice, step, "Stop")
        await lab.world.until(lambda: "Stopped" in step.text)


async def test_stopping_in_the_queue_leaves_it(host: Host) -> None:
    """A question that waits is taken out, and the model never hears of it."""
    host.models.loaded_generator = model = ScriptedGenerator(waits=True)
    async with host.online(parallel=4) as lab:
        await know(lab)
        for _ in range(3):
            await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
        waiting = await shown(lab, "Waiting")
        await lab.world.click(lab.bob, waiting, "Stop")
        await lab.world.until(lambda: "Stopped" in waiting.text)
        assert lab.parts.queue.waiting == 0
        model.open.set()
        await lab.world.until(lambda: lab.parts.queue.running == 0, timeout=PATIENCE)
        assert model.begun == 2


async def test_a_private_answer_is_for_the_asker_alone(lab: Lab) -> None:
    """Nobody else sees anything of it."""
    await know(lab)
    interaction = await lab.world.slash(
        lab.bob, lab.general, "ask", question=QUESTION, private=True
    )
    await lab.world.until(
        lambda: interaction.response is not None and "Follow up" in interaction.response.buttons
    )
    assert latest(lab) is None


async def test_an_article_can_be_named(lab: Lab) -> None:
    """The option offers titles, and answers come from that article alone."""
    await know(lab)
    bridge = await know(lab, BRIDGE, title="The Hallow bridge", url=None)
    offered = await lab.world.autocomplete(
        lab.bob, lab.general, "ask", focused="article", typed="hall", question=QUESTION
    )
    await lab.world.until(lambda: offered.choices is not None)
    assert [choice["name"] for choice in offered.choices or ()] == ["The Hallow bridge"]
    await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION, article=bridge.id)
    answer = await shown(lab, "Follow up")
    assert "“The Hallow bridge” says nothing about that." in answer.text


async def test_an_article_is_checked_again(lab: Lab) -> None:
    """Words that name no article here are refused, and so is another server's article."""
    elsewhere = lab.world.guild("Elsewhere", owner=lab.bob)
    foreign = await know(lab, guild=elsewhere)
    for article in ("no such thing", foreign.id):
        interaction = await lab.world.slash(
            lab.bob, lab.general, "ask", question=QUESTION, article=article
        )
        await lab.world.answered(interaction)
        assert interaction.response is not None
        assert interaction.response.ephemeral
        assert "There is no article" in interaction.response.text


async def test_an_abstention_says_what_was_looked_for(lab: Lab) -> None:
    """It shows the nearest passages, and adding an article is one click away."""
    await know(lab)
    await lab.world.slash(lab.bob, lab.general, "ask", question="How tall is Mount Everest?")
    answer = await shown(lab, "Add an article")
    assert "Looked for: How tall is Mount Everest?" in answer.text
    assert "These passages came nearest" in answer.text
    window = await lab.world.click(lab.bob, answer, "Add an article")
    await lab.world.until(lambda: window.modal is not None)


async def test_a_mistaken_premise_is_met_with_the_sentence(lab: Lab) -> None:
    """What contradicts the question is quoted instead of an answer."""
    await know(lab, "The bridge at Hallow opened on time. Last winter its bridge tolls rose.")
    question = "Why did bridge tolls fall last winter?"
    await lab.world.slash(lab.bob, lab.general, "ask", question=question)
    answer = await shown(lab, "That seems to assume something")
    assert "It says:" in answer.text.replace("\\", "")
    assert "Last winter its bridge tolls rose." in answer.text
    assert "nearest" not in answer.text


async def test_an_empty_corpus_says_so(lab: Lab) -> None:
    """Where nothing was added there is nothing to answer from."""
    await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
    answer = await shown(lab, "Add an article")
    assert "There are no articles here yet" in answer.text


async def test_another_servers_articles_are_invisible(lab: Lab) -> None:
    """What is known in one server answers nothing in another."""
    await know(lab, guild=lab.world.guild("Elsewhere", owner=lab.bob))
    await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
    answer = await shown(lab, "Add an article")
    assert "Dossin" not in answer.text


async def test_direct_messages_have_articles_of_their_own(lab: Lab) -> None:
    """What is known in a server isn't known in direct messages, and the other way round."""
    await know(lab)
    direct = lab.world.dm(lab.bob)
    await lab.world.slash(lab.bob, direct, "ask", question=QUESTION)
    assert "no articles here yet" in (await shown(lab, "Add an article", direct)).text
    await know(lab, user=lab.bob)
    await lab.world.slash(lab.bob, direct, "ask", question=QUESTION)
    assert (await shown(lab, "Mirelle Dossin", direct)).buttons


async def test_a_failing_model_ends_in_a_sentence(host: Host) -> None:
    """The message that showed the steps says what went wrong."""
    host.models.loaded_generator = model = ScriptedGenerator()
    model.broken = True
    async with host.online() as lab:
        await know(lab)
        await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
        failed = await shown(lab, "The language model failed.")
        assert failed.buttons == []


async def test_who_may_ask_can_be_limited(lab: Lab) -> None:
    """Without one of the roles a question is refused privately; moderators may always ask."""
    await know(lab)
    role = lab.guild.role("readers")
    settings = GuildSettings(asking_roles=frozenset({role.id}))
    await lab.parts.records.guilds.save(lab.guild.id, settings)
    refused = await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
    await lab.world.answered(refused)
    assert refused.response is not None
    assert "@readers" in refused.response.text
    assert refused.response.ephemeral
    assert latest(lab) is None
    await lab.world.slash(lab.alice, lab.general, "ask", question=QUESTION)
    await shown(lab, f"<@{lab.alice.id}> asked")
    lab.guild.join(lab.bob, roles=[role])
    await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
    await shown(lab, f"<@{lab.bob.id}> asked")


async def test_asking_too_often_is_refused_privately(host: Host) -> None:
    """The second question within a minute is refused with the seconds to wait."""
    async with host.online(questions_per_minute=1) as lab:
        await know(lab)
        await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
        await shown(lab, "Follow up")
        refused = await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
        await lab.world.answered(refused)
        assert refused.response is not None
        assert "That was quick." in refused.response.text
        assert len(lab.world.messages(lab.general)) == 1


async def test_a_full_queue_refuses_privately(host: Host) -> None:
    """Who finds no place in the queue is told, and nothing is posted."""
    host.models.loaded_generator = model = ScriptedGenerator(waits=True)
    async with host.online(parallel=1, queue_length=1) as lab:
        await know(lab)
        for _ in range(2):
            await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
        await shown(lab, "Waiting")
        refused = await lab.world.slash(lab.alice, lab.general, "ask", question=QUESTION)
        await lab.world.answered(refused)
        assert refused.response is not None
        assert "Too many questions are waiting" in refused.response.text
        model.open.set()
        await lab.world.until(lambda: lab.parts.queue.running == 0, timeout=PATIENCE)


@pytest.mark.parametrize("question", ["???", " . "])
async def test_a_question_needs_words(lab: Lab, question: str) -> None:
    """Signs alone are refused."""
    refused = await lab.world.slash(lab.bob, lab.general, "ask", question=question)
    await lab.world.answered(refused)
    assert refused.response is not None
    assert "no question" in refused.response.text


async def test_a_question_has_a_limit(lab: Lab) -> None:
    """Discord's own client doesn't let anybody send a longer one."""
    with pytest.raises(Impossible):
        await lab.world.slash(lab.bob, lab.general, "ask", question="x" * 1_001)


async def test_where_the_bot_may_not_write_the_asker_alone_is_answered(lab: Lab) -> None:
    """The answer comes in the response, and after it what permission is missing."""
    await know(lab)
    lab.guild.deny(lab.general, SENDING)
    interaction = await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
    await lab.world.until(lambda: interaction.followups)
    assert interaction.response is not None
    assert "Mirelle Dossin" in interaction.response.text
    assert "Send Messages" in interaction.followups[0].text
    assert latest(lab) is None


async def test_replies_are_in_the_servers_language(lab: Lab) -> None:
    """What everybody sees is in the server's language, what one sees in that person's."""
    berlin = lab.world.guild("Berlin", owner=lab.alice, locale="de")
    channel = berlin.text_channel("fragen")
    berlin.join(lab.bob)
    await lab.world.slash(lab.bob, channel, "ask", question=QUESTION)
    await shown(lab, "Artikel hinzufügen", channel)
    carla = lab.world.user("carla", locale="es-ES")
    berlin.join(carla)
    interaction = await lab.world.slash(carla, channel, "ask", question=QUESTION, private=True)
    await lab.world.until(
        lambda: (
            interaction.response is not None
            and "Añadir un artículo" in interaction.response.buttons
        )
    )


async def test_people_cannot_format_their_way_out(lab: Lab) -> None:
    """A question's Markdown and mentions are shown as they were typed and notify nobody."""
    await know(lab)
    question = "@everyone **who** `steered` the ferry since 2009? [x](https://evil.example) ||s||"
    await lab.world.slash(lab.alice, lab.general, "ask", question=question)
    answer = await shown(lab, "Passages")
    assert answer.pings == set()
    assert "https://evil.example" not in answer.links


async def test_an_answer_that_outlives_its_token_is_opened_by_its_asker(host: Host) -> None:
    """A private answer that comes too late waits behind a button, for nobody else."""
    host.models.loaded_generator = model = ScriptedGenerator(waits=True)
    async with host.online() as lab:
        await know(lab)
        interaction = await lab.world.slash(
            lab.bob, lab.general, "ask", question=QUESTION, private=True
        )
        await lab.world.until(lambda: model.begun)
        interaction.expire()
        model.open.set()
        waiting = await shown(lab, "Show")
        assert "Dossin" not in waiting.text
        assert "ferry" not in waiting.text
        refused = await lab.world.click(lab.alice, waiting, "Show")
        await lab.world.answered(refused)
        assert refused.response is not None
        assert "somebody else’s private answer" in refused.response.text
        opened = await lab.world.click(lab.bob, waiting, "Show")
        await lab.world.answered(opened)
        assert opened.response is not None
        assert opened.response.ephemeral
        assert "Mirelle Dossin" in opened.response.text
        assert FERRY.splitlines()[2][:40] in opened.response.text


async def test_a_restart_ends_answers_in_a_sentence(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What can't be finished in time says that the bot restarts."""
    monkeypatch.setattr("bot.online.client._FAREWELL_SECONDS", 2.1)
    host.models.loaded_generator = model = ScriptedGenerator(waits=True)
    async with host.online() as lab:
        await know(lab)
        await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
        await shown(lab, "Mirelle Dossin")
        await lab.client.close()
        step = latest(lab)
        assert step is not None
        assert "Footnote is restarting" in step.text
        assert model.ended == 1


async def test_stop_works_after_a_crash(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    """A message that a crash left unfinished is put right by its Stop button."""
    monkeypatch.setattr("bot.online.client._FAREWELL_SECONDS", 2.1)
    host.models.loaded_generator = ScriptedGenerator(waits=True)
    async with host.online() as lab:
        await know(lab)
        await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
        step = await shown(lab, "Mirelle Dossin")
        before = step.raw["components"]
    step.raw["components"] = before
    async with host.online() as lab:
        await lab.world.click(lab.bob, step, "Stop")
        await lab.world.until(lambda: "interrupted" in step.text)
