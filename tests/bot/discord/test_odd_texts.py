"""Very long and odd texts of people and articles: they are shown as they are, and ping nobody."""

from collections.abc import AsyncIterator

import discord
import pytest
import pytest_asyncio

from bot.records.models import GuildSettings
from tests.bot.discord.lab import Host, Lab
from tests.bot.discord.library import FERRY, know
from tests.bot.discord.reading import answer, message
from tests.bot.discord.scripted import ScriptedGenerator
from tests.bot.discord.watching import shown
from tests.discordfake import FakeMessage

QUESTION = "Who has steered the ferry since 2009?"
ODD = (
    "**__~~||`steered`||~~__** " * 60,
    "# steered\n> steered\n- steered\n1. steered\n```py\nsteered\n``` <#1> <t:1:R> </ask:1>",
    "מי נהג במעבורת? \u202esteered\u202c \u2067ferry\u2069 من قاد العبارة منذ عام؟",
    "👩‍👩‍👧‍👦🏳️‍🌈 steered " * 30,
    "s\u200bt\u200de\u2060ered \ufeff\u00ad \u0301\u0301\u0301 Z͑ͫ̓a̴l͘g͠o " * 20,
    "\\" * 300 + " steered " + "[x](https://evil.example)" * 20,
    "@everyone @here <@{alice}> <@&{role}> steered the ferry since 2009?",
    "x" * 990,
)


@pytest_asyncio.fixture
async def lab(host: Host) -> AsyncIterator[Lab]:
    """The bot online with a model that writes at once, so that answers are their quotes."""
    host.models.loaded_generator = ScriptedGenerator()
    async with host.online() as lab:
        yield lab


def own(lab: Lab) -> list[FakeMessage]:
    """Return all messages of the bot that were ever there, the private ones too."""
    return [one for one in lab.world.state.messages.values() if one.author is lab.world.bot]


def named(lab: Lab, text: str) -> str:
    """Return a text that mentions people and roles that there are."""
    roles = lab.guild.roles
    return text.replace("{alice}", str(lab.alice.id)).replace("{role}", str(roles[-1].id))


@pytest.mark.parametrize("text", ODD)
async def test_odd_questions_are_answered(lab: Lab, text: str) -> None:
    """By command, mention and window, seen by all or by one, Discord takes the answer."""
    lab.guild.role("readers")
    role = lab.guild.role("all", discord.Permissions(mention_everyone=True))
    lab.guild.join(lab.world.bot, roles=[role])
    await know(lab)
    question = named(lab, text)[:1_000]
    await lab.world.slash(lab.bob, lab.general, "ask", question=question)
    first = await message(lab, lab.general, "Follow up")
    private = await lab.world.slash(lab.bob, lab.general, "ask", question=question, private=True)
    await answer(lab, private, "Follow up")
    said = await lab.world.say(lab.bob, lab.general, f"{lab.world.bot.mention} {question}")
    await lab.world.until(
        lambda: [one for one in own(lab) if one.reply_to == said.id and "Follow up" in one.buttons]
    )
    window = await lab.world.click(lab.bob, first, "Follow up")
    await lab.world.until(lambda: window.modal)
    await lab.world.submit(lab.bob, window, {"question": question})
    await message(lab, lab.general, "Follow up", after=said)
    assert [one for one in own(lab) if one.pings] == []
    assert not [link for one in own(lab) for link in one.links if "evil" in link]


@pytest.mark.parametrize("text", ["\u200b\u200d\u2060", "👍🏽🎉", "?!…—", "\u202e\u2066"])
async def test_what_has_no_words_is_no_question(lab: Lab, text: str) -> None:
    """A command is refused with a sentence, a mention is told how to ask."""
    refused = await lab.world.slash(lab.bob, lab.general, "ask", question=text)
    assert "no question" in (await answer(lab, refused)).text
    await lab.world.say(lab.bob, lab.general, f"{lab.world.bot.mention} {text}")
    await shown(lab, "Ask, and Footnote answers")


async def test_a_message_may_be_too_long_for_a_question(lab: Lab) -> None:
    """Two thousand characters in an ask channel are refused in a reply that says the limit."""
    settings = GuildSettings(ask_channels=frozenset({lab.general.id}))
    await lab.parts.records.guilds.save(lab.guild.id, settings)
    said = await lab.world.say(lab.bob, lab.general, "*who?* " * 285)
    told = await shown(lab, "1,000 characters at most")
    assert told.reply_to == said.id


@pytest.mark.parametrize(
    "title",
    [
        "@everyone <@{alice}> <@&{role}> **ferry** [x](https://evil.example)",
        "`ferry` " * 200,
        "\u202eyrref\u202c 👩‍👩‍👧‍👦 العبارة ferry",
        "Z͑ͫ̓a̴l͘g͠o ferry " * 40,
    ],
)
async def test_odd_titles_are_shown_everywhere(lab: Lab, title: str) -> None:
    """Lists, cards, choices, answers and summaries have room for them, and nobody is notified."""
    lab.guild.role("readers")
    role = lab.guild.role("all", discord.Permissions(mention_everyone=True))
    lab.guild.join(lab.world.bot, roles=[role])
    card = await know(lab, FERRY, title=named(lab, title))
    general, world = lab.general, lab.world
    for command in ("article show", "article remove"):
        await answer(lab, await world.slash(lab.alice, general, command, article=card.id))
    listed = await answer(lab, await world.slash(lab.alice, general, "article list"))
    assert listed.options("choose")
    offered = await world.autocomplete(
        lab.bob, general, "article show", focused="article", typed="ferry"
    )
    await world.until(lambda: offered.choices)
    await world.slash(lab.bob, general, "ask", question=QUESTION)
    cited = await message(lab, general, "Follow up")
    await answer(lab, await world.click(lab.bob, cited, "Passages"))
    await world.slash(lab.bob, general, "ask", question="How deep?", article=card.id)
    await message(lab, general, "Looked for")
    await world.slash(lab.bob, general, "summarize", article=card.id)
    await message(lab, general, "Summary")
    assert [one for one in own(lab) if one.pings] == []
    assert not [link for one in own(lab) for link in one.links if "evil" in link]


async def test_more_titles_than_discord_offers(lab: Lab) -> None:
    """Of forty articles twenty-five are offered, the best first, and typed words name any."""
    for number in range(40):
        await know(lab, f"Ferry {number}.", title=f"Ferry {number}", url=None)
    offered = await lab.world.autocomplete(
        lab.bob, lab.general, "ask", focused="article", typed="ferry 7", question=QUESTION
    )
    choices = await lab.world.until(lambda: offered.choices)
    assert choices[0]["name"] == "Ferry 7"
    wide = await lab.world.autocomplete(
        lab.bob, lab.general, "ask", focused="article", typed="ferr", question=QUESTION
    )
    assert len(await lab.world.until(lambda: wide.choices)) == 25
    every = await lab.world.autocomplete(
        lab.bob, lab.general, "ask", focused="article", typed="", question=QUESTION
    )
    assert len(await lab.world.until(lambda: every.choices)) == 25
    shown_one = await lab.world.slash(lab.bob, lab.general, "article show", article="Ferry 31")
    assert "Ferry 31" in (await answer(lab, shown_one)).text
    several = await lab.world.slash(lab.bob, lab.general, "article show", article="ferry")
    assert "Several articles fit" in (await answer(lab, several)).text
