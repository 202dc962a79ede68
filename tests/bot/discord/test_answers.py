"""The buttons of answers: passages, ratings, deleting, and who may."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest_asyncio

from answer.models import Citation
from bot.asking.citation_records import citation_records
from bot.places import guild_corpus
from bot.records.models import AnswerRecord
from index.models import ArticleId
from tests.bot.discord.lab import Host, Lab, eventually, record_shown
from tests.bot.discord.library import FERRY, know
from tests.bot.discord.scripted import ScriptedGenerator
from tests.bot.discord.watching import asked, shown
from tests.discordfake import FakeInteraction, FakeMessage, User

QUESTION = "Who has steered the ferry since 2009?"
DOSSIN = "Captain Mirelle Dossin has steered the ferry since 2009."


@pytest_asyncio.fixture
async def lab(host: Host) -> AsyncIterator[Lab]:
    """The bot online with a model that writes at once, so that answers are their quotes."""
    host.models.loaded_generator = ScriptedGenerator()
    async with host.online() as lab:
        yield lab


async def answer(lab: Lab, *, url: str | None = None, text: str = FERRY) -> FakeMessage:
    """Let bob ask, and return the answer; without `url` its quotes open by buttons."""
    await know(lab, text, url=url)
    return await asked(lab, lab.bob, QUESTION)


async def record_of(lab: Lab, message: FakeMessage) -> AnswerRecord | None:
    """Return what is kept of an answer."""
    return await record_shown(lab, message)


async def click(lab: Lab, user: User, message: FakeMessage, what: str) -> FakeMessage:
    """Let somebody click, and return the private response."""
    return response(await lab.world.answered(await lab.world.click(user, message, what)))


async def refusal(lab: Lab, user: User, message: FakeMessage, what: str) -> str:
    """Let somebody click, and return what they are told privately after the acknowledgement."""
    clicked = await lab.world.click(user, message, what)
    told = await lab.world.until(lambda: next(iter(clicked.followups), None))
    assert told.ephemeral
    return told.text


def response(interaction: FakeInteraction) -> FakeMessage:
    """Return the private response to an interaction."""
    assert interaction.response is not None
    assert interaction.response.ephemeral
    return interaction.response


async def test_a_quote_without_a_link_opens_its_passage(lab: Lab) -> None:
    """The passage is for who clicks, with the quote in bold."""
    message = await answer(lab)
    opened = await click(lab, lab.alice, message, "open")
    assert "The ferry to Orsay" in opened.text
    assert f"**{DOSSIN}" in opened.text.replace("\\", "")


async def test_all_passages_are_shown_privately(lab: Lab) -> None:
    """They stand on one page or several, which turn in place."""
    message = await answer(lab)
    opened = await click(lab, lab.alice, message, "Passages")
    assert "[1]" in opened.text.replace("\\", "")
    assert "Dossin" in opened.text


async def test_pages_of_passages_turn_in_place(lab: Lab) -> None:
    """Turning a page changes the private message instead of sending another."""
    message = await answer(lab)
    record = await record_of(lab, message)
    assert record is not None
    many = tuple(replace(record.citations[0], marker=marker) for marker in range(1, 8))
    await lab.parts.records.answers.save(replace(record, citations=many))
    opened = await click(lab, lab.alice, message, "Passages")
    assert "[1]" in opened.text.replace("\\", "")
    turned = await lab.world.click(lab.alice, opened, "Next")
    await lab.world.until(lambda: "[4]" in opened.text)
    assert turned.response is opened
    assert "[1]" not in opened.text


async def test_a_quote_that_moved_is_found(lab: Lab) -> None:
    """A refresh that leaves the sentence leads to where it stands by now."""
    message = await answer(lab, url="https://news.example/ferry")
    await know(lab, "Something that wasn’t there before stands here now. " * 9 + "\n\n" + FERRY)
    opened = await click(lab, lab.alice, message, "Passages")
    assert f"**{DOSSIN}" in opened.text.replace("\\", "")
    assert "has changed" not in opened.text


async def test_a_quote_that_is_gone_says_so(lab: Lab) -> None:
    """Where the article no longer says it, the quote itself is shown."""
    message = await answer(lab, url="https://news.example/ferry")
    await know(lab, "Nothing of it is left. The ferry was sold.")
    opened = await click(lab, lab.alice, message, "Passages")
    assert "no longer has the quote" in opened.text
    assert DOSSIN in opened.text.replace("\\", "")


async def test_only_quotes_that_stand_have_links(lab: Lab) -> None:
    """What a refresh moved meanwhile, or whose article is gone, is quoted without a link."""
    card = await know(lab)
    catalogue = await lab.parts.assembly.catalogue()
    start = FERRY.index(DOSSIN)
    cited = Citation(marker=1, article=card, quote=DOSSIN, start=start, end=start + len(DOSSIN))
    moved = replace(cited, start=0, end=len(DOSSIN))
    gone = replace(cited, article=replace(card, id=ArticleId("gone")))
    kept = await citation_records(catalogue, card.corpus, [cited, moved, gone])
    assert [one.link is not None for one in kept] == [True, False, False]


async def test_ratings_count_once_a_person(lab: Lab) -> None:
    """Who changes their mind has one rating, the last; a reason is kept with a bad one."""
    message = await answer(lab)
    record = await record_of(lab, message)
    assert record is not None
    assert "Thanks" in (await click(lab, lab.bob, message, "👍")).text
    assert "Thanks" in (await click(lab, lab.alice, message, "👍")).text
    opened = await lab.world.click(lab.bob, message, "👎")
    await lab.world.until(lambda: opened.modal is not None)
    sent = await lab.world.submit(lab.bob, opened, {"reason": "That is her uncle."})
    await lab.world.answered(sent)
    ratings = await lab.parts.records.answers.ratings(record.id)
    assert {(one.user_id, one.good, one.reason) for one in ratings} == {
        (lab.bob.id, False, "That is her uncle."),
        (lab.alice.id, True, None),
    }


async def test_a_bad_rating_counts_without_a_reason(lab: Lab) -> None:
    """Who closes the window has rated all the same."""
    message = await answer(lab)
    record = await record_of(lab, message)
    assert record is not None
    opened = await lab.world.click(lab.bob, message, "👎")
    await lab.world.until(lambda: opened.modal is not None)
    for _ in range(100):
        ratings = await lab.parts.records.answers.ratings(record.id)
        if ratings:
            break
    assert [one.good for one in ratings] == [False]


async def test_the_asker_may_delete(lab: Lab) -> None:
    """The message goes, and what was kept of it."""
    message = await answer(lab)
    await lab.world.click(lab.bob, message, "Delete")
    await lab.world.until(lambda: message.deleted)
    await settled(lab)
    assert await record_of(lab, message) is None


async def settled(lab: Lab) -> None:
    """Wait until a question asked now is answered, so that all before it is done."""
    await asked(lab, lab.bob, "zyx?")


async def test_what_is_deleted_already_is_forgotten_all_the_same(lab: Lab) -> None:
    """Two may click Delete at once: neither hears of trouble, and nothing is kept."""
    message = await answer(lab)
    lab.world.fail_next("DELETE /webhooks/.*/messages/@original", 404)
    clicked = await lab.world.click(lab.bob, message, "Delete")
    await eventually(lambda: _forgotten(lab, message))
    assert clicked.followups == []


async def _forgotten(lab: Lab, message: FakeMessage) -> bool:
    return await record_of(lab, message) is None


async def test_a_moderator_may_delete(lab: Lab) -> None:
    """Who manages messages deletes other people's answers."""
    message = await answer(lab)
    await lab.world.click(lab.alice, message, "Delete")
    await lab.world.until(lambda: message.deleted)


async def test_others_may_not_delete(lab: Lab) -> None:
    """They are told who may, and the answer stays."""
    message = await answer(lab)
    carol = lab.world.user("carol")
    lab.guild.join(carol)
    assert "Only who asked, or a moderator" in await refusal(lab, carol, message, "Delete")
    assert not message.deleted


async def test_buttons_work_after_a_restart(host: Host) -> None:
    """What a message carries is all that a later run needs."""
    host.models.loaded_generator = ScriptedGenerator()
    async with host.online() as lab:
        message = await answer(lab)
    async with host.online() as lab:
        assert "Dossin" in (await click(lab, lab.alice, message, "Passages")).text
        assert "Dossin" in (await click(lab, lab.alice, message, "open")).text
        assert "Thanks" in (await click(lab, lab.alice, message, "👍")).text
        opened = await lab.world.click(lab.alice, message, "Follow up")
        await lab.world.until(lambda: opened.modal is not None)
        await lab.world.submit(lab.alice, opened, {"question": "What did she say in May?"})
        follow_up = await shown(lab, "What did she say in May?")
        await lab.world.until(lambda: "Follow up" in follow_up.buttons)
        assert "engine" in follow_up.text


async def test_an_answer_that_is_not_kept_any_more_says_so(lab: Lab) -> None:
    """Every button of it tells the same, and nothing breaks."""
    message = await answer(lab)
    record = await record_of(lab, message)
    assert record is not None
    await lab.parts.records.answers.delete(record.corpus, record.id)
    for button in ("Passages", "open", "👍"):
        assert "isn’t kept any more" in (await click(lab, lab.alice, message, button)).text
    for button in ("Delete", "👎"):
        assert "isn’t kept any more" in await refusal(lab, lab.alice, message, button)


async def test_an_answer_belongs_to_its_server(lab: Lab) -> None:
    """A message of another server that carries its id opens nothing."""
    message = await answer(lab)
    elsewhere = lab.world.guild("Elsewhere", owner=lab.alice)
    channel = elsewhere.text_channel("general")
    await know(lab, guild=elsewhere, url=None)
    await lab.world.slash(lab.alice, channel, "ask", question=QUESTION)
    foreign = await shown(lab, "Follow up", channel)
    record = await record_of(lab, message)
    own = await record_of(lab, foreign)
    assert record is not None
    assert own is not None
    for part in foreign.components:
        if "custom_id" in part:
            part["custom_id"] = part["custom_id"].replace(own.id, record.id)
    for button in ("Passages", "Show", "👍"):
        assert "isn’t kept any more" in (await click(lab, lab.alice, foreign, button)).text
    for button in ("Delete", "👎"):
        assert "isn’t kept any more" in await refusal(lab, lab.alice, foreign, button)
    window = await lab.world.click(lab.alice, foreign, "Follow up")
    await lab.world.until(lambda: window.modal)
    asked_there = await lab.world.submit(lab.alice, window, {"question": "And when?"})
    assert "isn’t kept any more" in response(await lab.world.answered(asked_there)).text
    assert await lab.parts.records.answers.ratings(record.id) == []
    assert await record_of(lab, message) == record
    assert await lab.parts.records.answers.get(guild_corpus(elsewhere.id), record.id) is None


async def test_an_unknown_marker_opens_nothing(lab: Lab) -> None:
    """An id that names no quote of the answer is refused."""
    message = await answer(lab)
    for part in message.components:
        if part.get("custom_id", "").startswith("open|"):
            part["custom_id"] = part["custom_id"].rpartition("|")[0] + "|99"
    assert "older version" in (await click(lab, lab.alice, message, "open")).text


async def test_a_private_answer_has_no_delete_button(lab: Lab) -> None:
    """Who sees it alone can put it away anyhow; its other buttons work."""
    await know(lab)
    private = await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION, private=True)
    await lab.world.until(
        lambda: private.response is not None and "Follow up" in private.response.buttons
    )
    assert "Delete" not in response(private).buttons
    assert "Dossin" in (await click(lab, lab.bob, response(private), "Passages")).text
