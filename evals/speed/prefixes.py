"""Beginnings that prompts share: how much sooner the first token comes.

Four prompts of the same length each time: one that shares nothing with any before; one with the
system text of others; one about an article that another was about; and one that was asked before.
"""

import argparse
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from statistics import median

from answer.prompts import Prompt
from engine.process.engine import Engine
from engine.process.models import RemoteGenerator
from evals.speed.findings import Bench, Findings, Plot, Table
from evals.speed.plots import Bars, bars_plot, told
from evals.speed.replies import engine_generator, long_text, timed_reply
from evals.speed.timing import in_turns, ratio

_SYSTEM = (
    "You answer questions from a text. Reply with one to three short sentences, sixty words at "
    "most, in the words and the language of the text wherever you can. Give the answer itself "
    "first. Keep numbers, names, dates and who said what exactly as they are there."
)
_QUESTIONS = ("What happened, and when?", "Who said so, and where?")
_TEXT_TOKENS = 600
_REPLY_TOKENS = 16
_NOTHING, _SYSTEM_TEXT = "nothing", "the system text"
_ARTICLE, _ALL = "system text and article", "everything"


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """When a reply's first token came, and how much of its prompt had been read before."""

    seconds: float
    read: int
    reused: int


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take how many rounds there are."""
    parser.add_argument("--rounds", type=int, default=6)


async def measured(arguments: argparse.Namespace, bench: Bench) -> Findings:
    """Return how long the first token takes by what is shared."""
    async with AsyncExitStack() as stack:
        engine = await stack.enter_async_context(Engine())
        generator = await stack.enter_async_context(engine_generator(bench, engine))
        await generator.warm(system=_SYSTEM)
        ways = {
            _NOTHING: partial(_nothing, generator),
            _SYSTEM_TEXT: partial(_system_text, generator),
            _ARTICLE: partial(_article, generator),
            _ALL: partial(_all, generator),
        }
        found = await in_turns(ways, rounds=arguments.rounds)
    return Findings(
        title="Shared beginnings",
        values={"article": ratio(_seconds(found[_ARTICLE]), _seconds(found[_NOTHING]))},
        tables=(_table(found),),
        plots=(_plot(found),),
        notes=(f"Prompts with a text of {_TEXT_TOKENS} tokens; medians of {arguments.rounds}.",),
    )


async def _nothing(generator: RemoteGenerator, number: int) -> First:
    text = await long_text(generator, _TEXT_TOKENS, seed=10 * number)
    # What differs stands first, so that nothing after it can be shared.
    return await _first(generator, _prompt(text, 0, system=f"{number}. {_SYSTEM}"))


async def _system_text(generator: RemoteGenerator, number: int) -> First:
    text = await long_text(generator, _TEXT_TOKENS, seed=10 * number + 1)
    return await _first(generator, _prompt(text, 0))


async def _article(generator: RemoteGenerator, number: int) -> First:
    text = await long_text(generator, _TEXT_TOKENS, seed=10 * number + 2)
    await _first(generator, _prompt(text, 0))
    return await _first(generator, _prompt(text, 1))


async def _all(generator: RemoteGenerator, number: int) -> First:
    text = await long_text(generator, _TEXT_TOKENS, seed=10 * number + 3)
    await _first(generator, _prompt(text, 0))
    return await _first(generator, _prompt(text, 0))


def _prompt(text: str, question: int, *, system: str = _SYSTEM) -> Prompt:
    return Prompt(system=system, user=f"{text}\n\nQuestion: {_QUESTIONS[question]}")


async def _first(generator: RemoteGenerator, prompt: Prompt) -> First:
    before = await generator.counters()
    reply = await timed_reply(generator, prompt, max_tokens=_REPLY_TOKENS)
    after = await generator.counters()
    return First(
        seconds=reply.first, read=after.read - before.read, reused=after.reused - before.reused
    )


def _seconds(found: list[First]) -> list[float]:
    return [each.seconds for each in found]


def _table(found: dict[str, list[First]]) -> Table:
    rows = tuple(
        (
            name,
            told(median(_seconds(each))),
            f"{ratio(_seconds(each), _seconds(found[_NOTHING])):.2f}",
            f"{median(one.read for one in each):.0f}",
            f"{median(one.reused for one in each):.0f}",
        )
        for name, each in found.items()
    )
    return Table(
        headers=("what is shared", "first token s", "ratio", "tokens read", "tokens reused"),
        rows=rows,
    )


def _plot(found: dict[str, list[First]]) -> Plot:
    return Plot(
        name="prefixes",
        told="Seconds to the first token by what a prompt shares with those before it",
        svg=bars_plot(
            "Seconds to the first token, median",
            ["by what is shared with prompts before"],
            [Bars(label=name, values=(median(_seconds(each)),)) for name, each in found.items()],
            unit="s",
        ),
    )
