"""Nothing that could start earlier waits, and nothing is shown that only costs time."""

import logging

import pytest

from tests.answer.fakes import FakeGenerator
from tests.bot.discord.lab import Host
from tests.bot.discord.library import know
from tests.bot.discord.quick import embedder, generator, hasty
from tests.bot.discord.scripted import ScriptedGenerator
from tests.bot.discord.watching import PATIENCE, latest, shown

__all__ = ["embedder", "generator", "hasty"]

QUESTION = "Who has steered the ferry since 2009?"


async def test_the_search_begins_while_the_question_is_acknowledged(host: Host) -> None:
    """The model writes already when Discord hears of it; nothing is shown before."""
    host.models.loaded_generator = model = ScriptedGenerator(waits=True)
    async with host.online() as lab:
        await know(lab)
        go = lab.world.hold("POST /interactions/.*/callback")
        interaction = await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
        await lab.world.until(lambda: model.begun, timeout=PATIENCE)
        assert interaction.acknowledged is None
        assert latest(lab) is None
        go.set()
        await shown(lab, "Mirelle Dossin")
        model.open.set()
        await shown(lab, "Follow up")


async def test_a_question_that_isnt_acknowledged_isnt_answered(host: Host) -> None:
    """Where Discord doesn't know the interaction any more, nothing is shown, and nothing kept."""
    host.models.loaded_generator = model = ScriptedGenerator(waits=True)
    async with host.online() as lab:
        await know(lab)
        go = lab.world.hold("POST /interactions/.*/callback")
        lab.world.fail_next("POST /interactions/.*/callback", 404, {"code": 10062, "message": "?"})
        lab.world.expect_violations = True  # the interaction stays without an answer
        await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
        await lab.world.until(lambda: model.begun, timeout=PATIENCE)
        go.set()
        await lab.world.until(lambda: model.ended)
        await lab.world.until(lambda: lab.parts.queue.running == 0)
        assert lab.world.messages(lab.general) == []


async def test_an_answer_that_follows_at_once_is_one_message(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Quotes need no step before them: the message appears in its last form."""
    monkeypatch.setattr("bot.posting.steps.MOMENT", 60.0)
    async with host.online(wording="quotes") as lab:
        await know(lab)
        await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
        answer = await shown(lab, "Follow up")
        assert "Mirelle Dossin" in answer.text
        assert answer.edits == 0


async def test_stopping_makes_room_for_the_next(host: Host) -> None:
    """Who waits has the turn of a question that was stopped."""
    host.models.loaded_generator = model = ScriptedGenerator(waits=True)
    async with host.online(parallel=1) as lab:
        await know(lab)
        await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
        step = await shown(lab, "Mirelle Dossin")
        await lab.world.slash(lab.alice, lab.general, "ask", question=QUESTION)
        waiting = await shown(lab, "Waiting. This question is next.")
        await lab.world.click(lab.bob, step, "Stop")
        await lab.world.until(lambda: "Mirelle Dossin" in waiting.text, timeout=PATIENCE)
        assert (model.begun, model.ended) == (2, 1)
        model.open.set()
        await lab.world.until(lambda: "Follow up" in waiting.buttons)


async def test_the_model_is_made_ready_before_somebody_asks(host: Host) -> None:
    """It has read what every answer's prompt begins with, if it is going to be asked."""
    host.models.loaded_generator = model = FakeGenerator("")
    async with host.online() as lab:
        await lab.world.until(lambda: len(model.warmed) == 2)
    host.models.loaded_generator = silent = FakeGenerator("")
    async with host.online(wording="quotes") as lab:
        await lab.world.answered(await lab.world.slash(lab.bob, lab.general, "about"))
    assert silent.warmed == []


async def test_where_the_time_went_is_logged(host: Host, caplog: pytest.LogCaptureFixture) -> None:
    """Every stage is named, Discord's too, and nothing of what was asked."""
    caplog.set_level(logging.INFO, "bot.asking.asking")
    async with host.online() as lab:
        await know(lab)
        await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
        await shown(lab, "Follow up")
        await lab.world.until(lambda: "Where the time" in caplog.text)
    assert "discord" in caplog.text
    assert "ferry" not in caplog.text
