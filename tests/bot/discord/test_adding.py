import asyncio
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import discord
import pytest

from bot.adding.ingesting import Ingesting, Step
from bot.errors import Refused
from bot.places import corpus_of, user_corpus
from bot.records.models import JobKind
from tests.bot.discord.holding import (
    Held,
    all_through,
    articles,
    begin,
    held,
    let_go,
    message_says,
    pending,
)
from tests.bot.discord.lab import Host, Lab
from tests.bot.discord.pages import Pages
from tests.bot.discord.quick import embedder, generator, hasty
from tests.bot.discord.reading import BRIDGE, WALL, add, answer, html, message
from tests.bot.records.values import job
from tests.discordfake import User

__all__ = ["embedder", "generator", "hasty", "held"]


@asynccontextmanager
async def killed(host: Host, data: Path) -> AsyncIterator[Lab]:
    """Run the bot, and let its data folder be as if it had been killed at the end of the block."""
    left = data.with_name("left")
    async with host.online() as lab:
        yield lab
        await asyncio.to_thread(shutil.copytree, data, left)
    await asyncio.to_thread(shutil.rmtree, data)
    left.rename(data)


async def ask_in_vain(lab: Lab) -> None:
    """Let there be a question about a zebra that no article answers."""
    await lab.parts.records.questions.add(
        corpus=corpus_of(lab.guild.id, 0),
        guild_id=lab.guild.id,
        channel_id=lab.general.id,
        asker_id=lab.bob.id,
        question="How old is the zebra?",
        created="2026-11-23T10:00:00+00:00",
    )


async def test_a_restart_goes_on_where_the_bot_stopped(
    host: Host, held: Held, pages: Pages
) -> None:
    """The job is kept, the stop takes no time, and the same message tells how it ended."""
    async with host.online() as lab:
        told = await begin(lab, held, pages.put("wall", html("The wall")))
        assert await pending(lab) == 1
        stopping = time.monotonic()
    assert time.monotonic() - stopping < 4
    assert "Waiting" in told.text
    let_go(host)
    async with host.online() as lab:
        assert await message(lab, lab.general, "Summarize") is told
        assert "Added" in told.text
        assert lab.world.messages(lab.general) == [told]
        await all_through(lab)
    async with host.online() as lab:
        assert len(await articles(lab)) == 1
    assert len(pages.asked) == 2


async def test_what_was_through_before_a_restart_is_still_told(
    host: Host, held: Held, pages: Pages
) -> None:
    """The lines of a message stay, those of failures too, while the others go on."""
    async with host.online() as lab:
        links = (pages.link("nothing"), pages.put("wall", html("The wall")))
        told = await begin(lab, held, *links, pages.put("bridge", html("The bridge", BRIDGE)))
        assert "There is no page at" in told.text
    let_go(host)
    async with host.online() as lab:
        await message(lab, lab.general, "Finished with 3 articles")
        assert "There is no page at" in told.text
        assert "The wall" in told.text
        assert "The bridge" in told.text
    assert pages.asked.count("nothing") == 1


async def test_a_file_outlives_its_link(host: Host, held: Held) -> None:
    """The bytes were kept with the job, so after a restart Discord isn't asked for them."""
    async with host.online() as lab:
        file = ("wall.txt", "\n\n".join(WALL).encode(), "text/plain")
        await lab.world.slash(lab.alice, lab.general, "article add", file=file)
        await held.begun.wait()
    let_go(host)
    host.world.state.files.base = "http://127.0.0.1:1"
    async with host.online() as lab:
        await message(lab, lab.general, "Summarize")
        assert len(await articles(lab)) == 1


async def test_a_deleted_message_does_not_swallow_the_result(
    host: Host, held: Held, pages: Pages
) -> None:
    """Where the progress was deleted, the result comes in a message of its own."""
    async with host.online() as lab:
        told = await begin(lab, held, pages.put("wall", html("The wall")))
        await lab.world.delete(told)
        held.go.set()
        card = await message(lab, lab.general, "Summarize")
        assert card is not told
        assert lab.world.messages(lab.general) == [card]


async def test_a_restart_finds_a_deleted_message(host: Host, held: Held, pages: Pages) -> None:
    """The same holds when the message went while the bot was away."""
    async with host.online() as lab:
        told = await begin(lab, held, pages.put("wall", html("The wall")))
    await host.world.delete(told)
    let_go(host)
    async with host.online() as lab:
        assert "The wall" in (await message(lab, lab.general, "Summarize")).text


async def test_a_deleted_channel_hinders_nobody(host: Host, held: Held, pages: Pages) -> None:
    """The article is added all the same, and the person is told directly."""
    async with host.online() as lab:
        gone = lab.guild.text_channel("gone")
        await begin(lab, held, pages.put("wall", html("The wall")), channel=gone)
        lab.world.delete_channel(gone)
        held.go.set()
        direct = lab.world.dm(lab.alice)
        told = await message(lab, direct, "The wall")
        assert "Summarize" not in told.buttons
        await add(lab, pages.put("bridge", html("The bridge", BRIDGE)))
        assert len(await articles(lab)) == 2


async def test_servers_take_turns(host: Host, held: Held, pages: Pages) -> None:
    """Many articles of one server leave room for another's, which are next then."""
    first, second = ("a1", "a2", "a3", "a4", "a5"), ("b1", "b2")
    for path in (*first, *second):
        pages.put(path, html(path, (f"This is {path}. {WALL[0]}", WALL[1])))
    async with host.online() as lab:
        other = lab.world.guild("Other", owner=lab.alice)
        there = other.text_channel("general")
        told = await begin(lab, held, *map(pages.link, first))
        await message_says(lab, told, "Waiting")
        await lab.world.until(lambda: len(pages.asked) == 3)
        links = " ".join(map(pages.link, second))
        await lab.world.slash(lab.alice, there, "article add", link=links)
        await lab.world.until(lambda: len(pages.asked) == 4)
        held.go.set()
        await message(lab, lab.general, "Finished with 5 articles")
        await message(lab, there, "Finished with 2 articles")
    assert pages.asked == ["a1", "a2", "a3", "b1", "b2", "a4", "a5"]


async def test_one_person_cannot_fill_the_line(host: Host, held: Held, pages: Pages) -> None:
    """After thirty articles the next have to wait, and nothing of them is taken."""
    async with host.online() as lab:
        await begin(lab, held, *(pages.put(f"p{n}", html(f"P {n}")) for n in range(10)))
        for start in (10, 20):
            links = " ".join(pages.link(f"p{n}") for n in range(start, start + 10))
            await lab.world.slash(lab.alice, lab.general, "article add", link=links)
        await lab.world.until(lambda: len(lab.world.messages(lab.general)) == 3)
        one_more = await lab.world.slash(
            lab.alice, lab.general, "article add", link=pages.link("p30")
        )
        assert "At most 30 articles" in (await answer(lab, one_more)).text
        assert await pending(lab) == 30


@pytest.mark.parametrize(
    ("denied", "name"),
    [
        (discord.Permissions(send_messages=True), "Send Messages"),
        (discord.Permissions(view_channel=True), "View Channel"),
    ],
)
async def test_where_the_bot_may_not_write_the_person_alone_is_told(
    host: Host, held: Held, pages: Pages, denied: discord.Permissions, name: str
) -> None:
    """The response takes the message's place, and says which permission is missing."""
    async with host.online() as lab:
        lab.guild.deny(lab.general, denied)
        await lab.world.until(lambda: not _may_send(lab))
        held.go.set()
        link = pages.put("wall", html("The wall"))
        asked = await lab.world.slash(lab.alice, lab.general, "article add", link=link)
        card = await answer(lab, asked, "Summarize")
        assert card.ephemeral
        await answer(lab, asked, name)
        assert lab.world.messages(lab.general) == []


async def test_what_outlives_its_response_is_told_directly(
    host: Host, held: Held, pages: Pages
) -> None:
    """After 15 minutes, and where the channel is closed, there are still direct messages."""
    async with host.online() as lab:
        lab.guild.deny(lab.general, discord.Permissions(send_messages=True))
        await lab.world.until(lambda: not _may_send(lab))
        link = pages.put("wall", html("The wall"))
        asked = await lab.world.slash(lab.alice, lab.general, "article add", link=link)
        await held.begun.wait()
        asked.expire()
        held.go.set()
        await message(lab, lab.world.dm(lab.alice), "The wall")


@pytest.mark.parametrize("status", [403, 503])
async def test_a_message_that_discord_does_not_take(host: Host, pages: Pages, status: int) -> None:
    """The response takes its place, whatever the reason."""
    async with host.online() as lab:
        lab.world.fail_next("POST /channels/.*/messages", status, times=9)
        link = pages.put("wall", html("The wall"))
        asked = await lab.world.slash(lab.alice, lab.general, "article add", link=link)
        assert (await answer(lab, asked, "Summarize")).ephemeral


async def test_a_job_that_broke_does_not_stop_the_others(
    host: Host, held: Held, pages: Pages
) -> None:
    """Something that nobody foresaw is told as such, and the next article is added."""
    host.world.expect_errors = True
    held.broken = True
    async with host.online() as lab:
        await lab.world.slash(
            lab.alice, lab.general, "article add", link=pages.put("wall", html("The wall"))
        )
        await message(lab, lab.general, "Something inside Footnote failed")
        held.broken = False
        held.go.set()
        await add(lab, pages.put("bridge", html("The bridge", BRIDGE)))
        await all_through(lab)


async def test_a_job_that_kills_the_bot_is_given_up(
    host: Host, held: Held, pages: Pages, tmp_path: Path
) -> None:
    """After three attempts its message says so; what was under way beside it is added."""
    links = pages.put("wall", html("The wall")), pages.put("bridge", html("The bridge", BRIDGE))
    async with killed(host, tmp_path / "data") as lab:
        told = await begin(lab, held, *links)
        await lab.world.until(lambda: told.text.count("Indexing") == 2)
    held.only = "harbour"
    for _ in range(2):
        held.begun.clear()
        async with killed(host, tmp_path / "data"):
            await held.begun.wait()
    let_go(host)
    async with host.online() as lab:
        await message(lab, lab.general, "Finished with 2 articles")
        assert "Footnote stopped each time" in told.text
        assert [card.title for card in await articles(lab)] == ["The bridge"]
        await all_through(lab)


async def test_stops_in_order_are_not_counted(host: Host, held: Held, pages: Pages) -> None:
    """However often the bot is restarted while it works on an article, that is added."""
    async with host.online() as lab:
        told = await begin(lab, held, pages.put("wall", html("The wall")))
    for _ in range(3):
        held.begun.clear()
        async with host.online():
            await held.begun.wait()
    let_go(host)
    async with host.online() as lab:
        assert await message(lab, lab.general, "Summarize") is told


async def test_open_questions_that_kill_the_bot_are_given_up(
    host: Host, held: Held, pages: Pages, tmp_path: Path
) -> None:
    """The last attempt at an article does without them, so that it ends as added."""
    held.only = "zebra"
    async with killed(host, tmp_path / "data") as lab:
        await ask_in_vain(lab)
        card = await add(lab, pages.put("wall", html("The wall")))
        await held.begun.wait()
    held.begun.clear()
    async with killed(host, tmp_path / "data"):
        await held.begun.wait()
    async with host.online() as lab:
        await all_through(lab)
        assert "Added" in card.text


async def forget(lab: Lab, user: User) -> None:
    """Let somebody have everything deleted that is kept about them."""
    asked = await lab.world.answered(await lab.world.slash(user, lab.general, "privacy"))
    assert asked.response is not None
    await lab.world.answered(await lab.world.click(user, asked.response, "forget"))
    await lab.world.click(user, asked.response, "forget-sure")
    await message_says(lab, asked.response, "Nothing is kept")


async def test_who_is_forgotten_is_not_noted_again(host: Host, held: Held, pages: Pages) -> None:
    """A server's article is added all the same, without the name of who wanted it."""
    async with host.online() as lab:
        told = await begin(lab, held, pages.put("wall", html("The wall")))
        await forget(lab, lab.alice)
        held.go.set()
        await message_says(lab, told, "Added")
        await all_through(lab)
        assert len(await articles(lab)) == 1
        assert (await lab.parts.records.people.kept(lab.alice.id)).articles == 0


async def test_what_a_forgotten_person_waited_for_does_not_come(
    host: Host, held: Held, pages: Pages
) -> None:
    """What waits for their direct messages is dropped, and the message says so."""
    async with host.online() as lab:
        walls = [pages.put(f"wall{n}", html("The wall", (f"{n}. {WALL[0]}",))) for n in range(4)]
        await begin(lab, held, *walls[:3])
        carol = lab.world.user("carol")
        direct = lab.world.dm(carol)
        await lab.world.slash(carol, direct, "article add", link=walls[3])
        await message(lab, direct, "Indexing")
        dm = lab.world.dm(lab.bob)
        links = pages.put("bridge", html("The bridge", BRIDGE)), pages.link("nothing")
        await lab.world.slash(lab.bob, dm, "article add", link=" ".join(links))
        told = await message(lab, dm, "Waiting")
        await forget(lab, lab.bob)
        held.go.set()
        await message_says(lab, told, "deleted meanwhile")
        await lab.world.until(lambda: "Waiting" not in told.text)
        await all_through(lab)
        catalogue = await lab.parts.assembly.catalogue()
        assert await catalogue.cards(user_corpus(lab.bob.id)) == []
    assert "bridge" not in pages.asked


@pytest.mark.parametrize("kind", ["link", "text"])
async def test_a_job_that_is_deleted_under_way_adds_nothing(
    lab: Lab, pages: Pages, kind: JobKind
) -> None:
    """What is being read when its person is forgotten doesn't get into the corpus."""
    records, corpus = lab.parts.records, user_corpus(lab.bob.id)
    asked = job(
        "his",
        kind=kind,
        corpus=corpus,
        guild_id=None,
        user_id=lab.bob.id,
        link=pages.put("wall", html("The wall")),
        content="\n\n".join(WALL).encode(),
    )
    await records.jobs.add(asked)

    async def tell(step: Step) -> None:
        if step == "reading":
            await records.people.forget(lab.bob.id)

    with pytest.raises(Refused, match="job-gone"):
        await Ingesting(lab.parts.assembly, records).carry_out(asked, tell)
    catalogue = await lab.parts.assembly.catalogue()
    assert await catalogue.cards(corpus) == []


async def test_who_waits_for_a_summary_has_the_article_after_a_restart(
    host: Host, held: Held, pages: Pages
) -> None:
    """The wish for a summary isn't kept, but the card has a button for it."""
    async with host.online() as lab:
        said = await lab.world.say(lab.bob, lab.general, pages.put("wall", html("The wall")))
        await lab.world.menu(lab.bob, lab.general, "Summarize", said)
        told = await message(lab, lab.general, "Indexing")
        await held.begun.wait()
    let_go(host)
    async with host.online() as lab:
        assert await message(lab, lab.general, "Summarize") is told


async def test_an_article_is_added_whatever_becomes_of_open_questions(
    host: Host, held: Held, pages: Pages
) -> None:
    """A question that can't be asked again doesn't keep the job."""
    host.world.expect_errors = True
    held.only, held.broken = "zebra", True
    async with host.online() as lab:
        await ask_in_vain(lab)
        await add(lab, pages.put("wall", html("The wall")))
        await held.begun.wait()
        await all_through(lab)


async def test_an_interrupted_job_says_what_it_did(host: Host, held: Held, pages: Pages) -> None:
    """A job that had added its article before the bot stopped doesn't find it known afterwards."""
    held.only = "zebra"
    async with host.online() as lab:
        await ask_in_vain(lab)
        card = await add(lab, pages.put("wall", html("The wall")))
        await held.begun.wait()
        assert await pending(lab) == 1
    let_go(host)
    edits = card.edits
    async with host.online() as lab:
        await lab.world.until(lambda: card.edits > edits and "Summarize" in card.buttons)
        assert "Added" in card.text
        assert lab.world.messages(lab.general) == [card]


def _may_send(lab: Lab) -> bool:
    guild = lab.client.get_guild(lab.guild.id)
    channel = guild and guild.get_channel(lab.general.id)
    return bool(guild and channel and channel.permissions_for(guild.me).send_messages)
