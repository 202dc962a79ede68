"""Eight answers written at once, without the search before: one engine against one `Llama`.

The prompts are those of real answers, which share their system text and nothing else.
"""

import argparse
import asyncio
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from statistics import median

from answer.ports import Generator
from answer.prompts import Prompt
from engine.process.engine import Engine
from evals.speed.answer_prompts import REPLY_TOKENS, STOP, answer_prompts, in_eights
from evals.speed.findings import Bench, Findings, Plot, Table
from evals.speed.locked_models import locked_models
from evals.speed.plots import Bars, bars_plot, told
from evals.speed.replies import engine_generator, timed_reply
from evals.speed.timing import in_turns, ratio, spread

_FOOTNOTE, _LOCKED = "Footnote", "one Llama behind a lock"
_ALONE, _TOGETHER = "one at a time", "eight at once"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Replies that were asked for at once, in seconds after that."""

    firsts: tuple[float, ...]
    seconds: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take how many prompts there are, half of them for each kind of asking."""
    parser.add_argument("--prompts", type=int, default=48)


async def measured(arguments: argparse.Namespace, bench: Bench) -> Findings:
    """Return how long replies take, alone and together."""
    async with AsyncExitStack() as stack:
        locked = await stack.enter_async_context(locked_models(bench))
        engine = await stack.enter_async_context(Engine())
        ours = await stack.enter_async_context(engine_generator(bench, engine))
        prompts = await answer_prompts(bench, ours, arguments.prompts)
        counts = [await ours.count_tokens(system=each.system, user=each.user) for each in prompts]
        generators: dict[str, Generator] = {_FOOTNOTE: ours, _LOCKED: locked.generation}
        for each in generators.values():
            await each.warm(system=prompts[0].system)
        half = len(prompts) // 2
        found = {}
        for kind, portions in (
            (_ALONE, [[each] for each in prompts[:half]]),
            (_TOGETHER, in_eights(prompts[half:])),
        ):
            bench.say(f"Replies, {kind} …")
            found[kind] = await in_turns(
                {name: partial(_write, each, portions) for name, each in generators.items()},
                rounds=len(portions),
            )
    return Findings(
        title="Answers written at once, without the search",
        values={f"ratio_{kind.split()[0]}": _ratio(ways) for kind, ways in found.items()},
        tables=(_table(found),),
        plots=(_plot(found),),
        notes=(
            f"Prompts of {median(counts):.0f} tokens in the median, each written once by each. "
            "Ratios are of the seconds until all asked at once are done.",
        ),
    )


async def _write(
    generator: Generator, portions: Sequence[Sequence[Prompt]], number: int
) -> Written:
    began = time.perf_counter()
    replies = await asyncio.gather(
        *(
            timed_reply(generator, each, max_tokens=REPLY_TOKENS, stop=STOP)
            for each in portions[number]
        )
    )
    took = time.perf_counter() - began
    return Written(firsts=tuple(each.first for each in replies), seconds=took)


def _ratio(ways: dict[str, list[Written]]) -> float:
    ours, theirs = ([each.seconds for each in ways[name]] for name in (_FOOTNOTE, _LOCKED))
    return ratio(ours, theirs)


def _table(found: dict[str, dict[str, list[Written]]]) -> Table:
    rows = []
    for kind, ways in found.items():
        for name, each in ways.items():
            firsts = spread([first for written in each for first in written.firsts])
            rows.append(
                (
                    kind,
                    name,
                    told(firsts.p50),
                    told(firsts.p95),
                    told(median(written.seconds for written in each)),
                    f"{_ratio(ways):.2f}" if name == _FOOTNOTE else "1.00",
                )
            )
    return Table(
        headers=("replies", "who writes", "first word p50 s", "p95", "all done s", "ratio"),
        rows=tuple(rows),
    )


def _plot(found: dict[str, dict[str, list[Written]]]) -> Plot:
    names = (_FOOTNOTE, _LOCKED)
    return Plot(
        name="writing",
        told="Seconds until all replies asked for at once are written",
        svg=bars_plot(
            "Seconds until all replies asked for at once are written",
            names,
            [
                Bars(
                    label=kind,
                    values=tuple(median(each.seconds for each in ways[name]) for name in names),
                )
                for kind, ways in found.items()
            ],
            unit="s",
        ),
    )
