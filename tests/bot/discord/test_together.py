"""Eight people ask at once, and the process with the models crashes, with the real models."""

import asyncio
import os
import signal
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass

import pytest
import pytest_asyncio

from answer.ports import Generator
from engine.options import usual
from engine.process.engine import Engine
from engine.threads import default_threads
from engine.weights import Weights
from index.ports import Reranker
from tests.bot.discord.lab import Host, Lab, Models
from tests.bot.discord.library import BRIDGE, FERRY, know
from tests.bot.discord.watching import shown
from tests.discordfake import FakeMessage

PATIENCE = 120.0  # seconds, for the real models on a busy machine
SILENT = 8.0  # seconds, after which a process with models is taken for hung
ASKED = {
    "Who has steered the ferry since 2009?": "Mirelle Dossin",
    "What does a return ticket cost?": "eleven crowns",
    "When does the ferry leave the harbour of Tarn?": "six in the morning",
    "Do dogs travel free on the ferry?": "dogs travel free",
    "Who opened the Hallow bridge?": "Tobias Renn",
    "When was the Hallow bridge opened?": "1931",
    "How often is the Hallow bridge painted?": "seven years",
    "What colour is the Hallow bridge painted?": "green",
}
QUESTION = "Who has steered the ferry since 2009?"


@dataclass
class ModelsApart(Models):
    """Models in a process of their own."""

    engine: Engine
    loaded_reranker: Reranker

    async def reranker(self) -> Reranker:  # type: ignore[override] # there is one here
        """Return the reranking model."""
        return self.loaded_reranker


@pytest_asyncio.fixture
async def apart(
    embedding_weights: Weights, reranking_weights: Weights, generation_weights: Weights
) -> AsyncIterator[ModelsApart]:
    """The bundled models in a process that a test may kill."""
    async with Engine(silent_seconds=SILENT) as engine:
        yield ModelsApart(
            await engine.embedder(embedding_weights),
            await engine.generator(generation_weights, options=usual(default_threads())),
            engine,
            await engine.reranker(reranking_weights),
        )


class Watched:
    """A generator whose replies all begin when as many have been asked for as a test expects.

    Attributes:
        pieces: the numbers of the replies, in the order in which their pieces came.
    """

    def __init__(self, generator: Generator, *, expected: int) -> None:
        """Watch `generator`."""
        self._generator = generator
        self._all_there = asyncio.Barrier(expected)
        self._begun = 0
        self.pieces: list[int] = []
        self.context_tokens = generator.context_tokens
        self.parameters = generator.parameters

    async def count_tokens(self, *, system: str, user: str) -> int:
        """Return the tokens of the prompt."""
        return await self._generator.count_tokens(system=system, user=user)

    async def warm(self, *, system: str) -> None:
        """Read the beginning of the prompts."""
        await self._generator.warm(system=system)

    async def generate(
        self,
        *,
        system: str,
        user: str,
        max_tokens: int,
        temperature: float = 0.0,
        stop: Sequence[str] = (),
    ) -> AsyncGenerator[str, None]:
        """Stream a reply, once all are there."""
        number = self._begun
        self._begun += 1
        await self._all_there.wait()
        reply = self._generator.generate(
            system=system, user=user, max_tokens=max_tokens, temperature=temperature, stop=stop
        )
        async with aclosing(reply) as pieces:
            async for piece in pieces:
                self.pieces.append(number)
                yield piece


class Fatal(Watched):
    """A generator whose process is killed, or stopped, when a piece of its reply has come.

    Attributes:
        killed: the numbers of the processes that were.
    """

    def __init__(
        self, models: ModelsApart, *, times: int, by: signal.Signals = signal.SIGKILL
    ) -> None:
        """Send a signal to the process of `models`, and those after it."""
        super().__init__(models.loaded_generator, expected=1)
        self._engine = models.engine
        self._times = times
        self._signal = by
        self.killed: list[int] = []

    async def generate(
        self,
        *,
        system: str,
        user: str,
        max_tokens: int,
        temperature: float = 0.0,
        stop: Sequence[str] = (),
    ) -> AsyncGenerator[str, None]:
        """Stream a reply, and kill the process that writes it at every piece as often as wanted."""
        reply = super().generate(
            system=system, user=user, max_tokens=max_tokens, temperature=temperature, stop=stop
        )
        async with aclosing(reply) as pieces:
            async for piece in pieces:
                pid = self._engine.pid
                if pid is not None and len(self.killed) < self._times and pid not in self.killed:
                    self.killed.append(pid)
                    os.kill(pid, self._signal)
                yield piece


async def test_eight_people_ask_at_once(host: Host, apart: ModelsApart) -> None:
    """All are written at the same time, piece by piece in turns, and each gets the right answer."""
    watched = Watched(apart.loaded_generator, expected=len(ASKED))
    apart.loaded_generator = watched
    host.models = apart
    async with host.online(wording="model") as lab:
        await know(lab)
        await know(lab, BRIDGE, title="The Hallow bridge", url=None)
        people = [lab.world.user(f"person{number}") for number in range(len(ASKED))]
        for person in people:
            lab.guild.join(person)
        await asyncio.gather(
            *(
                lab.world.slash(person, lab.general, "ask", question=question)
                for person, question in zip(people, ASKED, strict=True)
            )
        )
        await lab.world.until(lambda: len(answers(lab)) == len(ASKED), timeout=PATIENCE)
        for question, right in ASKED.items():
            [answer] = [one for one in answers(lab) if f"asked: {question}" in one.text]
            assert right in answer.text.split("asked:")[1]
    assert set(watched.pieces) == set(range(len(ASKED)))
    turns = sum(
        one != other for one, other in zip(watched.pieces, watched.pieces[1:], strict=False)
    )
    assert turns > 2 * len(ASKED)


@pytest.mark.parametrize("times", [1, 9])
async def test_a_crash_costs_no_answer(
    host: Host, apart: ModelsApart, times: int, caplog: pytest.LogCaptureFixture
) -> None:
    """The reply goes on in another process; where that crashes too, quotes are the answer."""
    apart.loaded_generator = fatal = Fatal(apart, times=times)
    host.models = apart
    async with host.online(wording="model") as lab:
        await know(lab, FERRY)
        await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
        answer = await lab.world.until(lambda: answers(lab), timeout=PATIENCE)
        assert "Mirelle Dossin" in answer[0].text
        await lab.world.slash(lab.alice, lab.general, "ask", question="What does a ticket cost?")
        await lab.world.until(lambda: len(answers(lab)) == 2, timeout=PATIENCE)
        assert "eleven crowns" in (await shown(lab, "Follow up")).text
        await apart.engine.close()  # whose tasks are others by now
    assert fatal.killed
    assert ("The model crashed while it wrote" in caplog.text) == (times > 1)


async def test_a_hang_costs_no_answer(
    host: Host, apart: ModelsApart, caplog: pytest.LogCaptureFixture
) -> None:
    """Models that give no sign of life are replaced, and the reply goes on where it was."""
    apart.loaded_generator = fatal = Fatal(apart, times=1, by=signal.SIGSTOP)
    host.models = apart
    async with host.online(wording="model") as lab:
        await know(lab, FERRY)
        await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
        answer = await lab.world.until(lambda: answers(lab), timeout=PATIENCE)
        assert "Mirelle Dossin" in answer[0].text
        await apart.engine.close()  # whose tasks are others by now
    assert len(fatal.killed) == 1
    assert "no sign of life" in caplog.text
    assert "The model crashed" not in caplog.text


def answers(lab: Lab) -> list[FakeMessage]:
    """Return the bot's messages that stand in their last form."""
    return [one for one in lab.world.messages(lab.general) if "Follow up" in one.buttons]
