"""Several people who ask at once: how many answers a minute, and how long each of them waits.

Everybody asks another question at the same moment, and the next round begins when all have their
answers. All do the same in turns: Footnote with WORDING=model, so that the bundled model writes;
the same pipeline, given the same prompts, with one `Llama` behind a lock (twice: in turns with the
other models, or beside them); and Footnote as it comes, which answers with quotes where the model
is small.
"""

import argparse
import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import AsyncExitStack, aclosing
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import Protocol

from answer.models import Abstention, Answer, Drafted, EvidenceFound
from bot.local_models import LocalModels
from bot.queue import FairQueue
from evals.speed.findings import Bench, Findings, Plot, Table
from evals.speed.locked_models import locked_models
from evals.speed.plots import Line, lines_plot, told
from evals.speed.stores import CORPUS, made_store, model_settings, opened, quiet, sample_questions
from evals.speed.timing import in_turns, ratio, spread
from index.models import Corpus

_FOOTNOTE = "Footnote, the model writes"
_LOCKED = "one Llama behind a lock"
_APART = "the same, with threads of its own"
_QUOTES = "Footnote as it comes: quotes"
_ROUNDS = {1: 6, 2: 4, 4: 3, 8: 4, 16: 2}
_SHOWN = 8  # askers that the goals are about
_PASSAGES = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What one person saw, in seconds after asking.

    Attributes:
        evidence: the first quotes.
        word: the first word of the answer: the model's or, without one, of the quotes.
        last: the whole answer, checked.
        prompt_tokens: of what the model was given; 0 where it wasn't asked.
    """

    evidence: float
    word: float
    last: float
    prompt_tokens: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """A round: what everybody saw, and how long it took until the last had an answer."""

    asked: tuple[Asked, ...]
    seconds: float

    @property
    def answers_a_minute(self) -> float:
        """How many answers there were a minute."""
        return 60 * len(self.asked) / self.seconds


class Answers(Protocol):
    """Answers questions; see `answer.answering.Answering`."""

    def answer(
        self, corpus: Corpus, question: str
    ) -> AsyncGenerator[EvidenceFound | Drafted | Answer | Abstention, None]:
        """Yield what a person can follow while waiting and, last, the answer or an abstention."""
        ...


class Bot:
    """What answers several people: the pipeline behind the queue of the Discord face."""

    def __init__(self, answering: Answers, *, width: int, corpus: Corpus = CORPUS) -> None:
        """Answer `width` at a time from `corpus`."""
        self._answering = answering
        self._width = width
        self._corpus = corpus

    async def burst(self, questions: Sequence[str]) -> Burst:
        """Ask all questions at once, each by another person."""
        queue = FairQueue(width=self._width, length=len(questions), per_user=1)
        began = time.perf_counter()
        asked = await asyncio.gather(
            *(self._ask(queue, person, question) for person, question in enumerate(questions))
        )
        return Burst(asked=tuple(asked), seconds=time.perf_counter() - began)

    async def _ask(self, queue: FairQueue, person: int, question: str) -> Asked:
        began = time.perf_counter()
        evidence = word = None
        async with (
            queue.turn(corpus=self._corpus, user_id=person),
            aclosing(self._answering.answer(self._corpus, question)) as events,
        ):
            async for event in events:
                now = time.perf_counter() - began
                match event:
                    case EvidenceFound():
                        evidence = now
                    case Drafted():
                        word = word or now
                    case Answer() | Abstention():
                        last, tokens = now, event.prompt_tokens
        first = last if evidence is None else evidence
        return Asked(evidence=first, word=word or first, last=last, prompt_tokens=tokens)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take how many ask at once, and how often."""
    parser.add_argument(
        "--askers", type=int, nargs="+", choices=list(_ROUNDS), default=list(_ROUNDS)
    )
    parser.add_argument("--rounds", type=int, default=max(_ROUNDS.values()), help="at most")


async def measured(arguments: argparse.Namespace, bench: Bench) -> Findings:
    """Return what everybody waits for, by how many ask at once."""
    levels = {
        count: await _level(count, min(_ROUNDS[count], arguments.rounds), bench)
        for count in arguments.askers
    }
    eight = levels.get(_SHOWN)
    return Findings(
        title="Several askers at once",
        values={} if eight is None else _values(eight),
        tables=(_table(levels),),
        plots=_plots(levels),
        notes=(
            f"Questions of the samples among {_PASSAGES:,} passages, each asked once of each and "
            "never again, behind the queue of the Discord face, which lets "
            f"{bench.settings.parallel} be answered at a time. The first word is the first of the "
            "model's reply or, where no model writes, of the first quote; quotes are shown before "
            "in any case. Every question is answered, however unlikely its evidence is to answer.",
            "The one `Llama` takes turns with embedding and reranking, token by token, as "
            "Footnote's own models do, or has a thread of its own that competes with them for the "
            "cores, as bots usually do it. Goals are held against the better of the two.",
        ),
    )


async def _level(count: int, rounds: int, bench: Bench) -> dict[str, list[Burst]]:
    """Return the rounds of each way of answering when `count` ask at once."""
    store = await made_store(bench, passages=_PASSAGES)
    bench.say(f"{count} asking at once …")
    width = bench.settings.parallel
    async with AsyncExitStack() as stack:
        local = LocalModels(model_settings(bench), quiet())
        stack.push_async_callback(local.close)
        locked = await stack.enter_async_context(locked_models(bench))
        apart = await stack.enter_async_context(locked_models(bench, apart=True))
        bots: dict[str, Bot] = {}
        for name, models, wording in (
            (_FOOTNOTE, local, "model"),
            (_LOCKED, locked, "model"),
            (_APART, apart, "model"),
            (_QUOTES, local, "quotes"),
        ):
            assembly = await stack.enter_async_context(
                opened(bench, store, models, wording=wording, abstain_below=0.0)
            )
            bots[name] = Bot((await assembly.answers()).answering, width=width)
        warming, *portions = _portions(count, rounds)
        for bot in bots.values():
            await bot.burst(warming)
        return await in_turns(
            {name: partial(_round, bot, portions) for name, bot in bots.items()}, rounds=rounds
        )


async def _round(bot: Bot, portions: Sequence[Sequence[str]], number: int) -> Burst:
    return await bot.burst(portions[number])


def _portions(count: int, rounds: int) -> list[list[str]]:
    """Return two questions to warm up with, and those of each round."""
    questions = [each.question for each in sample_questions()]
    warming, rest = questions[:2], questions[2:]
    return [warming, *(rest[at * count : (at + 1) * count] for at in range(rounds))]


def _values(eight: dict[str, list[Burst]]) -> dict[str, float]:
    """Return how Footnote compares with the better of the two with one `Llama`."""
    theirs = (eight[_LOCKED], eight[_APART])
    rates = [each.answers_a_minute for each in eight[_FOOTNOTE]]
    return {
        "answers_a_minute": min(
            ratio(rates, [each.answers_a_minute for each in bursts]) for bursts in theirs
        ),
        "first_word": _slowest_word(eight[_FOOTNOTE]) / min(map(_slowest_word, theirs)),
    }


def _table(levels: dict[int, dict[str, list[Burst]]]) -> Table:
    rows = []
    for count, ways in levels.items():
        for name, bursts in ways.items():
            asked = [each for burst in bursts for each in burst.asked]
            spreads = [
                spread([getattr(each, moment) for each in asked])
                for moment in ("evidence", "word", "last")
            ]
            rows.append(
                (
                    name,
                    str(count),
                    told(_rate(bursts)),
                    *(told(value) for each in spreads for value in (each.p50, each.p95)),
                    f"{median(each.prompt_tokens for each in asked):.0f}",
                )
            )
    return Table(
        headers=(
            "who answers",
            "askers",
            "answers a minute",
            "quotes p50 s",
            "p95",
            "first word p50 s",
            "p95",
            "all p50 s",
            "p95",
            "prompt tokens",
        ),
        rows=tuple(rows),
    )


def _plots(levels: dict[int, dict[str, list[Burst]]]) -> tuple[Plot, ...]:
    def line(name: str, figure: Callable[[Sequence[Burst]], float]) -> Line:
        return Line(
            name=name,
            points=tuple((count, figure(ways[name])) for count, ways in sorted(levels.items())),
        )

    names = (_FOOTNOTE, _LOCKED, _APART, _QUOTES)
    return (
        Plot(
            name="askers-throughput",
            told="Answers a minute by how many ask at once",
            svg=lines_plot(
                "Answers a minute",
                [line(name, _rate) for name in names],
                across="people asking at once",
                up="answers a minute",
                logarithmic=True,
            ),
        ),
        Plot(
            name="askers-waiting",
            told="Seconds until the first word, of 95 in 100, by how many ask at once",
            svg=lines_plot(
                "Seconds until the first word, 95 of 100",
                [line(name, _slowest_word) for name in names],
                across="people asking at once",
                up="seconds",
                logarithmic=True,
            ),
        ),
    )


def _rate(bursts: Sequence[Burst]) -> float:
    return 60 * sum(len(each.asked) for each in bursts) / sum(each.seconds for each in bursts)


def _slowest_word(bursts: Sequence[Burst]) -> float:
    return spread([each.word for burst in bursts for each in burst.asked]).p95
