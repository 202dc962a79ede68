import asyncio
import threading

import discord
import pytest

from bot.places import corpus_of
from bot.records.models import GuildSettings
from tests.bot.discord.lab import Host, Lab
from tests.bot.discord.pages import Pages
from tests.bot.discord.quick import embedder, generator, hasty
from tests.bot.discord.reading import BRIDGE, WALL, add, answer, html, message
from tests.discordfake import Channel, FakeInteraction, User

__all__ = ["embedder", "generator", "hasty"]

PASTED = "\n\n".join(("Wall of Norwick", *WALL))


async def test_adding_a_link_tells_what_was_got(lab: Lab, pages: Pages) -> None:
    """One message of the channel follows the work and ends as the article's card."""
    link = pages.put("wall", html("The wall"))
    asked = await lab.world.slash(lab.alice, lab.general, "article add", link=f"<{link}>")
    card = await message(lab, lab.general, "Open the page")
    assert "The wall" in card.text
    assert "105 words · one passage · English" in card.text
    assert card.edits >= 1
    assert lab.world.messages(lab.general, lab.alice) == [card]
    assert asked.acknowledged is not None
    assert asked.acknowledged < 1
    corpus = corpus_of(lab.guild.id, lab.alice.id)
    [kept] = await (await lab.parts.assembly.catalogue()).cards(corpus)
    assert await lab.parts.records.people.adder(corpus, kept.id) == lab.alice.id


async def test_several_links_share_a_message(lab: Lab, pages: Pages) -> None:
    """Each has its line, failures say why, and those that are there can be opened by a select."""
    wall, bridge = pages.put("wall", html("The wall")), pages.put("b", html("The bridge", BRIDGE))
    links = f"{wall} , {bridge}\n{pages.link('nothing')}"
    await lab.world.slash(lab.alice, lab.general, "article add", link=links)
    told = await message(lab, lab.general, "Finished with 3 articles")
    assert "There is no page at" in told.text
    assert "The wall" in told.text
    assert "Paste the text" in told.buttons
    assert lab.world.messages(lab.general) == [told]
    chosen = await lab.world.choose(lab.bob, told, "choose", ["The bridge"])
    assert "The old bridge over the Torn was closed" in (await answer(lab, chosen)).text


async def test_adding_a_file(lab: Lab) -> None:
    """The bytes of an attachment are read, and its title is the one that was given."""
    file = ("wall.md", PASTED.encode(), "text/markdown; charset=utf-8")
    await lab.world.slash(lab.alice, lab.general, "article add", file=file, title="My wall")
    card = await message(lab, lab.general, "Summarize")
    assert "My wall" in card.text
    assert "Open the page" not in card.buttons


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("wall.png", b"\x89PNG", "no file that can be read here"),
        ("wall.txt", b"x" * 20_001, "larger than 0.02 MB"),
        ("wall.txt", b"  ", "is empty"),
    ],
)
async def test_a_file_that_cannot_be_read_is_refused(
    host: Host, name: str, content: bytes, sentence: str
) -> None:
    """The person alone is told which file it is and what can be read."""
    async with host.online(fetch_megabytes=0.02) as lab:
        file = (name, content, "application/octet-stream")
        asked = await lab.world.slash(lab.bob, lab.general, "article add", file=file)
        told = await answer(lab, asked)
        assert sentence in told.text
        assert told.ephemeral
        assert lab.world.messages(lab.general) == []


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"link": "harbour"}, "“harbour” is no link"),
        ({"link": "a.example/1 a.example/2", "title": "Mine"}, "one article only"),
        ({"link": " ".join(f"a.example/{n}" for n in range(11))}, "At most 10 articles"),
    ],
)
async def test_what_cannot_be_added_is_refused(
    lab: Lab, options: dict[str, str], sentence: str
) -> None:
    """Words that are no links, one title for several and too many at once get a sentence."""
    asked = await lab.world.slash(lab.bob, lab.general, "article add", **options)
    assert sentence in (await answer(lab, asked)).text


async def window(lab: Lab, user: User, channel: Channel, **options: str) -> FakeInteraction:
    opened = await lab.world.slash(user, channel, "article add", **options)
    await lab.world.until(lambda: opened.modal)
    return opened


async def test_a_text_is_pasted_into_a_window(lab: Lab) -> None:
    """Without a link or a file a window opens, where the title may stand already."""
    opened = await window(lab, lab.bob, lab.general, title="Norwick")
    await lab.world.submit(lab.bob, opened, {"text": PASTED})
    assert "Norwick" in (await message(lab, lab.general, "Summarize")).text


async def test_links_and_files_go_through_the_window_too(lab: Lab, pages: Pages) -> None:
    """What consists of links is no text, and an uploaded file is added beside them."""
    opened = await window(lab, lab.bob, lab.general)
    await lab.world.submit(
        lab.bob,
        opened,
        {"text": pages.put("wall", html("The wall"))},
        files={"files": [("b.txt", "\n\n".join(BRIDGE).encode(), "text/plain")]},
    )
    told = await message(lab, lab.general, "Finished with 2 articles")
    assert "The wall" in told.text


async def test_an_empty_window_adds_nothing(lab: Lab) -> None:
    """Who sends nothing is told what to give."""
    opened = await window(lab, lab.bob, lab.general)
    sent = await lab.world.submit(lab.bob, opened, {})
    assert "nothing to add" in (await answer(lab, sent)).text


async def test_a_known_link_is_not_fetched_again(lab: Lab, pages: Pages) -> None:
    """Its card comes privately, with a button that reads the page anew."""
    link = pages.put("wall", html("The wall"))
    await add(lab, link)
    again = await lab.world.slash(lab.bob, lab.general, "article add", link=f"{link}#part")
    told = await answer(lab, again, "Already here")
    assert told.ephemeral
    assert len(pages.asked) == 1
    pages.put("wall", html("The wall", (*WALL, *BRIDGE)))
    refreshed = await lab.world.click(lab.bob, told, "Refresh")
    assert "Brought up to date" in (await answer(lab, refreshed, "Summarize")).text
    assert pages.asked.count("wall") == 2


async def test_a_thin_page_offers_to_paste_the_text(lab: Lab, pages: Pages) -> None:
    """What is pasted takes the place of what the page gave: the article keeps its link."""
    link = pages.put("wall", html("The wall", ("Read on with a subscription.",)))
    card = await add(lab, link)
    assert "Paste the text" in card.buttons
    opened = await lab.world.click(lab.alice, card, "Paste the text")
    await lab.world.until(lambda: opened.modal)
    await lab.world.submit(lab.alice, opened, {"text": "\n\n".join(WALL)})
    better = await message(lab, lab.general, "Brought up to date")
    assert "The wall" in better.text
    assert better.links == [link]
    catalogue = await lab.parts.assembly.catalogue()
    assert len(await catalogue.cards(corpus_of(lab.guild.id, lab.alice.id))) == 1
    with_others = await lab.world.click(lab.bob, card, "Paste the text")
    assert "Only the person who added" in (await answer(lab, with_others)).text


async def test_the_list_has_pages_and_a_search(lab: Lab) -> None:
    """Ten articles a page, the newest first; the buttons turn pages and keep the search."""
    numbers = [f"Report {n:02} on harbours, fish|markets 🛶" for n in range(26)]
    index = await lab.parts.assembly.index()
    for title in numbers:
        article = await lab.parts.assembly.reader.text(f"This is {title}. {WALL[0]}", title=title)
        await index.ingestion.add(corpus_of(lab.guild.id, lab.bob.id), article)
    listed = await lab.world.slash(lab.bob, lab.general, "article list")
    first = await answer(lab, listed, "page 1 of 3")
    assert "Report 25" in first.text
    turned = await lab.world.click(lab.bob, first, "Next")
    assert "Report 15" in (await answer(lab, turned, "page 2 of 3")).text
    chosen = await lab.world.choose(lab.bob, first, "choose", [numbers[15]])
    assert "Report 15" in (await answer(lab, chosen, "Summarize")).text

    searched = await lab.world.slash(lab.bob, lab.general, "article list", search="report 25")
    found = await answer(lab, searched, "One article")
    assert "Report 25" in found.text
    turned = await lab.world.slash(lab.bob, lab.general, "article list", search="fish|markets")
    first = await answer(lab, turned, "page 1 of 3")
    turned = await lab.world.click(lab.bob, first, "Next")
    assert "fish|markets" in (await answer(lab, turned, "page 2 of 3")).text.replace("\\", "")

    offered = await lab.world.autocomplete(
        lab.bob, lab.general, "article show", focused="article", typed="report 07"
    )
    choices = await lab.world.until(lambda: offered.choices or [])
    assert choices[0]["name"] == numbers[7]


async def test_typed_words_name_an_article_too(lab: Lab, pages: Pages) -> None:
    """Words that fit one article show it; those that fit none or several are refused."""
    await add(lab, pages.put("wall", html("The wall of Norwick")))
    await add(lab, pages.put("bridge", html("The bridge of Norwick", BRIDGE)))
    shown = await lab.world.slash(lab.bob, lab.general, "article show", article="bridge")
    assert "The old bridge over the Torn" in (await answer(lab, shown)).text
    several = await lab.world.slash(lab.bob, lab.general, "article show", article="norwick")
    assert "Several articles fit" in (await answer(lab, several)).text
    none = await lab.world.slash(lab.bob, lab.general, "article show", article="harbour fire")
    assert "no article “harbour fire”" in (await answer(lab, none)).text


async def test_who_added_an_article_removes_it(lab: Lab, pages: Pages) -> None:
    """It is asked first; another person isn't allowed to."""
    carol = lab.world.user("carol")
    lab.guild.join(carol)
    card = await add(lab, pages.put("wall", html("The wall")), user=lab.bob)
    refused = await lab.world.click(carol, card, "Remove")
    assert "Only the person who added “The wall”" in (await answer(lab, refused)).text
    asked = await lab.world.click(lab.bob, card, "Remove")
    sure = await answer(lab, asked)
    assert sure.ephemeral
    gone = await lab.world.click(lab.bob, sure, "Remove")
    await answer(lab, gone, "Removed")
    again = await lab.world.click(lab.bob, card, "Summarize")
    assert "no such article here" in (await answer(lab, again)).text


async def test_a_moderator_removes_any_article(lab: Lab, pages: Pages) -> None:
    """Who lost the right between the question and the click doesn't remove it."""
    await add(lab, pages.put("wall", html("The wall")))
    mods = lab.guild.role("mods", discord.Permissions(manage_messages=True))
    lab.guild.join(lab.bob, [mods])
    asked = await lab.world.slash(lab.bob, lab.general, "article remove", article="wall")
    sure = await answer(lab, asked, "Keep it")
    lab.guild.join(lab.bob, [])
    refused = await lab.world.click(lab.bob, sure, "Remove")
    assert "Only the person who added" in (await answer(lab, refused, "Only")).text
    lab.guild.join(lab.bob, [mods])
    removed = await lab.world.click(lab.bob, sure, "Remove")
    await answer(lab, removed, "Removed")


async def test_an_article_is_kept(lab: Lab, pages: Pages) -> None:
    """Who thinks better of it puts the question away."""
    card = await add(lab, pages.put("wall", html("The wall")))
    asked = await lab.world.click(lab.alice, card, "Remove")
    sure = await answer(lab, asked)
    await lab.world.click(lab.alice, sure, "Keep it")
    await lab.world.until(lambda: sure.deleted)
    shown = await lab.world.slash(lab.bob, lab.general, "article show", article="wall")
    await answer(lab, shown, "The wall")


async def test_refreshing_tells_what_changed(lab: Lab, pages: Pages) -> None:
    """Unchanged, updated or failed, where the old text stays; a given title is kept."""
    link = pages.put("wall", html("The wall"))
    await add(lab, link, title="Mine")

    async def refreshed(text: str) -> str:
        asked = await lab.world.slash(lab.bob, lab.general, "article refresh", article="Mine")
        return (await answer(lab, asked, text)).text

    assert "Mine" in await refreshed("Already here")
    del pages.html["wall"]
    assert "The article stays as it was" in await refreshed("There is no page at")
    pages.put("wall", html("The wall, again", (*WALL, *BRIDGE)))
    assert "Mine" in await refreshed("Brought up to date")


async def test_a_file_cannot_be_refreshed(lab: Lab) -> None:
    """There is no page to read anew, and the sentence says what to do."""
    await lab.add_sample()
    asked = await lab.world.slash(lab.bob, lab.general, "article refresh", article="skarness")
    assert "no page to read again" in (await answer(lab, asked)).text


async def test_only_some_roles_may_add(lab: Lab, pages: Pages) -> None:
    """Others are told which; moderators always may."""
    readers = lab.guild.role("readers")
    settings = GuildSettings(adding_roles=frozenset({readers.id}))
    await lab.parts.records.guilds.save(lab.guild.id, settings)
    link = pages.put("wall", html("The wall"))
    for options in ({"link": link}, {}):
        refused = await lab.world.slash(lab.bob, lab.general, "article add", **options)
        assert "@readers" in (await answer(lab, refused)).text
    await add(lab, link)
    refused = await lab.world.slash(lab.bob, lab.general, "article refresh", article="wall")
    assert "@readers" in (await answer(lab, refused)).text
    lab.guild.join(lab.bob, [readers])
    await add(lab, pages.put("bridge", html("The bridge", BRIDGE)), user=lab.bob)


async def test_adding_has_a_cooldown(host: Host, pages: Pages) -> None:
    """Who adds again and again is asked to wait."""
    async with host.online(questions_per_minute=1) as lab:
        await add(lab, pages.put("wall", html("The wall")))
        again = await lab.world.slash(lab.alice, lab.general, "article add", link=pages.link("b"))
        assert "That was quick" in (await answer(lab, again)).text


async def test_servers_do_not_see_each_others_articles(lab: Lab, pages: Pages) -> None:
    """Ids of another server's articles lead nowhere, in options as in buttons."""
    other = lab.world.guild("Other", owner=lab.bob)
    there = other.text_channel("general")
    theirs = await add(lab, pages.put("wall", html("The wall")), user=lab.bob, channel=there)
    [card] = await (await lab.parts.assembly.catalogue()).cards(corpus_of(other.id, 0))
    ours = await add(lab, pages.put("bridge", html("The bridge", BRIDGE)))
    assert theirs.channel is there

    listed = await lab.world.slash(lab.alice, lab.general, "article list")
    assert "The wall" not in (await answer(lab, listed)).text
    offered = await lab.world.autocomplete(
        lab.alice, lab.general, "article remove", focused="article", typed="wall"
    )
    await lab.world.until(lambda: offered.choices is not None)
    assert offered.choices == []
    for command in ("article show", "article remove", "article refresh", "summarize"):
        forged = await lab.world.slash(lab.alice, lab.general, command, article=card.id)
        assert "no article" in (await answer(lab, forged)).text
    for label in ("Summarize", "Remove"):
        button = next(one for one in ours.components if one.get("label") == label)
        button["custom_id"] = f"{button['custom_id'].partition('|')[0]}|{card.id}"
        forged = await lab.world.click(lab.alice, ours, label)
        assert "no such article here" in (await answer(lab, forged)).text
    await answer(lab, await lab.world.slash(lab.bob, there, "article show", article="wall"), "wall")


async def test_direct_messages_have_articles_of_their_own(lab: Lab, pages: Pages) -> None:
    """What a person adds there nobody else sees, and the person may remove."""
    card = await add(
        lab, pages.put("wall", html("The wall")), channel=lab.world.dm(lab.bob), user=lab.bob
    )
    listed = await lab.world.slash(lab.alice, lab.general, "article list")
    assert "no articles here yet" in (await answer(lab, listed)).text
    asked = await lab.world.click(lab.bob, card, "Remove")
    await answer(lab, asked, "Keep it")


async def test_articles_are_added_in_threads_and_posts(lab: Lab, pages: Pages) -> None:
    """What is added there belongs to the server."""
    forum = lab.guild.forum("reading")
    post = await lab.world.post(lab.bob, forum, "Walls", "What do you know of walls?")
    thread = lab.world.thread(lab.general, "bridges")
    await add(lab, pages.put("wall", html("The wall")), user=lab.bob, channel=post.channel)
    await add(lab, pages.put("bridge", html("The bridge", BRIDGE)), user=lab.bob, channel=thread)
    listed = await lab.world.slash(lab.alice, lab.general, "article list")
    assert "2 articles" in (await answer(lab, listed)).text


async def test_ten_failures_fit_into_one_message(lab: Lab, pages: Pages) -> None:
    """However long the links and the sentences are, Discord takes the message."""
    links = " ".join(pages.link(f"{n}-{'*_ü~' * 100}") for n in range(10))
    await lab.world.slash(lab.alice, lab.general, "article add", link=links)
    told = await message(lab, lab.general, "Finished with 10 articles")
    assert told.text.count("There is no page at") == 10


async def test_a_busy_catalogue_keeps_nobody_waiting_for_a_sign(lab: Lab) -> None:
    """Whatever somebody does is acknowledged in time; a window opens, too."""
    done = threading.Event()
    database = await lab.parts.assembly.stores.database()
    busy = asyncio.create_task(database.read(lambda _: done.wait(20)))
    listed = await lab.world.slash(lab.bob, lab.general, "article list")
    shown = await lab.world.slash(lab.bob, lab.general, "article show", article="wall")
    removed = await lab.world.slash(lab.bob, lab.general, "article remove", article="wall")
    opened = await lab.world.slash(lab.bob, lab.general, "article add")
    await lab.world.until(lambda: opened.modal)
    for asked in (listed, shown, removed, opened):
        assert asked.acknowledged is not None
        assert asked.acknowledged < 3
    done.set()
    await busy
    assert "no articles here yet" in (await answer(lab, listed)).text
    assert "no article “wall”" in (await answer(lab, removed)).text


async def test_private_replies_speak_the_persons_language(lab: Lab, pages: Pages) -> None:
    """The server's messages are in its language, a person's own in theirs."""
    karl = lab.world.user("karl", locale="de")
    lab.guild.join(karl)
    await add(lab, pages.put("wall", html("The wall")), user=karl)
    listed = await lab.world.slash(karl, lab.general, "article list")
    assert "Ein Artikel" in (await answer(lab, listed)).text
