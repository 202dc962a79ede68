"""Articles that say the same, and answers whose articles have changed since."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from bot.places import guild_corpus
from tests.bot.discord.holding import articles
from tests.bot.discord.lab import Host, Lab, eventually
from tests.bot.discord.library import FERRY, know
from tests.bot.discord.pages import Pages
from tests.bot.discord.reading import BRIDGE, WALL, add, html
from tests.bot.discord.reading import answer as told
from tests.bot.discord.scripted import ScriptedGenerator
from tests.bot.discord.watching import asked
from tests.bot.overdue import visited_long_ago
from tests.discordfake import FakeMessage

COST = "How much did the harbour wall of Norwick cost?"
PAID = "The wall cost eleven million crowns, of which the county paid two thirds"
PAID_NOW = PAID.replace("eleven", "twelve")
STEERED = "Who has steered the ferry since 2009?"


@pytest_asyncio.fixture
async def lab(host: Host) -> AsyncIterator[Lab]:
    """The bot online with a model that writes at once, so that answers are their quotes."""
    host.models.loaded_generator = ScriptedGenerator()
    async with host.online() as lab:
        yield lab


async def _passages(lab: Lab, message: FakeMessage) -> str:
    """Return what an answer's button "Passages" opens."""
    clicked = await lab.world.click(lab.bob, message, "Passages")
    opened = (await lab.world.answered(clicked)).response
    assert opened is not None
    return opened.text.replace("\\", "")


async def _shown_again(lab: Lab, message: FakeMessage) -> str:
    """Return what the button shows that private answers have which outlive their response."""
    button = next(one for one in message.components if one.get("label") == "Passages")
    kept = button["custom_id"]
    button["custom_id"] = kept.replace("passages", "show")
    shown = await _passages(lab, message)
    button["custom_id"] = kept
    return shown


async def _refresh(lab: Lab, outcome: str) -> FakeMessage:
    again = await lab.world.slash(lab.alice, lab.general, "article refresh", article="The wall")
    return await told(lab, again, outcome)


async def test_an_answer_tells_what_changed_since(lab: Lab, pages: Pages) -> None:
    """From a link over a question and a refresh to the old answer's passages."""
    card = await add(lab, pages.put("wall", html("The wall")))
    answer = await asked(lab, lab.bob, COST)
    assert PAID in answer.text.replace("\\", "")
    assert "changed" not in await _passages(lab, answer)
    assert "changed" not in await _shown_again(lab, answer)

    later = ("Correction: an earlier version gave a wrong sum.", *WALL)
    pages.put("wall", html("The wall", later))
    await _refresh(lab, "Brought up to date")
    assert PAID in await _passages(lab, answer)
    assert "changed" not in await _passages(lab, answer)

    corrected = tuple(paragraph.replace(PAID, PAID_NOW) for paragraph in later)
    pages.put("wall", html("The wall", corrected))
    await _refresh(lab, "Brought up to date")
    opened = await _passages(lab, answer)
    assert "no longer has the quote" in opened
    assert "changed since" in await _shown_again(lab, answer)
    assert opened.index(PAID) < opened.index("What comes nearest") < opened.rindex(PAID_NOW)

    del pages.html["wall"]
    assert "The article stays as it was" in (await _refresh(lab, "There is no page")).text
    assert PAID_NOW in await _passages(lab, answer)

    sure = await told(lab, await lab.world.click(lab.alice, card, "Remove"), "Remove")
    await told(lab, await lab.world.click(lab.alice, sure, "Remove"), "Removed")
    gone = await _passages(lab, answer)
    assert "The article was removed since. The quote read:" in gone
    assert PAID in gone


async def test_articles_are_refreshed_by_themselves(
    host: Host, pages: Pages, tmp_path: Path
) -> None:
    """With REFRESH_DAYS, a page that was visited long ago is visited again, unasked."""
    link = pages.put("wall", html("The wall"))
    async with host.online(refresh_days=1) as lab:
        await add(lab, link)
        [card] = await articles(lab)
    await visited_long_ago(tmp_path / "data", card.id)
    pages.put("wall", html("The wall", (*WALL, *BRIDGE)))
    async with host.online(refresh_days=1) as lab:

        async def refreshed() -> bool:
            [now] = await articles(lab)
            return now.id == card.id and now.words > card.words

        await eventually(refreshed)
        shown = await lab.world.slash(lab.bob, lab.general, "article show", article="wall")
        assert "2 versions" in (await told(lab, shown, "The wall")).text


async def test_an_answer_names_all_articles_that_say_it(lab: Lab) -> None:
    """The same story on two sites is one quote, whose footnote names both."""
    await know(lab, title="The ferry to Orsay", url="https://news.example/ferry")
    lead = "Dogs travel free on it, and so do people who live in Orsay."
    copy = f"{lead}\n\n{FERRY}"
    await know(lab, copy, title="Early to Orsay", url="https://other.example/ferry")

    answer = await asked(lab, lab.bob, STEERED)

    assert answer.text.count("Captain Mirelle Dossin has steered") <= 2  # the claim and its quote
    both = {"The ferry to Orsay", "Early to Orsay"}
    assert "Also in: *" in answer.text
    assert all(title in answer.text for title in both)
    opened = await _passages(lab, answer)
    assert "Also in: *" in opened
    assert all(title in opened for title in both)
    catalogue = await lab.parts.assembly.catalogue()
    assert len(await catalogue.cards(guild_corpus(lab.guild.id))) == 2
