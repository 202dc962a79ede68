"""Prompt lookup on and off: how much sooner replies are done, and whether they are the same.

The prompts are those of real answers: questions of the samples with the evidence that was found.
"""

import argparse
import asyncio
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from functools import partial
from statistics import median

from answer.prompts import Prompt
from engine.batching.counters import Counters
from engine.process.engine import Engine
from engine.process.models import RemoteGenerator
from evals.speed.answer_prompts import REPLY_TOKENS, STOP, answer_prompts, in_eights
from evals.speed.findings import Bench, Findings, Plot, Table
from evals.speed.plots import Bars, bars_plot, told
from evals.speed.replies import Reply, best_options, engine_generator, timed_reply
from evals.speed.timing import in_turns, ratio

_OFF, _ON = "off", "on"
_GUESSED = 8  # where the bot would guess nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """Replies to some prompts that were asked at once.

    Attributes:
        writing: seconds from the first token to the last, of all of them together.
    """

    texts: tuple[str, ...]
    writing: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take how many prompts there are."""
    parser.add_argument("--prompts", type=int, default=24)


async def measured(arguments: argparse.Namespace, bench: Bench) -> Findings:
    """Return what guessing ahead saves."""
    async with AsyncExitStack() as stack:
        engine = await stack.enter_async_context(Engine())
        options = await best_options(bench, engine)
        guessed = options.drafted or _GUESSED
        generators = {
            name: await stack.enter_async_context(
                engine_generator(bench, engine, replace(options, drafted=drafted))
            )
            for name, drafted in ((_OFF, 0), (_ON, guessed))
        }
        prompts = await answer_prompts(bench, generators[_OFF], arguments.prompts)
        found = {}
        for kind, portions in (
            ("one at a time", [[each] for each in prompts]),
            ("eight at once", in_eights(prompts)),
        ):
            bench.say(f"{len(prompts)} replies, {kind} …")
            before = await generators[_ON].counters()
            done = await in_turns(
                {name: partial(_written, each, portions) for name, each in generators.items()},
                rounds=len(portions),
            )
            found[kind] = done, before, await generators[_ON].counters()
    return Findings(
        title="Prompt lookup",
        values={f"ratio_{kind.split()[0]}": _saved(done) for kind, (done, _, _) in found.items()},
        tables=(_table(found),),
        plots=(_plot({kind: done for kind, (done, _, _) in found.items()}),),
        notes=(
            "Answers copy from their evidence, so what followed the last words where they stand in "
            "the prompt is guessed and verified in the same step. Seconds are those from the first "
            "token to the last. Texts may differ where the two best tokens were all but equal, "
            "since a step of several tokens is added up in another order.",
            f"At most {guessed} tokens are guessed in a step, all replies together, "
            + (
                "as was found to be best here."
                if options.drafted
                else "though `footnote tune` found that it doesn't pay here, so that the bot "
                "guesses nothing."
            ),
        ),
    )


async def _written(
    generator: RemoteGenerator, portions: Sequence[Sequence[Prompt]], number: int
) -> Done:
    """Have a portion written, and return what came."""
    began = time.perf_counter()
    replies: list[Reply] = await asyncio.gather(
        *(
            timed_reply(generator, each, max_tokens=REPLY_TOKENS, stop=STOP)
            for each in portions[number]
        )
    )
    took = time.perf_counter() - began
    return Done(
        texts=tuple(each.text for each in replies),
        writing=took - min(each.first for each in replies),
    )


Found = dict[str, tuple[dict[str, list[Done]], Counters, Counters]]


def _saved(done: dict[str, list[Done]]) -> float:
    """Return the seconds with lookup as a share of those without."""
    return ratio([each.writing for each in done[_ON]], [each.writing for each in done[_OFF]])


def _table(found: Found) -> Table:
    rows = []
    for kind, (done, before, after) in found.items():
        pairs = [
            (text, other)
            for one, two in zip(done[_OFF], done[_ON], strict=True)
            for text, other in zip(one.texts, two.texts, strict=True)
        ]
        drafted, accepted = after.drafted - before.drafted, after.accepted - before.accepted
        rows.append(
            (
                kind,
                told(median(each.writing for each in done[_OFF])),
                told(median(each.writing for each in done[_ON])),
                f"{_saved(done):.2f}",
                f"{sum(one == two for one, two in pairs)} of {len(pairs)}",
                f"{accepted / drafted:.0%} of {drafted}" if drafted else "none were guessed",
                told((after.written - before.written) / (after.steps - before.steps)),
            )
        )
    return Table(
        headers=(
            "replies",
            "without s",
            "with s",
            "ratio",
            "the same text",
            "guesses that were right",
            "tokens a step",
        ),
        rows=tuple(rows),
    )


def _plot(found: dict[str, dict[str, list[Done]]]) -> Plot:
    return Plot(
        name="lookup",
        told="Seconds from the first token to the last, without and with prompt lookup",
        svg=bars_plot(
            "Seconds from the first token to the last, median",
            ["without prompt lookup", "with it"],
            [
                Bars(
                    label=kind,
                    values=tuple(
                        median(each.writing for each in done[name]) for name in (_OFF, _ON)
                    ),
                )
                for kind, done in found.items()
            ],
            unit="s",
        ),
    )
