from html import escape

import discord
import pytest

from bot.places import corpus_of, user_corpus
from bot.records.models import GuildSettings
from index.feeds.models import Feed
from index.models import Corpus
from tests.bot.discord.holding import articles, message_says
from tests.bot.discord.lab import Host, Lab, eventually
from tests.bot.discord.pages import Pages
from tests.bot.discord.quick import embedder, generator, hasty
from tests.bot.discord.reading import SCRIPT, WALL, answer, essay, html, message
from tests.discordfake import Channel, FakeInteraction, FakeMessage, User

__all__ = ["embedder", "generator", "hasty"]


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let news be announced after a moment."""
    monkeypatch.setattr("bot.feeds.announcing.GATHERING", 0.3)


def rss(pages: Pages, *numbers: int, path: str = "feed", title: str = "The Norwick Courier") -> str:
    """Let there be a feed with some reports, newest first; return its link."""
    items = "".join(
        f"<item><title>Report {number}</title><guid>{path}{number}</guid>"
        f"<link>{pages.put(f'{path}-{number}', html(f'Report {number}', essay(number)))}</link>"
        "</item>"
        for number in numbers
    )
    pages.types[path] = "application/rss+xml"
    channel = f"<title>{escape(title)}</title><link>{pages.link('')}</link>"
    return pages.put(path, f"<rss version='2.0'><channel>{channel}{items}</channel></rss>")


async def follow(
    lab: Lab,
    link: str,
    *,
    user: User | None = None,
    where: Channel | None = None,
    **options: Channel,
) -> FakeInteraction:
    """Let somebody follow a feed, alice if nobody is named."""
    return await lab.world.slash(
        user or lab.alice, where or lab.general, "feed add", link=link, **options
    )


async def feeds(lab: Lab, corpus: Corpus | None = None) -> list[Feed]:
    """Return the feeds of a corpus, of the server "Lab" if none is named."""
    following = await lab.parts.assembly.following()
    return await following.feeds(corpus or corpus_of(lab.guild.id, 0))


async def listing(lab: Lab, user: User, where: Channel | None = None) -> FakeMessage:
    """Let somebody list the feeds."""
    return await answer(lab, await lab.world.slash(user, where or lab.general, "feed list"))


async def there_are(lab: Lab, number: int) -> None:
    """Wait until the server "Lab" has so many articles."""

    async def enough() -> bool:
        return len(await articles(lab)) == number

    await eventually(enough)


async def news(lab: Lab, link: str) -> None:
    """Let a feed be looked at now."""
    following = await lab.parts.assembly.following()
    [feed] = [one for one in await feeds(lab) if one.url == link]
    await following.check(feed.id)
    await follow(lab, link)


async def test_a_feed_is_followed_and_announced(lab: Lab, pages: Pages) -> None:
    """Its newest articles are added and told in one message of the channel, which pings nobody."""
    channel = lab.guild.text_channel("news")
    asked = await follow(lab, rss(pages, 2, 1, title="@everyone *Courier*"), channel=channel)
    told = await answer(lab, asked, "Followed from now on")
    assert told.ephemeral
    assert "@everyone \\*Courier\\*" in told.text
    assert "Its 2 newest articles are being added" in told.text
    assert channel.mention in told.text
    said = await message(lab, channel, "Report 2")
    assert "📰 *Report 1*" in said.text
    assert "📰 *Report 2*" in said.text
    assert set(said.links) == {pages.link("feed-1"), pages.link("feed-2")}
    assert not said.pings
    assert lab.world.messages(channel) == [said]
    assert len(await articles(lab)) == 2

    rss(pages, 3, 2, 1)
    await news(lab, pages.link("feed"))
    await message(lab, channel, "Report 3", after=said)
    assert pages.asked.count("feed-1") == 1
    listed = await listing(lab, lab.bob)
    assert "3 articles so far" in listed.text
    assert f"announced in {channel.mention}" in listed.text


async def test_the_feed_of_a_page_is_found(lab: Lab, pages: Pages) -> None:
    """A page that names its feed stands for it; what is followed already is said to be."""
    link = rss(pages, 1)
    home = pages.put(
        "home",
        "<html><head><title>Courier</title>"
        f"<link rel=alternate type='application/rss+xml' href='{link}'></head><body>Hello</body>",
    )
    await answer(lab, await follow(lab, home), "Its newest article is being added")
    await there_are(lab, 1)
    await answer(lab, await follow(lab, link, user=lab.bob), "Followed already")
    assert [feed.url for feed in await feeds(lab)] == [link]


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ("nonsense", "“nonsense” is no link"),
        ("a.example/1 a.example/2", "One feed at a time"),
        ("page", "no feed"),
        ("nothing", "no page at"),
    ],
)
async def test_what_is_no_feed_is_refused(lab: Lab, pages: Pages, link: str, sentence: str) -> None:
    """Each case has its own sentence."""
    pages.put("page", html("No feed"))
    typed = pages.link(link) if link in ("page", "nothing") else link
    await answer(lab, await follow(lab, typed), sentence)
    assert await feeds(lab) == []


async def test_who_may_add_articles_may_add_feeds(lab: Lab, pages: Pages) -> None:
    """Others are told which roles may; announcing takes a moderator of the channel."""
    readers = lab.guild.role("readers")
    settings = GuildSettings(adding_roles=frozenset({readers.id}))
    await lab.parts.records.guilds.save(lab.guild.id, settings)
    link = rss(pages, 1)
    assert "@readers" in (await answer(lab, await follow(lab, link, user=lab.bob))).text
    lab.guild.join(lab.bob, [readers])
    refused = await follow(lab, link, user=lab.bob, channel=lab.general)
    assert "Only moderators of #general" in (await answer(lab, refused)).text
    await answer(lab, await follow(lab, link, user=lab.bob), "Followed from now on")
    await there_are(lab, 1)


async def test_a_channel_that_the_bot_may_not_write_in(lab: Lab, pages: Pages) -> None:
    """It is refused from the start; lost later, the list says so, and articles still come."""
    channel = lab.guild.text_channel("news")
    lab.guild.deny(channel, discord.Permissions(send_messages=True))
    link = rss(pages, 1)
    await lab.world.until(lambda: not _may_send(lab, channel))
    refused = await answer(lab, await follow(lab, link, channel=channel))
    assert "can’t write in #news" in refused.text
    assert "Send Messages" in refused.text
    lab.guild.allow(channel, discord.Permissions(send_messages=True))
    await lab.world.until(lambda: _may_send(lab, channel))
    await answer(lab, await follow(lab, link, channel=channel), "Followed from now on")
    await message(lab, channel, "Report 1")

    lab.guild.deny(channel, discord.Permissions(send_messages=True))
    await lab.world.until(lambda: not _may_send(lab, channel))
    rss(pages, 2, 1)
    await news(lab, link)
    await there_are(lab, 2)
    listed = await listing(lab, lab.bob)
    assert "can’t be announced" in listed.text
    assert "Send Messages" in listed.text
    lab.world.delete_channel(channel)
    await lab.world.until(lambda: _channel(lab, channel) is None)
    assert "is gone" in (await listing(lab, lab.bob)).text
    rss(pages, 3, 2, 1)
    await news(lab, link)
    await there_are(lab, 3)


async def test_who_added_a_feed_or_a_moderator_removes_it(lab: Lab, pages: Pages) -> None:
    """It is asked first; the articles stay."""
    carol = lab.world.user("carol")
    lab.guild.join(carol)
    await answer(lab, await follow(lab, rss(pages, 1), user=lab.bob), "Followed from now on")
    other = rss(pages, 2, path="other", title="Another paper")
    await answer(lab, await follow(lab, other), "Followed from now on")
    await there_are(lab, 2)
    listed = await listing(lab, carol)
    assert "2 of 50" in listed.text
    refused = await lab.world.click(carol, listed, "Remove", nth=0)
    assert "Only the person who added “The Norwick Courier”" in (await answer(lab, refused)).text

    stale = await listing(lab, lab.alice)
    own = await listing(lab, lab.bob)
    sure = await answer(lab, await lab.world.click(lab.bob, own, "Remove", nth=0), "Keep it")
    gone = await lab.world.click(lab.bob, sure, "Remove")
    await answer(lab, gone, "isn’t followed any more")
    again = await lab.world.click(lab.alice, stale, "Remove", nth=0)
    assert "no such feed" in (await answer(lab, again)).text

    offered = await lab.world.autocomplete(
        lab.alice, lab.general, "feed remove", focused="feed", typed="anoth"
    )
    choices = await lab.world.until(lambda: offered.choices or [])
    assert [choice["name"] for choice in choices] == ["Another paper"]
    asked = await lab.world.slash(lab.alice, lab.general, "feed remove", feed=choices[0]["value"])
    await lab.world.click(lab.alice, await answer(lab, asked), "Remove")
    await eventually(lambda: _no_feeds(lab))
    assert len(await articles(lab)) == 2
    none = await lab.world.slash(lab.alice, lab.general, "feed remove", feed="another")
    assert "No feed “another”" in (await answer(lab, none)).text


async def test_there_is_a_limit(host: Host, pages: Pages) -> None:
    """Beyond it, nothing is followed until something is removed."""
    async with host.online(server_feeds=1) as lab:
        await answer(lab, await follow(lab, rss(pages, 1)), "Followed from now on")
        full = await follow(lab, rss(pages, 2, path="other"))
        assert "At most 1 feeds" in (await answer(lab, full)).text
        await there_are(lab, 1)


async def test_servers_do_not_see_each_others_feeds(lab: Lab, pages: Pages) -> None:
    """Not in lists, and ids lead nowhere."""
    await answer(lab, await follow(lab, rss(pages, 1)), "Followed from now on")
    await there_are(lab, 1)
    [ours] = await feeds(lab)
    there = lab.world.guild("Other", owner=lab.bob).text_channel("general")
    assert "No feeds are followed here yet" in (await listing(lab, lab.bob, there)).text
    forged = await lab.world.slash(lab.bob, there, "feed remove", feed=ours.id)
    assert "No feed" in (await answer(lab, forged)).text
    theirs = rss(pages, 2, path="other")
    told = await answer(lab, await follow(lab, theirs, user=lab.bob, where=there), "Remove")
    [button] = [part for part in told.components if part.get("label") == "Remove"]
    button["custom_id"] = f"feed-remove|{ours.id}"
    forged = await lab.world.click(lab.bob, told, "Remove")
    assert "no such feed" in (await answer(lab, forged)).text


async def test_direct_messages_have_feeds_which_go_with_the_person(lab: Lab, pages: Pages) -> None:
    """What somebody follows in a server stays, without the name."""
    dm, own = lab.world.dm(lab.bob), user_corpus(lab.bob.id)
    link = rss(pages, 1)
    await answer(lab, await follow(lab, link, user=lab.bob, where=dm), "Followed from now on")
    await answer(lab, await follow(lab, link, user=lab.bob), "Followed from now on")
    await there_are(lab, 1)
    asked = await answer(lab, await lab.world.slash(lab.bob, dm, "privacy"))
    assert "Who added 2 feeds" in asked.text
    await lab.world.click(lab.bob, asked, "Delete it")
    await message_says(lab, asked, "Delete all of it?")
    await lab.world.click(lab.bob, asked, "Delete it")
    await message_says(lab, asked, "Nothing is kept")
    assert await feeds(lab, own) == []
    [left] = await feeds(lab)
    noted = await lab.parts.records.announcements.get(left.id)
    assert noted is not None
    assert noted.user_id == 0
    refused = await lab.world.slash(lab.bob, lab.general, "feed remove", feed=left.id)
    assert "Only the person who added" in (await answer(lab, refused)).text


async def test_feeds_outlive_a_restart(host: Host, pages: Pages) -> None:
    """What waited is added then, and announced where it was to be."""
    link = rss(pages, 1)
    pages.status["feed-1"] = 500
    async with host.online() as lab:
        channel = lab.guild.text_channel("news")
        await answer(lab, await follow(lab, link, channel=channel), "Followed from now on")
        await lab.world.until(lambda: "feed-1" in pages.asked)
        assert "one waits to be added" in (await listing(lab, lab.bob)).text
        listed = await lab.world.slash(lab.bob, lab.general, "article list")
        assert "One article of a feed waits" in (await answer(lab, listed)).text
    async with host.online() as lab:
        [feed] = await feeds(lab)
        noted = await lab.parts.records.announcements.get(feed.id)
        assert noted is not None
        assert noted.channel_id == channel.id
        assert "one waits to be added" in (await listing(lab, lab.bob)).text


async def test_what_a_feed_brings_answers_open_questions(lab: Lab, pages: Pages) -> None:
    """As if somebody had added it."""
    await lab.parts.records.questions.add(
        corpus=corpus_of(lab.guild.id, 0),
        guild_id=lab.guild.id,
        channel_id=lab.general.id,
        asker_id=lab.bob.id,
        question="What had flooded the fish market of Norwick?",
        created="2026-11-23T10:00:00+00:00",
    )
    link = rss(pages, 1)
    pages.put("feed-1", html("The wall", WALL))
    await answer(lab, await follow(lab, link), "Followed from now on")
    told = await message(lab, lab.general, "three storms in one winter")
    assert told.pings


async def test_a_problem_of_a_feed_is_told_in_the_list(lab: Lab, pages: Pages) -> None:
    """In the language of who asks."""
    karl = lab.world.user("karl", locale="de")
    lab.guild.join(karl)
    link = rss(pages, 1)
    await answer(lab, await follow(lab, link), "Followed from now on")
    await there_are(lab, 1)
    pages.status["feed"] = 500
    [feed] = await feeds(lab)
    await (await lab.parts.assembly.following()).check(feed.id)
    listed = await lab.world.slash(karl, lab.general, "feed list")
    assert "HTTP 500" in (await answer(lab, listed)).text


async def test_walls_are_told_in_the_list(lab: Lab, pages: Pages) -> None:
    """What a feed announced and nobody can read isn't stored; the list says what to do."""
    link = rss(pages, 1, 2)
    pages.put("feed-1", SCRIPT)
    await answer(lab, await follow(lab, link), "Followed from now on")

    async def through() -> bool:
        [feed] = await feeds(lab)
        return not feed.waiting

    await eventually(through)
    assert [card.url for card in await articles(lab)] == [pages.link("feed-2")]
    told = (await listing(lab, lab.alice)).text
    assert "One article couldn’t be added" in told
    assert "/feed-1 has no text" in told.replace("\\", "")
    assert "copy its text and add that instead" in told


def _channel(lab: Lab, channel: Channel) -> object:
    guild = lab.client.get_guild(lab.guild.id)
    return guild and guild.get_channel(channel.id)


def _may_send(lab: Lab, channel: Channel) -> bool:
    guild = lab.client.get_guild(lab.guild.id)
    known = guild and guild.get_channel(channel.id)
    return bool(guild and known and known.permissions_for(guild.me).send_messages)


async def _no_feeds(lab: Lab) -> bool:
    return not await feeds(lab)
