"""Time to the first and to the last token of a reply, by the length of its prompt.

Prompts are of random words, none begins like another, and nothing else is asked meanwhile.
"""

import argparse
from contextlib import AsyncExitStack
from functools import partial
from statistics import median

from answer.ports import Generator
from answer.prompts import Prompt
from engine.process.engine import Engine
from evals.speed.findings import Bench, Findings, Plot, Table
from evals.speed.locked_models import locked_models
from evals.speed.machine import limits
from evals.speed.plots import Line, lines_plot, told
from evals.speed.replies import Reply, engine_generator, long_text, timed_reply
from evals.speed.timing import in_turns, ratio

_FOOTNOTE = "Footnote"
_LOCKED = "one Llama"
_LENGTHS = (128, 256, 512, 1024, 2048, 3584)
_REPLY_TOKENS = 32

Times = dict[int, dict[str, list[Reply]]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take how often each length is measured."""
    parser.add_argument("--rounds", type=int, default=3)


async def measured(arguments: argparse.Namespace, bench: Bench) -> Findings:
    """Return how long prompts of each length take."""
    async with AsyncExitStack() as stack:
        locked = await stack.enter_async_context(locked_models(bench))
        engine = await stack.enter_async_context(Engine())
        ours = await stack.enter_async_context(engine_generator(bench, engine))
        generators: dict[str, Generator] = {_FOOTNOTE: ours, _LOCKED: locked.generation}
        for each in generators.values():
            await each.warm(system="")
        times: Times = {}
        for length in _LENGTHS:
            bench.say(f"Prompts of {length} tokens …")
            times[length] = await in_turns(
                {name: partial(_reply, each, length) for name, each in generators.items()},
                rounds=arguments.rounds,
            )
        operations = limits(bench.settings.thread_count).operations
        fastest = operations / (2 * ours.parameters)
    return Findings(
        title="Length of the prompt",
        values={},
        tables=(_table(times),),
        plots=(_plot(times),),
        notes=(
            f"Replies of {_REPLY_TOKENS} tokens; medians of {arguments.rounds} prompts of each "
            "length. “One Llama” is llama-cpp-python's high-level class, given the same prompts.",
            f"A product of matrices in single precision does {operations / 1e9:.0f} billion "
            f"operations a second here, which would read {fastest:.0f} tokens a second; the "
            "model's weights are bytes, of which a register holds four times as many.",
        ),
    )


async def _reply(generator: Generator, length: int, number: int) -> Reply:
    text = await long_text(generator, length, seed=1000 * number + length)
    return await timed_reply(generator, Prompt(system="", user=text), max_tokens=_REPLY_TOKENS)


def _table(times: Times) -> Table:
    rows = []
    for length, ways in times.items():
        firsts = {name: [each.first for each in replies] for name, replies in ways.items()}
        lasts = {name: median(each.last for each in replies) for name, replies in ways.items()}
        rows.append(
            (
                str(length),
                *(told(median(firsts[name])) for name in (_FOOTNOTE, _LOCKED)),
                f"{ratio(firsts[_FOOTNOTE], firsts[_LOCKED]):.2f}",
                *(told(lasts[name]) for name in (_FOOTNOTE, _LOCKED)),
                told(length / median(firsts[_FOOTNOTE])),
            )
        )
    return Table(
        headers=(
            "tokens of the prompt",
            "first token s, Footnote",
            "one Llama",
            "ratio",
            "last token s, Footnote",
            "one Llama",
            "tokens read a second",
        ),
        rows=tuple(rows),
    )


def _plot(times: Times) -> Plot:
    def points(name: str, moment: str) -> tuple[tuple[float, float], ...]:
        return tuple(
            (length, median(getattr(each, moment) for each in ways[name]))
            for length, ways in times.items()
        )

    return Plot(
        name="prompts",
        told="Seconds to the first and to the last token by the length of the prompt",
        svg=lines_plot(
            "Seconds to the first and to the last token",
            [
                Line(name=f"{name}, {moment}", points=points(name, moment))
                for moment in ("first", "last")
                for name in (_FOOTNOTE, _LOCKED)
            ],
            across="tokens of the prompt",
            up="seconds",
        ),
    )
