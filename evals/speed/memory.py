"""Resident memory of both processes, part by part, until answers have been written.

What is resident in both, such as the pages of a library, counts twice in the sum of what each
process has, and once in what they have together.
"""

import argparse
import asyncio
import gc
import importlib
import os
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from bot.errors import UserError
from bot.local_models import LocalModels
from evals.speed.findings import Bench, Findings, Plot, Table
from evals.speed.plots import Bars, bars_plot
from evals.speed.replies import story_prompts, timed_reply
from evals.speed.stores import CORPUS, made_store, model_settings, opened, quiet, sample_questions

_FACE = "bot.online.running"  # what the Discord face imports is in memory, too
_QUESTIONS = 16
_AS_IT_COMES = f"{_QUESTIONS} questions answered with quotes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resident:
    """What a process has in memory, in MB.

    Attributes:
        all: its resident pages.
        shared_out: the same, each page divided by the number of processes that have it.
    """

    all: float
    shared_out: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What both processes have once something is there."""

    name: str
    bot: Resident
    models: Resident

    @property
    def sum(self) -> float:
        """What the two have, in MB, pages of both counted twice."""
        return self.bot.all + self.models.all

    @property
    def together(self) -> float:
        """What the two have together, in MB."""
        return self.bot.shared_out + self.models.shared_out


def resident(pid: int) -> Resident:
    """Return what a process has in memory.

    Raises:
        UserError: this system doesn't tell.
    """
    path = Path(f"/proc/{pid}/smaps_rollup")
    if not path.is_file():
        raise UserError("Memory is measured by /proc, which only Linux has.")
    found = dict(_fields(path.read_text(encoding="ascii")))
    return Resident(all=found["Rss"], shared_out=found["Pss"])


def _fields(text: str) -> Iterator[tuple[str, float]]:
    """Yield the fields of /proc/PID/smaps_rollup that are sizes, in MB."""
    for line in text.splitlines():
        name, _, value = line.partition(":")
        if value.endswith(" kB"):
            yield name, int(value.split()[0]) * 1024 / 1e6


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take how large the store is."""
    parser.add_argument("--passages", type=int, default=10_000)


async def measured(arguments: argparse.Namespace, bench: Bench) -> Findings:
    """Return what is resident after each step."""
    store = await made_store(bench, passages=arguments.passages)
    importlib.import_module(_FACE)
    questions = [each.question for each in sample_questions()]
    steps: list[Step] = []
    async with AsyncExitStack() as stack:
        models = LocalModels(model_settings(bench), quiet())
        stack.push_async_callback(models.close)

        def note(name: str) -> None:
            gc.collect()
            pid = models.engine.pid
            nothing = Resident(all=0.0, shared_out=0.0)
            steps.append(
                Step(
                    name=name,
                    bot=resident(os.getpid()),
                    models=nothing if pid is None else resident(pid),
                )
            )

        note("program loaded")
        await models.engine.start()
        note("process for models started")
        await models.embedder()
        await models.reranker()
        note("embedding and reranking models")
        quoting = await stack.enter_async_context(opened(bench, store, models, wording="quotes"))
        answers = await quoting.answers()
        note(f"store of {arguments.passages:,} passages open")
        for question in questions[:_QUESTIONS]:
            await answers.answering.outcome(CORPUS, question)
        note(_AS_IT_COMES)
        generator = await models.generator()
        await generator.warm(system="")
        note("generation model loaded")
        prompts = story_prompts(0)
        await asyncio.gather(*(timed_reply(generator, each, max_tokens=64) for each in prompts))
        note(f"{len(prompts)} replies written at once")
    return _findings(steps)


def _findings(steps: list[Step]) -> Findings:
    usual = next(each for each in steps if each.name == _AS_IT_COMES)
    most = steps[-1]
    return Findings(
        title="Memory",
        values={"resident_megabytes": usual.sum, "resident_megabytes_writing": most.sum},
        tables=(_table(steps),),
        plots=(_plot(steps),),
        notes=(
            f"Resident as it comes, with answers made of quotes: {usual.sum:.0f} MB, of which "
            f"{usual.sum - usual.together:.0f} MB are counted twice or more, since other processes "
            f"have them, too. When the generation model has been asked: {most.sum:.0f} MB.",
        ),
    )


def _table(steps: list[Step]) -> Table:
    return Table(
        headers=("once there is", "bot MB", "models MB", "sum MB", "more MB", "shared out MB"),
        rows=tuple(
            (
                each.name,
                f"{each.bot.all:.0f}",
                f"{each.models.all:.0f}",
                f"{each.sum:.0f}",
                f"{each.sum - (before.sum if before else 0.0):+.0f}",
                f"{each.together:.0f}",
            )
            for before, each in zip([None, *steps[:-1]], steps, strict=True)
        ),
    )


def _plot(steps: list[Step]) -> Plot:
    return Plot(
        name="memory",
        told="Resident memory of the bot's process and of the models' process, step by step",
        svg=bars_plot(
            "Resident memory",
            ["the bot", "the models"],
            [Bars(label=each.name, values=(each.bot.all, each.models.all)) for each in steps],
            unit="MB",
        ),
    )
