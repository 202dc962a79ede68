"""What Discord does to an answer on its way: lost requests, closed places, reconnects."""

import asyncio
import threading
from collections.abc import AsyncIterator

import discord
import pytest
import pytest_asyncio

from bot.places import guild_corpus
from bot.records.models import GuildSettings
from tests.bot.discord.lab import Host, Lab
from tests.bot.discord.library import BRIDGE, know
from tests.bot.discord.pages import Pages
from tests.bot.discord.scripted import ScriptedGenerator
from tests.bot.discord.watching import PATIENCE, shown
from tests.discordfake import Channel, FakeInteraction, FakeMessage

QUESTION = "Who has steered the ferry since 2009?"
GATEWAY_TROUBLE = 503  # which discord.py doesn't try again by itself
CALLBACK = "POST /interactions/.*/callback"
MESSAGES = "POST /channels/[0-9]+/messages"
WITHIN = 3.0  # seconds in which Discord wants every interaction acknowledged
EDITS = "PATCH /channels/[0-9]+/messages"


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try again at once, and let messages change often."""
    monkeypatch.setattr("bot.posting.delivery._PAUSES", (0.0, 0.0))
    monkeypatch.setattr("bot.posting.pacing.INTERVAL", 0.05)


@pytest.fixture
def model(host: Host) -> ScriptedGenerator:
    """A model that waits in the middle of its reply."""
    host.models.loaded_generator = model = ScriptedGenerator(waits=True)
    return model


@pytest_asyncio.fixture
async def lab(host: Host, model: ScriptedGenerator) -> AsyncIterator[Lab]:
    """The bot online, with an article about a ferry."""
    assert model.begun == 0
    async with host.online() as lab:
        await know(lab)
        yield lab


def own(lab: Lab, channel: Channel) -> list[FakeMessage]:
    """Return the bot's messages in a channel."""
    return [one for one in lab.world.messages(channel) if one.author is lab.world.bot]


async def ended(lab: Lab) -> None:
    """Wait until no question is under way."""
    works = lab.parts.works._works  # noqa: SLF001 - the end of a question is announced to nobody
    await lab.world.until(lambda: not works)


@pytest.mark.parametrize("request_line", ["PUT .*/commands", "GET .*/commands", "GET /users/@me"])
async def test_trouble_at_the_log_in_is_sat_out(host: Host, request_line: str) -> None:
    """Whatever request of the start Discord has trouble with, the bot comes online whole."""
    host.world.fail_next(request_line, GATEWAY_TROUBLE)
    async with host.online() as lab:
        told = await lab.world.slash(lab.bob, lab.general, "help")
        await lab.world.answered(told)
        assert {command["name"] for command in lab.world.commands} >= {"ask", "article"}


async def test_an_acknowledgement_whose_answer_is_lost_counts(
    lab: Lab, model: ScriptedGenerator
) -> None:
    """Discord took it, so the question is answered though discord.py is told otherwise."""
    lab.world.expect_violations = True  # discord.py acknowledges again by itself
    model.open.set()
    lab.world.fail_next(CALLBACK, 500, done=True)
    await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
    await shown(lab, "Follow up")
    lab.world.fail_next(CALLBACK, 500, done=True)
    refused = await lab.world.slash(lab.bob, lab.general, "ask", question="???")
    await lab.world.until(lambda: refused.response is not None and not refused.response.loading)
    assert refused.response is not None
    assert "no question" in refused.response.text


async def test_a_thread_that_is_archived_meanwhile(lab: Lab, model: ScriptedGenerator) -> None:
    """The answer wakes the thread up, and only the answer stands there."""
    thread = lab.world.thread(lab.general, "t")
    await lab.world.say(lab.bob, thread, f"{lab.world.bot.mention} {QUESTION}")
    await shown(lab, "Mirelle Dossin", thread)
    thread.archived = True
    model.open.set()
    answer = await shown(lab, "Follow up", thread)
    await lab.world.until(lambda: own(lab, thread) == [answer])
    assert not thread.archived


async def test_a_thread_that_is_locked_meanwhile(lab: Lab, model: ScriptedGenerator) -> None:
    """The asker has the answer directly."""
    thread = lab.world.thread(lab.general, "t")
    await lab.world.say(lab.bob, thread, f"{lab.world.bot.mention} {QUESTION}")
    await shown(lab, "Mirelle Dossin", thread)
    thread.archived = thread.locked = True
    model.open.set()
    answer = await shown(lab, "Mirelle Dossin", lab.world.dm(lab.bob))
    assert "Delete" not in answer.buttons


@pytest.mark.parametrize("by_message", [True, False])
@pytest.mark.parametrize("trouble", ["message", "channel", "server", "permission"])
async def test_what_goes_in_mid_answer(
    lab: Lab, model: ScriptedGenerator, trouble: str, *, by_message: bool
) -> None:
    """The asker gets the answer, once, wherever that can still be."""
    if by_message:
        await lab.world.say(lab.bob, lab.general, f"{lab.world.bot.mention} {QUESTION}")
    else:
        await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
    step = await shown(lab, "Mirelle Dossin")
    if trouble == "message":
        await lab.world.delete(step)
    elif trouble == "channel":
        lab.world.delete_channel(lab.general)
    elif trouble == "server":
        lab.world.remove_guild(lab.guild)
    else:
        lab.guild.deny(lab.general, discord.Permissions(view_channel=True))
    model.open.set()
    place = lab.general if trouble == "message" else lab.world.dm(lab.bob)
    answer = await shown(lab, "Mirelle Dossin", place)
    await ended(lab)
    standing = [one for one in own(lab, place) if "Dossin" in one.text]
    assert standing == [answer]
    assert "Stop" not in answer.buttons


@pytest.mark.parametrize("done", [True, False])
@pytest.mark.parametrize("status", [500, 503])
@pytest.mark.parametrize("requests", [MESSAGES, EDITS, "DELETE /webhooks/.*"])
async def test_trouble_at_any_request_posts_nothing_twice(
    lab: Lab, model: ScriptedGenerator, requests: str, status: int, *, done: bool
) -> None:
    """One answer stands in the end."""
    lab.world.fail_next(requests, status, done=done)
    model.open.set()
    await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
    answer = await shown(lab, "Follow up")
    await ended(lab)
    assert own(lab, lab.general) == [answer]


async def test_what_is_told_directly_is_told_once(lab: Lab, model: ScriptedGenerator) -> None:
    """A direct message whose answer is lost isn't sent again."""
    await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
    await shown(lab, "Mirelle Dossin")
    lab.world.delete_channel(lab.general)
    direct = lab.world.dm(lab.bob)
    lab.world.fail_next(f"POST /channels/{direct.id}/messages", 500, done=True, times=2)
    model.open.set()
    await shown(lab, "Mirelle Dossin", direct)
    await ended(lab)
    assert len(own(lab, direct)) == 2


async def test_a_new_session_in_mid_answer(
    lab: Lab, model: ScriptedGenerator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer goes on, and the servers are known as before."""
    await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
    await shown(lab, "Mirelle Dossin")
    monkeypatch.setattr(lab.client, "before_identify_hook", _at_once)  # it waits for seconds
    identified = len(lab.world.gateway.identifies)
    lab.world.drop(9)
    await lab.world.until(lambda: len(lab.world.gateway.identifies) > identified, timeout=10)
    await lab.world.until(lab.client.is_ready)
    model.open.set()
    answer = await shown(lab, "Follow up")
    assert own(lab, lab.general) == [answer]
    assert await lab.parts.records.guilds.due("9999") == []
    catalogue = await lab.parts.assembly.catalogue()
    assert len(await catalogue.cards(guild_corpus(lab.guild.id))) == 1


async def _at_once(_shard_id: int | None, *, initial: bool = False) -> None:
    del initial


async def test_a_command_right_at_the_start(host: Host, model: ScriptedGenerator) -> None:
    """Who is quicker than the bot's becoming ready is answered."""
    model.open.set()
    async with host.online() as lab:
        await know(lab)
    identified = len(host.world.gateway.identifies)

    async def hurry() -> FakeInteraction:
        await host.world.until(lambda: len(host.world.gateway.identifies) > identified)
        return await host.world.slash(lab.bob, lab.general, "ask", question=QUESTION)

    hurrying = asyncio.create_task(hurry())
    async with host.online() as lab:
        asked = await hurrying
        answer = await shown(lab, "Follow up")
        assert own(lab, lab.general) == [answer]
        assert (asked.acknowledged or WITHIN) < WITHIN


async def test_a_server_that_has_an_outage_at_the_start(
    host: Host, model: ScriptedGenerator
) -> None:
    """What comes from it before it is described harms nothing, and it keeps its articles."""
    model.open.set()
    async with host.online() as lab:
        await know(lab)
        said = await lab.world.say(lab.bob, lab.general, "Good morning")
    host.world.unavailable(lab.guild)
    async with host.online() as lab:
        event = {**said.raw, "id": str(said.id + 1), "guild_id": str(lab.guild.id)}
        event |= {"content": f"{lab.world.bot.mention} {QUESTION}"}
        lab.world.state.dispatch("MESSAGE_CREATE", event)
        await lab.world.answered(await lab.world.slash(lab.bob, lab.world.dm(lab.bob), "help"))
        assert await lab.parts.records.guilds.due("9999") == []
        lab.world.available(lab.guild)
        await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
        await shown(lab, "Mirelle Dossin")


async def test_a_deleted_questions_channel(lab: Lab, model: ScriptedGenerator) -> None:
    """Questions without an answer are told as ever, and the settings still open."""
    model.open.set()
    questions = lab.guild.text_channel("open")
    settings = GuildSettings(questions_channel=questions.id, ask_channels=frozenset({questions.id}))
    await lab.parts.records.guilds.save(lab.guild.id, settings)
    lab.world.delete_channel(questions)
    await lab.world.slash(lab.bob, lab.general, "ask", question="How tall is Mount Everest?")
    await shown(lab, "Follow up")
    opened = await lab.world.answered(await lab.world.slash(lab.alice, lab.general, "settings"))
    assert opened.response is not None
    assert "Questions channel" in opened.response.text


async def test_everything_is_acknowledged_while_the_catalogue_is_busy(
    lab: Lab, model: ScriptedGenerator, pages: Pages
) -> None:
    """Commands, clicks, choices and windows have their sign in time, and their answer later."""
    model.open.set()
    await know(lab, BRIDGE, url=pages.link("bridge"), title="The bridge")
    await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
    answer = await shown(lab, "Follow up")
    settings = await lab.world.answered(await lab.world.slash(lab.alice, lab.general, "settings"))
    privacy = await lab.world.answered(await lab.world.slash(lab.bob, lab.general, "privacy"))
    assert settings.response is not None
    assert privacy.response is not None
    follow_up = await lab.world.click(lab.bob, answer, "Follow up")
    await lab.world.until(lambda: follow_up.modal)
    said = await lab.world.say(lab.alice, lab.general, f"Read {pages.link('new')}")
    done = threading.Event()
    database = await lab.parts.assembly.stores.database()
    busy = asyncio.create_task(database.read(lambda _: done.wait(20)))
    asked = [
        await lab.world.slash(lab.alice, lab.general, "settings"),
        await lab.world.choose(lab.alice, settings.response, "setting|style", ["brief"]),
        await lab.world.slash(lab.bob, lab.general, "about"),
        await lab.world.slash(lab.bob, lab.general, "privacy"),
        await lab.world.slash(lab.bob, lab.general, "help"),
        await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION, article="ferry"),
        await lab.world.slash(lab.bob, lab.general, "summarize", article="ferry"),
        await lab.world.slash(lab.bob, lab.general, "article refresh", article="bridge"),
        await lab.world.slash(lab.bob, lab.general, "article add", link=pages.link("x")),
        await lab.world.menu(lab.bob, lab.general, "Save article", said),
        await lab.world.menu(lab.bob, lab.general, "Summarize", said),
        await lab.world.menu(lab.bob, lab.general, "Ask about this", said),
        await lab.world.submit(lab.bob, follow_up, {"question": QUESTION}),
        *[
            await lab.world.click(lab.bob, answer, label)
            for label in ("Passages", "Follow up", "👍", "👎", "Delete")
        ],
        await lab.world.click(lab.bob, privacy.response, "forget"),
    ]
    await lab.world.until(lambda: all(one.acknowledged is not None for one in asked))
    assert max(one.acknowledged or 0.0 for one in asked) < WITHIN
    done.set()
    await busy
    shown_at_all = [message for one in asked for message in one.messages]
    await lab.world.until(
        lambda: not [m for m in shown_at_all if m.loading and not m.deleted], timeout=PATIENCE
    )
