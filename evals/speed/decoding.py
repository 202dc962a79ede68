"""Tokens a second of one reply and of eight at once, against llama.cpp alone and the machine.

Footnote writes through everything that is between a bot and the model: chat template, process
boundary, choice of the token, text. What it is compared with computes tokens of chance and looks at
nothing (as llama-bench and llama-batched-bench do), or is llama.cpp's own server, asked by HTTP.
"""

import argparse
import asyncio
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from statistics import median

from answer.prompts import Prompt
from engine.process.engine import Engine
from engine.process.models import RemoteGenerator
from engine.weights import Role
from evals.speed.baselines import BareModel
from evals.speed.findings import Bench, Findings, Plot, Table
from evals.speed.machine import Limits, limits
from evals.speed.plots import Bars, bars_plot, told
from evals.speed.replies import best_options, engine_generator, story_prompts, timed_reply
from evals.speed.server import LlamaServer, llama_server
from evals.speed.stores import model_settings, weights
from evals.speed.timing import Way, in_turns, ratio

_STREAMS = 8
_TOKENS = 128  # of each reply
_PROMPT_TOKENS = 48  # of what the bare model reads before: about those of the others' prompts
_OURS, _DRAFTING = "Footnote, guessing nothing", "Footnote"
_BARE, _SERVER = "llama.cpp computing only", "llama.cpp's server"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Tokens a second of each, round by round."""

    one: dict[str, list[float]]
    eight: dict[str, list[float]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take how many rounds there are."""
    parser.add_argument("--rounds", type=int, default=5)


async def measured(arguments: argparse.Namespace, bench: Bench) -> Findings:
    """Return rates of writing."""
    threads = bench.settings.thread_count
    bounds = limits(threads)
    generation = await weights(Role.GENERATION, model_settings(bench))
    async with AsyncExitStack() as stack:
        engine = await stack.enter_async_context(Engine())
        options = await best_options(bench, engine)
        plain = await stack.enter_async_context(
            engine_generator(bench, engine, replace(options, drafted=0))
        )
        drafting = await stack.enter_async_context(engine_generator(bench, engine, options))
        alone = BareModel(generation, threads=threads, streams=1)
        stack.callback(alone.close)
        batched = BareModel(generation, threads=threads, streams=_STREAMS)
        stack.callback(batched.close)
        one: dict[str, Way[float]] = {
            _OURS: lambda number: _one(plain, number),
            _BARE: lambda _: _bare_one(alone),
            _DRAFTING: lambda number: _one(drafting, number),
        }
        eight: dict[str, Way[float]] = {
            _OURS: lambda number: _eight(plain, number),
            _BARE: lambda _: _bare_eight(batched),
            _DRAFTING: lambda number: _eight(drafting, number),
        }
        if bench.llama_server is not None:
            server = await stack.enter_async_context(
                llama_server(bench.llama_server, generation, threads=threads, slots=_STREAMS)
            )
            eight[_SERVER] = lambda number: _by_server(server, number)
        for way in (*one.values(), *eight.values()):
            await way(-1)
        bench.say("One reply …")
        of_one = await in_turns(one, rounds=arguments.rounds)
        bench.say("Eight replies at once …")
        of_eight = await in_turns(eight, rounds=arguments.rounds)
        size = alone.bytes
    return _findings(Measured(one=of_one, eight=of_eight), bounds, size)


async def _bare_one(bare: BareModel) -> float:
    """Return the tokens a second of llama.cpp alone, in this thread, while nothing else is done.

    In a thread that didn't load the model it is a third slower.
    """
    return bare.writing_rate(_TOKENS, after=_PROMPT_TOKENS)


async def _bare_eight(bare: BareModel) -> float:
    """Return the same for eight sequences, the reading of what is before them counted."""
    return bare.throughput(_TOKENS, streams=_STREAMS, prompt=_PROMPT_TOKENS)


async def _one(generator: RemoteGenerator, number: int) -> float:
    """Return the tokens a second of one reply from its first token on."""
    before = await generator.counters()
    prompt = story_prompts(number)[0]
    reply = await timed_reply(generator, prompt, max_tokens=_TOKENS)
    written = (await generator.counters()).written - before.written
    return (written - 1) / (reply.last - reply.first)


async def _eight(generator: RemoteGenerator, number: int) -> float:
    """Return the tokens a second of eight replies, the reading of their prompts counted."""
    before = await generator.counters()
    took = await _all(generator, story_prompts(number))
    return ((await generator.counters()).written - before.written) / took


async def _all(generator: RemoteGenerator, prompts: Sequence[Prompt]) -> float:
    began = time.perf_counter()
    await asyncio.gather(*(timed_reply(generator, each, max_tokens=_TOKENS) for each in prompts))
    return time.perf_counter() - began


async def _by_server(server: LlamaServer, number: int) -> float:
    began = time.perf_counter()
    written = await server.replies(story_prompts(number), max_tokens=_TOKENS)
    return written / (time.perf_counter() - began)


def _findings(found: Measured, bounds: Limits, size: int) -> Findings:
    values = {
        "one_stream": ratio(found.one[_OURS], found.one[_BARE]),
        "eight_streams_bare": ratio(found.eight[_OURS], found.eight[_BARE]),
    }
    if _SERVER in found.eight:
        values["eight_streams"] = ratio(found.eight[_OURS], found.eight[_SERVER])
    most = bounds.bytes_read / size
    return Findings(
        title="Tokens a second",
        values=values,
        tables=(_table(found, most),),
        plots=(_plot(found, most),),
        notes=(
            f"Replies of {_TOKENS} tokens to prompts of some {_PROMPT_TOKENS}. One reply is "
            "counted from its first token on; eight at once from their asking on, prompts "
            "included. Ratios are to llama.cpp computing only, medians over the rounds.",
            f"All cores together read {bounds.bytes_read / 1e9:.0f} GB a second from memory, and a "
            f"token needs all {size / 1e6:.0f} MB of weights: one reply can't have more than "
            f"{most:.0f} tokens a second. Several at once share each reading of the weights, so "
            "that arithmetic bounds them, which in single precision does "
            f"{bounds.operations / 1e9:.0f} billion operations a second.",
        ),
    )


def _table(found: Measured, most: float) -> Table:
    rows = []
    for kind, rates in (("one reply", found.one), ("eight at once", found.eight)):
        for name, each in rates.items():
            rows.append(
                (
                    kind,
                    name,
                    told(median(each)),
                    f"{ratio(each, rates[_BARE]):.2f}",
                    f"{median(each) / most:.0%}" if rates is found.one else "",
                )
            )
    return Table(
        headers=("what", "who writes", "tokens a second", "ratio", "of the memory's limit"),
        rows=tuple(rows),
    )


def _plot(found: Measured, most: float) -> Plot:
    bars = [
        Bars(label=f"{kind}: {name}", values=(median(each),))
        for kind, rates in (("one reply", found.one), ("eight at once", found.eight))
        for name, each in rates.items()
    ]
    limit = Bars(label="what memory allows for one reply", values=(most,))
    return Plot(
        name="decoding",
        told="Tokens a second of one reply and of eight at once",
        svg=bars_plot("Tokens a second", ["tokens a second"], [*bars, limit]),
    )
