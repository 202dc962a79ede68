"""Stopping in the middle of everything: each is told, in time, and what can goes on afterwards."""

import time

from tests.bot.discord.holding import Held
from tests.bot.discord.lab import Host, Lab, Models
from tests.bot.discord.library import know
from tests.bot.discord.pages import Pages
from tests.bot.discord.quick import hasty
from tests.bot.discord.reading import BRIDGE, html, message
from tests.bot.discord.scripted import ScriptedGenerator
from tests.discordfake import FakeMessage
from tests.index.fakes import BagOfWords

__all__ = ["hasty"]

QUESTION = "Who has steered the ferry since 2009?"
WITHIN = 10.0  # seconds


def own(lab: Lab, part: str) -> list[FakeMessage]:
    """Return the messages of the bot that say something or have such a button."""
    return [
        one
        for one in lab.world.messages(lab.general)
        if one.author is lab.world.bot and (part in one.text or part in one.buttons)
    ]


async def test_a_stop_in_the_middle_of_everything(host: Host, pages: Pages) -> None:
    """Answers that stream or wait say that the bot restarts; articles that wait go on later."""
    held = Held()
    held.only = "Jonas Falk"
    host.models = Models(held, ScriptedGenerator(waits=True))
    links = [pages.put("bridge", html("The bridge", BRIDGE)), pages.put("wall", html("The wall"))]
    async with host.online() as lab:
        await know(lab)
        new = await lab.world.say(lab.alice, lab.general, pages.put("third", html("The third")))
        await lab.world.slash(lab.alice, lab.general, "article add", link=links[0])
        await message(lab, lab.general, "Indexing")
        await held.begun.wait()
        await lab.world.slash(lab.alice, lab.general, "article add", link=links[1])
        summary = await lab.world.menu(lab.alice, lab.general, "Summarize", new)
        await lab.world.until(lambda: len(own(lab, "Waiting")) == 2)
        for _ in range(3):
            await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
        private = await lab.world.slash(
            lab.alice, lab.general, "ask", question=QUESTION, private=True
        )
        await lab.world.until(lambda: len(own(lab, "Stop")) == 3 and private.answered)
        stopping = time.monotonic()
    assert time.monotonic() - stopping < WITHIN
    assert len(own(lab, "Footnote is restarting")) == 3
    assert private.response is not None
    assert "Footnote is restarting" in private.response.text
    assert len(own(lab, "Waiting")) == 3
    assert own(lab, "Stop") == []
    assert ["restarting" in one.text for one in summary.followups] == [True]
    host.models = Models(BagOfWords(), ScriptedGenerator())
    async with host.online() as lab:
        await lab.world.until(lambda: len(own(lab, "Summarize")) == 3)
        assert own(lab, "Waiting") == []
