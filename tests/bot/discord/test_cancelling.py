import asyncio

import discord

from tests.bot.discord.holding import Held, all_through, articles, begin, held, message_says
from tests.bot.discord.lab import Host
from tests.bot.discord.pages import Pages
from tests.bot.discord.quick import embedder, generator, hasty
from tests.bot.discord.reading import BRIDGE, add, answer, essay, html, message

__all__ = ["embedder", "generator", "hasty", "held"]


async def test_an_article_is_cancelled_while_it_is_indexed(
    host: Host, held: Held, pages: Pages
) -> None:
    """Nothing of it is left, the message says so, and the same link can be added again."""
    link = pages.put("wall", html("The wall"))
    async with host.online() as lab:
        told = await begin(lab, held, link)
        await lab.world.click(lab.alice, told, "Cancel")
        await message_says(lab, told, "Cancelled")
        assert told.buttons == []
        await all_through(lab)
        assert await articles(lab) == []
        held.go.set()
        assert "Added" in (await add(lab, link)).text


async def test_one_of_several_is_cancelled(host: Host, held: Held, pages: Pages) -> None:
    """Each line has a button of its own; what waits in line never begins."""
    links = [pages.put(f"p{n}", html(f"P {n}", essay(n))) for n in range(4)]
    async with host.online() as lab:
        told = await begin(lab, held, *links)
        await lab.world.until(lambda: len(pages.asked) == 3)
        await lab.world.until(lambda: told.buttons.count("Cancel") == 4)
        last = [part for part in told.components if part.get("label") == "Cancel"][-1]
        await lab.world.click(lab.alice, told, last["custom_id"])
        await message_says(lab, told, "Cancelled")
        held.go.set()
        await message_says(lab, told, "Finished with 4 articles")
        assert sorted(card.title for card in await articles(lab)) == ["P 0", "P 1", "P 2"]
    assert "p3" not in pages.asked


async def test_all_of_a_message_are_cancelled(host: Host, held: Held, pages: Pages) -> None:
    """Those under way and those in line; what is through stays."""
    links = [pages.put(f"p{n}", html(f"P {n}", essay(n))) for n in range(5)]
    async with host.online() as lab:
        told = await begin(lab, held, pages.link("nothing"), *links)
        await message_says(lab, told, "There is no page at")
        await lab.world.click(lab.alice, told, "Cancel all")
        await message_says(lab, told, "Finished with 6 articles")
        assert told.text.count("Cancelled") == 5
        await all_through(lab)
        held.go.set()
        assert await articles(lab) == []


async def test_only_who_asked_or_a_moderator_cancels(host: Host, held: Held, pages: Pages) -> None:
    """Others are told so; ids from elsewhere lead nowhere."""
    async with host.online() as lab:
        await lab.world.slash(
            lab.bob, lab.general, "article add", link=pages.put("wall", html("The wall"))
        )
        told = await message(lab, lab.general, "Cancel")
        carol = lab.world.user("carol")
        lab.guild.join(carol)
        refused = await lab.world.click(carol, told, "Cancel")
        await answer(lab, refused, "Only who asked")
        other = lab.world.guild("Other", owner=carol)
        there = other.text_channel("general")
        await lab.world.slash(
            carol, there, "article add", link=pages.put("bridge", html("The bridge", BRIDGE))
        )
        theirs = await message(lab, there, "Cancel")
        [ours] = [part for part in told.components if part.get("label") == "Cancel"]
        [button] = [part for part in theirs.components if part.get("label") == "Cancel"]
        button["custom_id"] = ours["custom_id"]
        forged = await lab.world.click(carol, theirs, "Cancel")
        await answer(lab, forged, "through already")
        lab.guild.join(carol, [lab.guild.role("mods", discord.Permissions(manage_messages=True))])
        await lab.world.click(carol, told, "Cancel")
        await message_says(lab, told, "Cancelled")
        held.go.set()
        await message(lab, there, "Added")


async def test_a_job_is_cancelled_after_a_restart(host: Host, held: Held, pages: Pages) -> None:
    """The button of the message from before still finds it."""
    async with host.online() as lab:
        told = await begin(lab, held, pages.put("wall", html("The wall")))
    held.begun.clear()
    async with host.online() as lab:
        await held.begun.wait()
        await lab.world.click(lab.alice, told, "Cancel")
        await message_says(lab, told, "Cancelled")
        assert lab.world.messages(lab.general) == [told]
        await all_through(lab)
        held.go.set()
    async with host.online() as lab:
        assert await articles(lab) == []


async def test_a_private_refresh_is_cancelled(host: Host, held: Held, pages: Pages) -> None:
    """The article stays as it was."""
    held.go.set()
    link = pages.put("wall", html("The wall"))
    async with host.online() as lab:
        await add(lab, link)
        pages.put("wall", html("The wall, again", BRIDGE))
        held.go.clear()
        held.begun.clear()
        asked = await lab.world.slash(lab.bob, lab.general, "article refresh", article="wall")
        told = await answer(lab, asked, "Indexing")
        await held.begun.wait()
        await lab.world.click(lab.bob, told, "Cancel")
        await message_says(lab, told, "Cancelled")
        held.go.set()
        assert [card.title for card in await articles(lab)] == ["The wall"]


async def test_a_slow_site_holds_up_no_other(host: Host, held: Held, pages: Pages) -> None:
    """However many articles of it are wanted, that of another one is added meanwhile."""
    held.go.set()
    paths = [f"slow{number}" for number in range(9)]
    links = [pages.put(path, html(path)) for path in paths]
    pages.held |= {path: asyncio.Event() for path in paths}
    async with host.online() as lab:
        await lab.world.slash(lab.alice, lab.general, "article add", link=" ".join(links))
        told = await message(lab, lab.general, "Getting the page")
        await lab.world.until(lambda: pages.asked)
        await add(lab, pages.put("wall", html("The wall")).replace("127.0.0.1", "localhost"))
        assert pages.asked == ["slow0", "wall"]
        await lab.world.click(lab.alice, told, "Cancel all")
        await message_says(lab, told, "Finished with 9 articles")
        await all_through(lab)
        for path in paths:
            pages.held[path].set()


async def test_the_list_shows_what_is_being_added(host: Host, held: Held, pages: Pages) -> None:
    """On its first page, above the articles, and not in a search."""
    links = [pages.put(f"p{n}", html(f"P {n}", essay(n))) for n in range(7)]
    async with host.online() as lab:
        await begin(lab, held, *links)
        listed = await lab.world.slash(lab.bob, lab.general, "article list")
        shown = await answer(lab, listed)
        assert "/p0 · Indexing" in shown.text.replace("*", "").replace("\\", "")
        assert "Waiting" in shown.text
        assert "and 2 more" in shown.text
        assert "no articles here yet" not in shown.text
        searched = await lab.world.slash(lab.bob, lab.general, "article list", search="p")
        assert "/p0" not in (await answer(lab, searched)).text
        there = lab.world.guild("Other", owner=lab.alice).text_channel("general")
        elsewhere = await lab.world.slash(lab.alice, there, "article list")
        assert "no articles here yet" in (await answer(lab, elsewhere)).text
        held.go.set()
        await message(lab, lab.general, "Finished with 7 articles")
        listed = await lab.world.slash(lab.bob, lab.general, "article list")
        assert "Indexing" not in (await answer(lab, listed)).text
