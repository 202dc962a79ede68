"""Who may ask and add, whichever way they come, and in which language they are told."""

from collections.abc import AsyncIterator

import pytest_asyncio

from bot.places import guild_corpus
from bot.records.models import GuildSettings
from tests.bot.discord.lab import Host, Lab
from tests.bot.discord.library import know
from tests.bot.discord.pages import Pages
from tests.bot.discord.reading import answer, html, message
from tests.bot.discord.scripted import ScriptedGenerator
from tests.bot.discord.watching import PATIENCE, shown
from tests.discordfake import FakeInteraction, FakeMessage

QUESTION = "Who has steered the ferry since 2009?"
LONG = "Something that was told at great length. " * 12


@pytest_asyncio.fixture
async def lab(host: Host) -> AsyncIterator[Lab]:
    """The bot online with a model that writes at once, so that answers are their quotes."""
    host.models.loaded_generator = ScriptedGenerator()
    async with host.online() as lab:
        yield lab


async def refused(lab: Lab, interaction: FakeInteraction) -> str:
    """Return what a person is told privately instead of what they wanted."""
    told = await answer(lab, interaction, "@readers")
    assert told.ephemeral
    return told.text


async def window(lab: Lab, interaction: FakeInteraction) -> FakeInteraction:
    """Return an interaction once its window is open."""
    await lab.world.until(lambda: interaction.modal)
    return interaction


async def limit(lab: Lab, *, asking: bool = False, adding: bool = False) -> None:
    """Let only readers ask or add."""
    readers = frozenset({lab.guild.role("readers").id})
    settings = GuildSettings(
        asking_roles=readers if asking else frozenset(),
        adding_roles=readers if adding else frozenset(),
    )
    await lab.parts.records.guilds.save(lab.guild.id, settings)


def own(lab: Lab) -> list[FakeMessage]:
    """Return the bot's messages in "general"."""
    return [one for one in lab.world.messages(lab.general) if one.author is lab.world.bot]


async def test_who_may_not_ask_has_no_way_in(lab: Lab) -> None:
    """Commands, buttons, windows, the menu, mentions and replies are all refused."""
    world, general, bob = lab.world, lab.general, lab.bob
    await know(lab)
    await world.slash(lab.alice, general, "ask", question=QUESTION)
    theirs = await shown(lab, "Follow up")
    said = await world.say(lab.alice, general, QUESTION)
    early = await window(lab, await world.click(bob, theirs, "Follow up"))
    card = await answer(lab, await world.slash(bob, general, "article show", article="ferry"))
    await limit(lab, asking=True)
    before = own(lab)
    await refused(lab, await world.slash(bob, general, "ask", question=QUESTION))
    await refused(lab, await world.slash(bob, general, "ask", question=QUESTION, private=True))
    await refused(lab, await world.submit(bob, early, {"question": QUESTION}))
    asking = await window(lab, await world.menu(bob, general, "Ask about this", said))
    await refused(lab, await world.submit(bob, asking, {}))
    await refused(lab, await world.slash(bob, general, "summarize", article="ferry"))
    await refused(lab, await world.click(bob, card, "Summarize"))
    long = await world.say(lab.alice, general, LONG)
    await refused(lab, await world.menu(bob, general, "Summarize", long))
    assert own(lab) == before
    mention = await world.say(bob, general, f"{world.bot.mention} {QUESTION}")
    told = await shown(lab, "@readers")
    assert told.reply_to == mention.id
    await world.say(bob, general, "And when?", reply_to=theirs)
    await world.say(lab.alice, general, f"{world.bot.mention} {QUESTION}")
    await shown(lab, "Follow up")
    assert len(own(lab)) == len(before) + 2


async def test_who_may_not_add_has_no_way_in(lab: Lab, pages: Pages) -> None:
    """Commands, buttons, windows and the menu are all refused, and nothing is fetched."""
    world, general, bob = lab.world, lab.general, lab.bob
    await know(lab, url=pages.link("ferry"))
    await world.slash(bob, general, "ask", question="How tall is Mount Everest?")
    offer = await shown(lab, "Add an article")
    early = await window(lab, await world.click(bob, offer, "Add an article"))
    other = await window(lab, await world.slash(bob, general, "article add"))
    link = pages.put("wall", html("The wall"))
    said = await world.say(lab.alice, general, link)
    long = await world.say(lab.alice, general, LONG)
    card = await answer(lab, await world.slash(bob, general, "article show", article="ferry"))
    await limit(lab, adding=True)
    before = own(lab)
    await refused(lab, await world.slash(bob, general, "article add", link=link))
    file = ("a.txt", b"words of an article", "text/plain")
    await refused(lab, await world.slash(bob, general, "article add", file=file))
    await refused(lab, await world.slash(bob, general, "article add"))
    await refused(lab, await world.submit(bob, early, {"text": link}))
    await refused(lab, await world.submit(bob, other, {"text": LONG}))
    await refused(lab, await world.click(bob, offer, "Add an article"))
    await refused(lab, await world.menu(bob, general, "Save article", said))
    await refused(lab, await world.menu(bob, general, "Save article", long))
    await refused(lab, await world.menu(bob, general, "Summarize", said))
    await refused(lab, await world.slash(bob, general, "article refresh", article="ferry"))
    await refused(lab, await world.click(bob, card, "Refresh"))
    assert own(lab) == before
    assert pages.asked == []
    catalogue = await lab.parts.assembly.catalogue()
    assert len(await catalogue.cards(guild_corpus(lab.guild.id))) == 1
    await world.slash(bob, general, "ask", question="How tall is Mount Everest?")
    abstention = await message(lab, general, "Follow up", after=own(lab)[-1])
    assert "Looked for" in abstention.text
    assert "Add an article" not in abstention.buttons


async def test_everybody_is_told_in_the_right_language(lab: Lab, pages: Pages) -> None:
    """In a Spanish server a German reads German alone and Spanish with others."""
    world = lab.world
    karl = world.user("karl", locale="de")
    madrid = world.guild("Madrid", owner=karl, locale="es-ES")
    channel = madrid.text_channel("general")
    await know(lab, guild=madrid, url=None)
    link = pages.put("wall", html("The wall"))
    await world.slash(karl, channel, "article add", link=link)
    await message(lab, channel, "Resumir")
    await world.slash(karl, channel, "ask", question=QUESTION)
    cited = await message(lab, channel, "Seguir preguntando")
    assert "pregunta:" in cited.text
    passages = await answer(lab, await world.click(karl, cited, "open"))
    assert "Mai 2025" in passages.text
    follow_up = await window(lab, await world.click(karl, cited, "follow-up"))
    assert "Nachfragen" in str(follow_up.modal)
    private = await world.slash(karl, channel, "ask", question=QUESTION, private=True)
    assert "Nachfragen" in (await answer(lab, private, "Nachfragen")).buttons
    for command in ("help", "about", "privacy", "settings", "article list"):
        told = await answer(lab, await world.slash(karl, channel, command))
        assert told.ephemeral
        assert "Artikel" in told.text or "gespeichert" in told.text, command
    refusal = await world.slash(karl, channel, "article show", article="nichts")
    assert "„nichts“" in (await answer(lab, refusal)).text
    await world.say(karl, channel, world.bot.mention)
    assert "Resúmenes" in (await shown(lab, "Artículos", channel)).text


async def test_a_cooldown_and_a_full_queue_answer_messages_too(host: Host) -> None:
    """A mention that is refused gets a reply that says why."""
    host.models.loaded_generator = model = ScriptedGenerator(waits=True)
    async with host.online(parallel=1, queue_length=1) as lab:
        await know(lab)
        for _ in range(2):
            await lab.world.slash(lab.alice, lab.general, "ask", question=QUESTION)
        await shown(lab, "Waiting")
        said = await lab.world.say(lab.bob, lab.general, f"{lab.world.bot.mention} {QUESTION}")
        told = await shown(lab, "Too many questions are waiting")
        assert told.reply_to == said.id
        model.open.set()
        await lab.world.until(lambda: lab.parts.queue.running == 0, timeout=PATIENCE)
