"""`/help`, `/about`, `/privacy`, and the languages they speak."""

import json

import pytest

from bot.places import user_corpus
from tests.bot.discord.lab import SAMPLES, Lab, eventually
from tests.discordfake import Channel, FakeMessage, User


async def _said(lab: Lab, person: User, channel: Channel, command: str) -> FakeMessage:
    interaction = await lab.world.slash(person, channel, command)
    await lab.world.answered(interaction)
    assert interaction.response is not None
    return interaction.response


@pytest.mark.parametrize(
    ("locale", "word"),
    [("en-GB", "Articles"), ("de", "Artikel"), ("es-419", "Artículos"), ("ja", "Articles")],
)
async def test_help_speaks_the_persons_language(lab: Lab, locale: str, word: str) -> None:
    """Help is private and in the language of the person's Discord, else in English."""
    person = lab.world.user("carol", locale=locale)
    lab.guild.join(person)
    shown = await _said(lab, person, lab.general, "help")
    assert shown.ephemeral
    assert f"**{word}**" in shown.text


async def test_about_tells_the_model_the_counts_and_the_place(lab: Lab) -> None:
    """About counts the articles of this server and names no folder of the host's machine."""
    await lab.add_sample()
    shown = await _said(lab, lab.bob, lab.general, "about")
    assert "one article" in shown.text.lower()
    assert "bundled" in shown.text
    assert str(lab.parts.settings.data_dir) not in shown.text


async def test_privacy_shows_and_deletes_what_is_kept(lab: Lab) -> None:
    """What is kept about a person is counted, and deleted when they insist."""
    dm = lab.world.dm(lab.bob)
    name = "the-light-at-skarness.md"
    content = (SAMPLES / name).read_bytes()
    await lab.world.slash(lab.bob, dm, "article add", file=(name, content, "text/markdown"))
    await lab.world.until(
        lambda: any("Summarize" in message.buttons for message in lab.world.messages(dm)), 60
    )
    await eventually(lab.is_idle)
    shown = await _said(lab, lab.bob, dm, "privacy")
    assert "one article" in shown.text
    asked = await lab.world.click(lab.bob, shown, "forget")
    await lab.world.answered(asked)
    sure = await lab.world.click(lab.bob, shown, "forget-sure")
    await lab.world.until(lambda: "Nothing is kept" in shown.text)
    assert sure.acknowledged is not None
    catalogue = await lab.parts.assembly.catalogue()
    assert await catalogue.cards(user_corpus(lab.bob.id)) == []
    assert (await lab.parts.records.people.kept(lab.bob.id)).articles == 0


async def test_privacy_sends_a_copy(lab: Lab) -> None:
    """What is kept about a person comes as a file, for them alone."""
    await lab.add_sample()
    shown = await _said(lab, lab.alice, lab.general, "privacy")
    assert "another 7 days at most" in shown.text
    clicked = await lab.world.click(lab.alice, shown, "privacy-copy")
    sent = await lab.world.until(
        lambda: (
            clicked.response if clicked.response and clicked.response.raw["attachments"] else None
        )
    )
    assert sent.ephemeral
    [file] = sent.raw["attachments"]
    assert file["filename"] == "footnote-about-you.json"
    content = lab.world.state.files.content(int(file["id"]))
    [added] = json.loads(content or b"")["articles added"]
    assert added["title"] == "The Light at Skarness"


async def test_privacy_can_be_left_as_it_is(lab: Lab) -> None:
    """Who thinks better of it puts the question away, and nothing is deleted."""
    await lab.add_sample()
    shown = await _said(lab, lab.alice, lab.general, "privacy")
    await lab.world.answered(await lab.world.click(lab.alice, shown, "forget"))
    await lab.world.click(lab.alice, shown, "cancel")
    await lab.world.until(lambda: shown.deleted)
    assert (await lab.parts.records.people.kept(lab.alice.id)).articles == 1


async def test_a_button_of_an_older_version_is_explained(lab: Lab) -> None:
    """A button that nobody handles any more gets a sentence."""
    shown = await _said(lab, lab.alice, lab.general, "privacy")
    await lab.add_sample()
    shown = await _said(lab, lab.alice, lab.general, "privacy")
    for part in shown.components:
        if part.get("custom_id") == "forget":
            part["custom_id"] = "gone|1"
    clicked = await lab.world.click(lab.alice, shown, "gone")
    await lab.world.answered(clicked)
    assert clicked.response is not None
    assert "older version" in clicked.response.text
