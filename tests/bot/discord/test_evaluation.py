"""`/eval`, and the ratings that feed it."""

import pytest

from bot.evaluation.models import EvalQuestion
from bot.places import guild_corpus
from bot.records.eval_questions import MOST
from tests.bot.discord.holding import Held, held
from tests.bot.discord.lab import Host, Lab, eventually
from tests.bot.discord.library import know
from tests.bot.discord.quick import embedder, generator, hasty
from tests.bot.discord.watching import PATIENCE, asked
from tests.discordfake import FakeInteraction, FakeMessage, Impossible, User

__all__ = ["embedder", "generator", "hasty", "held"]

QUESTION = "Who has steered the ferry since 2009?"
DOSSIN = "Captain Mirelle Dossin has steered the ferry since 2009."


async def _said(lab: Lab, person: User, command: str, **options: str | bool) -> FakeMessage:
    done = await lab.world.slash(person, lab.general, command, **options)
    return await _response(lab, done)


async def _response(lab: Lab, done: FakeInteraction) -> FakeMessage:
    await lab.world.answered(done)
    assert done.response is not None
    assert done.response.ephemeral
    return done.response


async def _refusal(lab: Lab, done: FakeInteraction) -> str:
    told = await lab.world.until(
        lambda: next(iter(done.followups), None) or _told(done), timeout=PATIENCE
    )
    assert told.ephemeral
    return told.text


def _told(done: FakeInteraction) -> FakeMessage | None:
    response = done.response
    return response if response is not None and not response.loading else None


async def test_thumbs_keep_questions(lab: Lab) -> None:
    """A thumb up keeps the answer's quotes, a thumb down rejects them, the last click counts."""
    await know(lab)
    answer = await asked(lab, lab.bob, QUESTION)
    await _response(lab, await lab.world.click(lab.bob, answer, "👍"))
    kept = await _kept(lab)
    assert [each.question for each in kept] == [QUESTION]
    assert any(DOSSIN in quote for quote in kept[0].quotes)
    assert kept[0].rejected == ()
    opened = await lab.world.click(lab.alice, answer, "👎")
    await lab.world.until(lambda: opened.modal)
    await _response(
        lab, await lab.world.submit(lab.alice, opened, {"right": "her uncle; Uncle Dossin"})
    )
    kept = await _kept(lab)
    assert kept[0].answers == ("her uncle", "Uncle Dossin")
    assert kept[0].quotes == ()
    assert any(DOSSIN in quote for quote in kept[0].rejected)
    await _response(lab, await lab.world.click(lab.bob, answer, "👍"))
    assert await _kept(lab) == kept


async def test_an_abstention_can_be_rated(lab: Lab) -> None:
    """A thumb up says that it was rightly declined, a thumb down that there is an answer."""
    await know(lab)
    declined = await asked(lab, lab.bob, "Which tungsten alloy melts slowest?")
    await _response(lab, await lab.world.click(lab.bob, declined, "👍"))
    assert [each.expected for each in await _kept(lab)] == ["abstention"]
    opened = await lab.world.click(lab.bob, declined, "👎")
    await lab.world.until(lambda: opened.modal)
    await eventually(lambda: _expects(lab, "answer"))


async def _expects(lab: Lab, expected: str) -> bool:
    return [each.expected for each in await _kept(lab)] == [expected]


async def test_a_follow_up_is_kept_with_what_was_said_before(lab: Lab) -> None:
    """Asked again alone, it would be another question."""
    await know(lab)
    first = await asked(lab, lab.bob, QUESTION)
    window = await lab.world.click(lab.bob, first, "Follow up")
    await lab.world.until(lambda: window.modal)
    await lab.world.submit(lab.bob, window, {"question": "What did she say about the engine?"})
    second = await lab.world.until(
        lambda: next(
            (
                message
                for message in lab.world.messages(lab.general)
                if "about the engine?" in message.text and "👍" in message.buttons
            ),
            None,
        ),
        timeout=PATIENCE,
    )
    await _response(lab, await lab.world.click(lab.bob, second, "👍"))
    (kept,) = await _kept(lab)
    assert [turn.speaker for turn in kept.history] == ["user", "agent"]
    assert kept.history[0].text == QUESTION


async def test_what_was_asked_privately_is_not_kept(lab: Lab) -> None:
    """Moderators would read it."""
    await know(lab)
    private = await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION, private=True)
    shown = await lab.world.until(
        lambda: (
            private.response
            if private.response is not None and "👍" in private.response.buttons
            else None
        ),
        timeout=PATIENCE,
    )
    await _response(lab, await lab.world.click(lab.bob, shown, "👍"))
    assert await _kept(lab) == ()


async def test_a_deleted_answer_leaves_no_question(lab: Lab) -> None:
    """Deleting it deletes what was kept of it."""
    await know(lab)
    answer = await asked(lab, lab.bob, QUESTION)
    await _response(lab, await lab.world.click(lab.bob, answer, "👍"))
    await lab.world.click(lab.bob, answer, "Delete")
    await eventually(lambda: _expects_nothing(lab))


async def _expects_nothing(lab: Lab) -> bool:
    return not await _kept(lab)


async def test_moderators_add_list_and_remove(lab: Lab) -> None:
    """What is expected stands under each question; a button or the command removes it."""
    await know(lab)
    assert "None yet" in (await _said(lab, lab.alice, "eval list")).text
    added = await _said(lab, lab.alice, "eval add", question=QUESTION, answer="Dossin; the captain")
    assert "Dossin" in added.text
    await _said(lab, lab.alice, "eval add", question="Who dug the tunnel?", declined=True)
    listed = await _said(lab, lab.alice, "eval list")
    assert "2 of at most" in listed.text
    assert "To be declined" in listed.text
    first, second = await _kept(lab)
    assert first.answers == ("Dossin", "the captain")
    offered = await lab.world.autocomplete(
        lab.alice, lab.general, "eval remove", focused="question", typed="TUNNEL"
    )
    choices = await lab.world.until(lambda: offered.choices)
    assert [choice["value"] for choice in choices] == [second.id]
    removed = await _said(lab, lab.alice, "eval remove", question=second.id)
    assert "tunnel" in removed.text
    gone = await lab.world.click(lab.alice, listed, f"eval-remove|{first.id}")
    assert "steered" in (await _response(lab, gone)).text
    assert await _kept(lab) == ()
    again = await lab.world.slash(lab.alice, lab.general, "eval remove", question=first.id)
    assert "isn’t kept" in await _refusal(lab, again)


async def test_a_question_needs_an_expectation(lab: Lab) -> None:
    """Words of the answer or that there is none: one of the two, of an article that is there."""
    await know(lab)
    for options in ({}, {"answer": ";"}, {"answer": "Dossin", "declined": True}):
        done = await lab.world.slash(
            lab.alice, lab.general, "eval add", question=QUESTION, **options
        )
        assert "Give either" in await _refusal(lab, done)
    offered = await lab.world.autocomplete(
        lab.alice, lab.general, "eval add", focused="article", typed="ferry", question=QUESTION
    )
    article = (await lab.world.until(lambda: offered.choices))[0]["value"]
    await _said(
        lab, lab.alice, "eval add", question=QUESTION, answer="Dossin", article=str(article)
    )
    assert [each.article for each in await _kept(lab)] == [article]


async def test_there_are_only_so_many(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full set takes no more, and says what to do."""
    monkeypatch.setattr("bot.records.eval_questions.MOST", 1)
    await _said(lab, lab.alice, "eval add", question=QUESTION, answer="Dossin")
    full = await lab.world.slash(
        lab.alice, lab.general, "eval add", question="Who else?", answer="Nobody"
    )
    assert f"At most {MOST}" in await _refusal(lab, full)


async def test_others_may_not(lab: Lab) -> None:
    """The command isn't offered to people who don't manage the server."""
    with pytest.raises(Impossible):
        await lab.world.slash(lab.bob, lab.general, "eval list")


async def test_a_run_shows_what_ended_as_expected(lab: Lab) -> None:
    """The counts, the failures and the report, for the moderator alone."""
    await know(lab)
    await _said(lab, lab.alice, "eval add", question=QUESTION, answer="Dossin")
    await _said(lab, lab.alice, "eval add", question="Who sank the ferry in 1931?", answer="Renn")
    done = await lab.world.slash(lab.alice, lab.general, "eval run")
    shown = await lab.world.until(
        lambda: done.response if _ended(done.response) else None, timeout=PATIENCE
    )
    assert "1 of 2 as expected" in shown.text
    assert "sank the ferry" in shown.text
    sent = await lab.world.until(lambda: next(iter(done.followups), None))
    assert sent.ephemeral
    (report,) = sent.raw["attachments"]
    assert report["filename"].endswith(".html")
    assert report["size"] > 1_000


def _ended(message: FakeMessage | None) -> bool:
    return message is not None and "as expected" in message.text


async def test_a_run_can_be_stopped(host: Host, held: Held) -> None:
    """By its button or by a restart; meanwhile there is no second one."""
    held.only = "Who has"
    async with host.online() as lab:
        await know(lab)
        await _said(lab, lab.alice, "eval add", question=QUESTION, answer="Dossin")
        done = await lab.world.slash(lab.alice, lab.general, "eval run")
        shown = await _stoppable(lab, done)
        again = await lab.world.slash(lab.alice, lab.general, "eval run")
        assert "being asked already" in await _refusal(lab, again)
        await lab.world.click(lab.alice, shown, "Stop")
        await lab.world.until(lambda: "Stopped after 0 of 1" in shown.text, timeout=PATIENCE)
        shown = await _stoppable(lab, await lab.world.slash(lab.alice, lab.general, "eval run"))
    assert "restarting" in shown.text


async def test_a_run_that_fails_says_so(host: Host, held: Held) -> None:
    """With the sentence for the person; the mistake is in the log."""
    held.only = "Who has"
    held.broken = True
    host.world.expect_errors = True
    async with host.online() as lab:
        await know(lab)
        await _said(lab, lab.alice, "eval add", question=QUESTION, answer="Dossin")
        done = await lab.world.slash(lab.alice, lab.general, "eval run")
        assert "Something inside Footnote" in (await _ended_otherwise(lab, done)).text


async def _ended_otherwise(lab: Lab, done: FakeInteraction) -> FakeMessage:
    def shown() -> FakeMessage | None:
        response = done.response
        over = response is not None and not response.loading and "Stop" not in response.buttons
        return response if over else None

    found = await lab.world.until(shown, timeout=PATIENCE)
    assert found is not None
    return found


async def _stoppable(lab: Lab, done: FakeInteraction) -> FakeMessage:
    def shown() -> FakeMessage | None:
        response = done.response
        return response if response is not None and "Stop" in response.buttons else None

    found = await lab.world.until(shown, timeout=PATIENCE)
    assert found is not None
    assert "0 of 1" in found.text
    return found


async def test_a_run_without_questions_says_how_to_get_some(lab: Lab) -> None:
    """Nothing is asked."""
    done = await lab.world.slash(lab.alice, lab.general, "eval run")
    assert "No questions are kept" in await _refusal(lab, done)


async def _kept(lab: Lab) -> tuple[EvalQuestion, ...]:
    return await lab.parts.records.eval_questions.all(guild_corpus(lab.guild.id))
