import pytest

from bot.places import corpus_of
from bot.records.models import JobId
from tests.bot.discord.holding import all_through, articles
from tests.bot.discord.lab import Host, Lab
from tests.bot.discord.pages import Pages
from tests.bot.discord.quick import embedder, generator, hasty
from tests.bot.discord.reading import BRIDGE, SCRIPT, WALL, add, answer, essay, html, message
from tests.discordfake import FakeMessage

__all__ = ["embedder", "generator", "hasty"]


async def refused(lab: Lab, *links: str) -> FakeMessage:
    """Let alice add links that can't be read; return the message that says so."""
    await lab.world.slash(lab.alice, lab.general, "article add", link=" ".join(links))
    return await message(lab, lab.general, "Paste the text")


async def paste(lab: Lab, told: FakeMessage, text: str, button: str = "Paste the text") -> None:
    """Let bob paste a text by a button of a message."""
    opened = await lab.world.click(lab.bob, told, button)
    await lab.world.until(lambda: opened.modal)
    await lab.world.submit(lab.bob, opened, {"text": text, "title": "The wall"})


@pytest.mark.parametrize("status", [None, 401, 403])
async def test_the_text_of_a_page_that_cannot_be_read_is_pasted(
    lab: Lab, pages: Pages, status: int | None
) -> None:
    """One click opens the window; the article gets the page's link, which is then known."""
    link = pages.put("wall", SCRIPT)
    if status is not None:
        pages.status["wall"] = status
    told = await refused(lab, link)
    assert "The wall" not in [card.title for card in await articles(lab)]
    await paste(lab, told, "\n\n".join(WALL))
    card = await message(lab, lab.general, "Summarize")
    assert "Added" in card.text
    assert card.links == [link]
    again = await lab.world.slash(lab.bob, lab.general, "article add", link=link)
    assert "Already here" in (await answer(lab, again)).text


async def test_each_of_several_has_a_button_of_its_own(lab: Lab, pages: Pages) -> None:
    """What is pasted goes where its line says, and what was read stands beside it."""
    pages.status["a"] = pages.status["b"] = 403
    good = pages.put("good", html("The bridge", BRIDGE))
    told = await refused(lab, pages.link("a"), good, pages.link("b"))
    await message(lab, lab.general, "Finished with 3 articles")
    buttons = [part for part in told.components if part.get("label") == "Paste the text"]
    assert len(buttons) == 2
    await paste(lab, told, "\n\n".join(essay(1)), buttons[1]["custom_id"])
    await message(lab, lab.general, "Summarize")
    assert {card.url for card in await articles(lab)} == {good, pages.link("b")}


async def test_a_text_is_pasted_after_a_restart(host: Host, pages: Pages) -> None:
    """Which page it was is kept, but not who asked for it."""
    pages.status["wall"] = 403
    async with host.online() as lab:
        told = await refused(lab, pages.link("wall"))
        await all_through(lab)
        assert (await lab.parts.records.people.kept(lab.alice.id)).articles == 0
    async with host.online() as lab:
        await paste(lab, told, "\n\n".join(WALL))
        assert (await message(lab, lab.general, "Summarize")).links == [pages.link("wall")]


async def test_the_text_of_an_article_that_went_behind_a_wall_is_pasted(
    lab: Lab, pages: Pages
) -> None:
    """It becomes the next version of the article, if who pastes it may change that."""
    link = pages.put("wall", html("The wall"))
    await add(lab, link)
    [before] = await articles(lab)
    pages.html["wall"] = SCRIPT
    asked = await lab.world.slash(lab.bob, lab.general, "article refresh", article="The wall")
    told = await answer(lab, asked, "Paste the text")
    assert "The article stays as it was" in told.text
    clicked = await lab.world.click(lab.bob, told, "Paste the text")
    assert "the person who added" in (await answer(lab, clicked)).text

    asked = await lab.world.slash(lab.alice, lab.general, "article refresh", article="The wall")
    told = await answer(lab, asked, "Paste the text")
    clicked = await lab.world.click(lab.alice, told, "Paste the text")
    await lab.world.until(lambda: clicked.modal)
    text = "\n\n".join((*WALL, *BRIDGE))
    await lab.world.submit(lab.alice, clicked, {"text": text})
    await message(lab, lab.general, "Brought up to date")
    [after] = await articles(lab)
    assert (after.id, after.url, after.title) == (before.id, link, "The wall")
    assert after.words > before.words


async def test_a_text_does_not_replace_what_somebody_else_added_meanwhile(
    lab: Lab, pages: Pages
) -> None:
    """A button that is left over from a failure gives no right over the article that came since."""
    pages.status["wall"] = 403
    told = await refused(lab, pages.link("wall"))
    await all_through(lab)
    del pages.status["wall"]
    await add(lab, pages.put("wall", html("The wall")))
    [before] = await articles(lab)
    opened = await lab.world.click(lab.bob, told, "Paste the text")
    await lab.world.until(lambda: opened.modal)
    sent = await lab.world.submit(lab.bob, opened, {"text": "\n\n".join(BRIDGE), "title": "Mine"})
    assert "the person who added" in (await answer(lab, sent)).text
    assert await articles(lab) == [before]


async def test_a_failure_that_pasting_does_not_mend(lab: Lab, pages: Pages) -> None:
    """A page that isn't there has no text to paste in its place: the window is the usual one."""
    told = await refused(lab, pages.link("nothing"))
    opened = await lab.world.click(lab.alice, told, "Paste the text")
    await lab.world.until(lambda: opened.modal)
    assert opened.modal is not None
    assert opened.modal["custom_id"] == "added"


async def test_what_is_kept_of_a_failure_goes_in_time(lab: Lab, pages: Pages) -> None:
    """Afterwards the button says so."""
    pages.status["wall"] = 403
    told = await refused(lab, pages.link("wall"))
    await all_through(lab)
    assert await lab.parts.records.jobs.prune("9999") == 1
    late = await lab.world.click(lab.alice, told, "Paste the text")
    assert "which page this was" in (await answer(lab, late)).text


async def test_ids_of_other_servers_lead_nowhere(lab: Lab, pages: Pages) -> None:
    """A failed job belongs to its server, however its id is come by."""
    pages.status["wall"] = pages.status["other"] = 403
    told = await refused(lab, pages.link("wall"))
    there = lab.world.guild("Other", owner=lab.bob).text_channel("general")
    await lab.world.slash(lab.bob, there, "article add", link=pages.link("other"))
    theirs = await message(lab, there, "Paste the text")
    [ours] = [part for part in told.components if part.get("label") == "Paste the text"]
    [button] = [part for part in theirs.components if part.get("label") == "Paste the text"]
    button["custom_id"] = ours["custom_id"]
    forged = await lab.world.click(lab.bob, theirs, "Paste the text")
    assert "which page this was" in (await answer(lab, forged)).text
    job_id = JobId(str(ours["custom_id"]).partition("|")[2])
    assert await lab.parts.records.jobs.get(corpus_of(lab.guild.id, 0), job_id) is not None


async def test_near_duplicates_are_told(lab: Lab, pages: Pages) -> None:
    """An article that says much the same as one of another site names that one."""
    await add(lab, pages.put("wall", html("The wall")))
    elsewhere = pages.put("story", html("A wall", WALL)).replace("127.0.0.1", "localhost")
    card = await add(lab, elsewhere)
    assert "Added" in card.text
    assert "Much the same as The wall" in card.text.replace("*", "")
    assert len(await articles(lab)) == 2
