from typing import Any

import pytest

from bot.places import corpus_of
from bot.records.models import GuildSettings
from tests.bot.discord.lab import Lab
from tests.bot.discord.pages import Pages
from tests.bot.discord.quick import embedder, generator, hasty
from tests.bot.discord.reading import BRIDGE, WALL, answer, html, message
from tests.discordfake import FakeMessage

__all__ = ["embedder", "generator", "hasty"]

TEXT = "\n\n".join(WALL)


async def titles(lab: Lab) -> set[str]:
    """Return the titles of what the server "Lab" has."""
    catalogue = await lab.parts.assembly.catalogue()
    return {card.title for card in await catalogue.cards(corpus_of(lab.guild.id, 0))}


def preview(url: str, kind: str = "article") -> dict[str, Any]:
    """Return what Discord shows of a link below a message."""
    return {"type": kind, "url": url, "title": "The wall"}


def forward(said: FakeMessage, into: FakeMessage) -> None:
    """Let a message be the forwarded form of another, as Discord sends it."""
    kept = {
        name: said.raw[name]
        for name in ("type", "content", "embeds", "attachments", "timestamp", "edited_timestamp")
    }
    shown = {
        **kept,
        "flags": 0,
        "mentions": [],
        "mention_roles": [],
        "components": [],
        "sticker_items": [],
        "stickers": [],
    }
    into.raw["message_snapshots"] = [{"message": shown}]


async def test_links_and_files_of_a_message_are_saved(lab: Lab, pages: Pages) -> None:
    """Links lose what stands around them, and pictures are left alone."""
    wall, bridge = pages.put("wall", html("The wall")), pages.put("b", html("The bridge", BRIDGE))
    said = await lab.world.say(
        lab.alice,
        lab.general,
        f"Read <{wall}>, and [this]({bridge})! {wall}",
        attachments=[
            ("notes.md", f"# Notes\n\nOf my own. {TEXT}".encode(), "text/markdown"),
            ("photo.png", b"\x89PNG", "image/png"),
        ],
    )
    await lab.world.menu(lab.bob, lab.general, "Save article", said)
    await message(lab, lab.general, "Finished with 3 articles")
    assert await titles(lab) == {"The wall", "The bridge", "Notes"}
    assert sorted(pages.asked) == ["b", "wall"]


async def test_links_are_found_in_previews_where_the_text_has_none(lab: Lab, pages: Pages) -> None:
    """A bot's message may have its link in the preview only; those of pictures don't count."""
    link = pages.put("wall", html("The wall"))
    embeds = [preview(pages.link("cat"), "gifv"), preview(link)]
    said = await lab.world.say(lab.alice, lab.general, "Look!", embeds=embeds)
    await lab.world.menu(lab.bob, lab.general, "Save article", said)
    await message(lab, lab.general, "Summarize")
    assert pages.asked == ["wall"]


async def test_forwarded_messages_are_looked_into(lab: Lab, pages: Pages) -> None:
    """What a forwarded message links to is saved like what the message itself does."""
    elsewhere = lab.guild.text_channel("elsewhere")
    link = pages.put("wall", html("The wall"))
    said = await lab.world.say(lab.alice, elsewhere, f"From the paper: {link}")
    forwarded = await lab.world.say(lab.alice, lab.general, " ")
    forward(said, forwarded)
    await lab.world.menu(lab.bob, lab.general, "Save article", forwarded)
    await message(lab, lab.general, "Summarize")
    assert await titles(lab) == {"The wall"}


async def test_a_long_text_is_offered_for_saving(lab: Lab) -> None:
    """It stands in the window, ready to be sent, changed or not."""
    said = await lab.world.say(lab.alice, lab.general, TEXT)
    opened = await lab.world.menu(lab.bob, lab.general, "Save article", said)
    window = await lab.world.until(lambda: opened.modal)
    assert window is not None
    assert window["components"][0]["component"]["value"] == TEXT
    await lab.world.submit(lab.bob, opened, {"title": "Norwick"})
    await message(lab, lab.general, "Summarize")
    assert await titles(lab) == {"Norwick"}


async def test_a_text_that_fits_no_window_is_saved_at_once(lab: Lab) -> None:
    """A window would cut it, and that wouldn't be seen."""
    said = await lab.world.say(lab.alice, lab.general, "…")
    said.raw["content"] = "\n\n".join(f"Part {n}. {TEXT}" for n in range(7))
    await lab.world.menu(lab.bob, lab.general, "Save article", said)
    assert "words" in (await message(lab, lab.general, "Summarize")).text
    assert len(await titles(lab)) == 1


@pytest.mark.parametrize("text", ["Good morning!", "See https://discord.com/channels/1/2/3"])
async def test_a_message_without_an_article(lab: Lab, text: str) -> None:
    """The sentence says what was looked for."""
    said = await lab.world.say(lab.alice, lab.general, text)
    asked = await lab.world.menu(lab.bob, lab.general, "Save article", said)
    told = await answer(lab, asked)
    assert "no link to a page" in told.text
    assert ".html" in told.text
    assert told.ephemeral


async def test_who_may_not_add_may_not_save(lab: Lab) -> None:
    """Neither links nor texts, and the roles that may are named."""
    settings = GuildSettings(adding_roles=frozenset({lab.guild.role("readers").id}))
    await lab.parts.records.guilds.save(lab.guild.id, settings)
    for text in (TEXT, "https://example.org/wall"):
        said = await lab.world.say(lab.alice, lab.general, text)
        asked = await lab.world.menu(lab.bob, lab.general, "Save article", said)
        assert "@readers" in (await answer(lab, asked)).text
