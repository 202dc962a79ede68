import time

import pytest

from bot.places import guild_corpus
from bot.records.models import AnswerRecord, GuildSettings
from tests.bot.discord.lab import Host, Lab, Models, record_shown
from tests.bot.discord.library import know
from tests.bot.discord.pages import Pages
from tests.bot.discord.quick import embedder, generator, hasty
from tests.bot.discord.reading import WALL, answer, html, message
from tests.bot.discord.scripted import ScriptedGenerator
from tests.discordfake import FakeMessage

__all__ = ["embedder", "generator", "hasty"]

LONG = "\n\n".join(
    f"In the year {year} the people of Norwick built a wall of {year - 1900} stones by the harbour."
    for year in range(1910, 1950)
)
STOPPED = "Stopped before there was a summary."


@pytest.fixture
def scripted(host: Host) -> ScriptedGenerator:
    """The generation model of the bot's next run, which waits after its first word."""
    scripted = ScriptedGenerator(waits=True)
    scripted.parameters = 8_000_000_000  # so that it words the points
    host.models = Models(host.models.loaded_embedder, scripted)
    return scripted


async def record(lab: Lab, shown: FakeMessage) -> AnswerRecord:
    """Return what is kept of a summary."""
    found = await record_shown(lab, shown)
    assert found is not None
    return found


async def test_a_summary_has_cited_points(lab: Lab) -> None:
    """It is a message of the channel with the buttons of an answer, and it is kept like one."""
    card = await know(lab, LONG, title="The walls")
    asked = await lab.world.slash(lab.bob, lab.general, "summarize", article=card.id)
    shown = await message(lab, lab.general, "Follow up")
    assert "The walls" in shown.text
    assert shown.text.count("In the year") == 6
    assert {"Passages", "👍", "Delete"} <= set(shown.buttons)
    assert lab.world.messages(lab.general, lab.bob) == [shown]
    assert asked.acknowledged is not None
    assert asked.acknowledged < 1
    kept = await record(lab, shown)
    assert (kept.kind, kept.question, kept.asker_id) == ("summary", "The walls", lab.bob.id)
    assert len(kept.claims) == len(kept.citations) == 6
    assert all(citation.quote in LONG for citation in kept.citations)


@pytest.mark.parametrize(("length", "points"), [("brief", 3), ("detailed", 12)])
async def test_the_length_says_how_many_points(lab: Lab, length: str, points: int) -> None:
    """A brief summary has fewer points than a detailed one."""
    await know(lab, LONG, title="The walls")
    await lab.world.slash(lab.bob, lab.general, "summarize", article="walls", length=length)
    shown = await message(lab, lab.general, "Follow up")
    assert shown.text.count("\n- In the year") == points


async def test_a_focus_narrows_the_points(lab: Lab) -> None:
    """Only what the article says about it is told, and the heading names it."""
    await know(lab)
    options = {"article": "ferry", "focus": "dogs travel free"}
    await lab.world.slash(lab.bob, lab.general, "summarize", **options)
    shown = await message(lab, lab.general, "Follow up")
    assert "The ferry to Orsay: dogs travel free" in shown.text
    assert "A return ticket costs eleven crowns" in shown.text
    assert "steered" not in shown.text


async def test_a_focus_that_is_not_there_is_said_so(lab: Lab) -> None:
    """The message says it, and there is nothing to cite."""
    await know(lab)
    options = {"article": "ferry", "focus": "volcanoes"}
    await lab.world.slash(lab.bob, lab.general, "summarize", **options)
    shown = await message(lab, lab.general, "says nothing about “volcanoes”")
    assert shown.buttons == []


async def test_progress_is_shown_and_can_be_stopped(
    host: Host, scripted: ScriptedGenerator
) -> None:
    """The asker sees how many points are done; others can't stop it, the asker can."""
    async with host.online() as lab:
        await know(lab, LONG, title="The walls")
        carol = lab.world.user("carol")
        lab.guild.join(carol)
        await lab.world.slash(lab.bob, lab.general, "summarize", article="walls")
        shown = await message(lab, lab.general, "0 of 6 points are done")
        refused = await lab.world.click(carol, shown, "Stop")
        [told] = await lab.world.until(lambda: refused.followups)
        assert "Only who asked" in told.text
        await lab.world.click(lab.bob, shown, "Stop")
        await message(lab, lab.general, STOPPED)
        assert shown.buttons == []
        assert lab.parts.queue.running == 0
        assert scripted.ended == scripted.begun == 3  # points are worded at once


async def test_a_summary_that_was_stopped_cannot_be_stopped_again(
    host: Host, scripted: ScriptedGenerator
) -> None:
    """A late click, or one from another server, finds nothing to stop."""
    async with host.online() as lab:
        await know(lab, LONG, title="The walls")
        await lab.world.slash(lab.bob, lab.general, "summarize", article="walls")
        shown = await message(lab, lab.general, "Stop")
        stop = next(one["custom_id"] for one in shown.components if one.get("label") == "Stop")
        other = lab.world.guild("Other", owner=lab.alice)
        there = other.text_channel("general")
        await know(lab, guild=other)
        await lab.world.slash(lab.alice, there, "summarize", article="ferry")
        theirs = await message(lab, there, "Stop")
        own = next(one for one in theirs.components if one.get("label") == "Stop")
        kept, own["custom_id"] = own["custom_id"], stop
        forged = await lab.world.click(lab.alice, theirs, "Stop")
        await lab.world.until(lambda: forged.acknowledged is not None)
        own["custom_id"] = kept
        scripted.open.set()
        await message(lab, lab.general, "Follow up")
        await message(lab, there, "Follow up")


async def test_a_summary_waits_for_its_turn(host: Host, scripted: ScriptedGenerator) -> None:
    """With the models busy, the place in the queue is shown."""
    async with host.online(parallel=4) as lab:
        await know(lab, LONG, title="The walls")
        for _ in range(3):
            await lab.world.slash(lab.bob, lab.general, "summarize", article="walls")
        await message(lab, lab.general, "This summary is next")
        scripted.open.set()
        await lab.world.until(
            lambda: [one for one in lab.world.messages(lab.general) if "Follow up" in one.buttons][
                2:
            ],
            timeout=15,
        )


@pytest.mark.usefixtures("scripted")
async def test_a_stop_of_the_bot_is_said(host: Host) -> None:
    """What can't be finished in time says so, in time."""
    async with host.online() as lab:
        await know(lab, LONG, title="The walls")
        await lab.world.slash(lab.bob, lab.general, "summarize", article="walls")
        shown = await message(lab, lab.general, "Stop")
        stopping = time.monotonic()
    assert time.monotonic() - stopping < 10
    assert "restarting" in shown.text
    assert shown.buttons == []


async def test_a_model_that_fails_is_told(host: Host, scripted: ScriptedGenerator) -> None:
    """The message ends with a sentence instead of a summary."""
    scripted.broken = True
    scripted.open.set()
    async with host.online() as lab:
        await know(lab, LONG, title="The walls")
        await lab.world.slash(lab.bob, lab.general, "summarize", article="walls")
        shown = await message(lab, lab.general, "The language model failed.")
        assert "Stop" not in shown.buttons


async def test_the_card_of_an_article_summarises_it(lab: Lab) -> None:
    """Its button does what the command does."""
    await know(lab)
    listed = await lab.world.slash(lab.bob, lab.general, "article show", article="ferry")
    await lab.world.click(lab.bob, await answer(lab, listed), "Summarize")
    assert "Mirelle Dossin" in (await message(lab, lab.general, "Follow up")).text


async def test_a_known_link_in_a_message_is_summarised(lab: Lab, pages: Pages) -> None:
    """Of several links the one that is known is taken, and nothing is fetched."""
    await know(lab)
    said = await lab.world.say(
        lab.alice, lab.general, f"{pages.link('wall')} and https://news.example/ferry"
    )
    await lab.world.menu(lab.bob, lab.general, "Summarize", said)
    assert "Mirelle Dossin" in (await message(lab, lab.general, "Follow up")).text
    assert pages.asked == []


async def test_a_new_link_in_a_message_is_added_first(lab: Lab, pages: Pages) -> None:
    """Its card comes, and then the summary."""
    link = pages.put("wall", html("The wall"))
    said = await lab.world.say(lab.alice, lab.general, f"Read {link}")
    await lab.world.menu(lab.bob, lab.general, "Summarize", said)
    shown = await message(lab, lab.general, "Follow up")
    assert "Ada Lindqvist" in shown.text
    [_, card, summary] = lab.world.messages(lab.general)
    assert "Added" in card.text
    assert summary is shown


async def test_a_new_link_counts_once(host: Host, pages: Pages) -> None:
    """To add an article for its summary is one wish, not two."""
    async with host.online(questions_per_minute=1) as lab:
        said = await lab.world.say(lab.alice, lab.general, pages.put("wall", html("The wall")))
        await lab.world.menu(lab.bob, lab.general, "Summarize", said)
        await message(lab, lab.general, "Follow up")
        again = await lab.world.menu(lab.bob, lab.general, "Summarize", said)
        assert "That was quick" in (await answer(lab, again)).text


async def test_a_new_link_that_cannot_be_had_has_no_summary(lab: Lab, pages: Pages) -> None:
    """The message that shows the adding says why."""
    said = await lab.world.say(lab.alice, lab.general, pages.link("nothing"))
    await lab.world.menu(lab.bob, lab.general, "Summarize", said)
    told = await message(lab, lab.general, "There is no page at")
    assert lab.world.messages(lab.general) == [said, told]


async def test_who_may_not_add_has_known_links_only(lab: Lab, pages: Pages) -> None:
    """A new link would have to be added, and the sentence says who may."""
    settings = GuildSettings(adding_roles=frozenset({lab.guild.role("readers").id}))
    await lab.parts.records.guilds.save(lab.guild.id, settings)
    said = await lab.world.say(lab.alice, lab.general, pages.link("wall"))
    asked = await lab.world.menu(lab.bob, lab.general, "Summarize", said)
    assert "@readers" in (await answer(lab, asked)).text
    assert pages.asked == []


async def test_who_may_not_ask_may_not_summarise(lab: Lab) -> None:
    """Summaries need the models as answers do; moderators always may."""
    settings = GuildSettings(asking_roles=frozenset({lab.guild.role("readers").id}))
    await lab.parts.records.guilds.save(lab.guild.id, settings)
    await know(lab)
    asked = await lab.world.slash(lab.bob, lab.general, "summarize", article="ferry")
    assert "@readers" in (await answer(lab, asked)).text
    await lab.world.slash(lab.alice, lab.general, "summarize", article="ferry")
    await message(lab, lab.general, "Follow up")


async def test_the_text_of_a_message_is_summarised_and_not_kept(lab: Lab) -> None:
    """Its points open the message, and the server has no more articles than before."""
    said = await lab.world.say(lab.alice, lab.general, "\n\n".join(WALL))
    await lab.world.menu(lab.bob, lab.general, "Summarize", said)
    shown = await message(lab, lab.general, "Follow up")
    assert "Message from Alice" in shown.text
    assert set(shown.links) == {
        f"https://discord.com/channels/{lab.guild.id}/{lab.general.id}/{said.id}"
    }
    catalogue = await lab.parts.assembly.catalogue()
    assert await catalogue.cards(guild_corpus(lab.guild.id)) == []
    assert await catalogue.passage_count(guild_corpus(lab.guild.id)) == 0
    assert shown.buttons == ["Open", "Open", "Open", "Follow up", "👍", "👎", "Delete"]
    kept = await record(lab, shown)
    assert len(kept.claims) == 3


async def test_a_short_message_has_nothing_to_summarise(lab: Lab) -> None:
    """The sentence says what was looked for."""
    said = await lab.world.say(lab.alice, lab.general, "Good morning!")
    asked = await lab.world.menu(lab.bob, lab.general, "Summarize", said)
    assert "nothing to summarize" in (await answer(lab, asked)).text


async def test_articles_are_offered_while_typing(lab: Lab) -> None:
    """The option proposes titles, as those of `/article` do."""
    card = await know(lab)
    offered = await lab.world.autocomplete(
        lab.bob, lab.general, "summarize", focused="article", typed="orsay"
    )
    choices = await lab.world.until(lambda: offered.choices or [])
    assert choices == [{"name": card.title, "value": card.id}]
