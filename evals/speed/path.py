"""Where the milliseconds of one question go, in a store of the samples and in a large one.

Questions are asked one after the other, each for the first time: about the samples, and about the
made articles among them, whose sentences are longer. Answers are quotes, as they come, so the
stages are those until the evidence is shown, and the check of what is quoted.
"""

import argparse
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from answer.models import Abstention, Answer
from bot.local_models import LocalModels
from evals.ingesting import made_articles
from evals.speed.findings import Bench, Findings, Plot, Table
from evals.speed.plots import Bars, bars_plot
from evals.speed.stores import CORPUS, made_store, model_settings, opened, quiet, sample_questions
from evals.speed.timing import Spread, spread
from index.models import Corpus
from index.tracing import traced

_WARMING = 6  # questions before the measured ones
_MADE_QUESTIONS = 40
_MADE_WORDS = 5
_BY_MODELS = ("embedding", "reranking")
_ELSE = "anything else"
_SUMS = ("the models in all", "all but the models", "until evidence is shown", "in all")
_MILLISECONDS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The way of one question, in seconds.

    Attributes:
        stages: how long each took, every moment counted once.
        shown: when its evidence, or that there is none, could be shown.
        total: when it was answered.
    """

    stages: Mapping[str, float]
    shown: float
    total: float

    @property
    def by_models(self) -> float:
        """How long the models computed."""
        return sum(self.stages.get(name, 0.0) for name in _BY_MODELS)

    @property
    def sums(self) -> tuple[float, ...]:
        """What is told of all stages together."""
        return self.by_models, self.total - self.by_models, self.shown, self.total


class Answers(Protocol):
    """Answers questions; see `answer.answering.Answering`."""

    async def outcome(self, corpus: Corpus, question: str) -> Answer | Abstention:
        """Return the answer or an abstention."""
        ...


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take how large the large store is."""
    parser.add_argument("--passages", type=int, default=10_000)


async def measured(arguments: argparse.Namespace, bench: Bench) -> Findings:
    """Return how long the stages take in both stores."""
    stores = {"the samples": 0, f"{arguments.passages:,} passages": arguments.passages}
    models = LocalModels(model_settings(bench), quiet())
    found: dict[str, list[Way]] = {}
    try:
        for name, passages in stores.items():
            store = await made_store(bench, passages=passages)
            async with opened(bench, store, models, wording="quotes") as assembly:
                answering = (await assembly.answers()).answering
                found[name] = await ways(answering, _questions(made=passages > 0))
    finally:
        await models.close()
    return findings(found)


async def ways(answering: Answers, questions: Sequence[str]) -> list[Way]:
    """Ask the questions one after the other; the first few only warm up."""
    asked = [await _asked(answering, question) for question in questions]
    return asked[_WARMING:]


def findings(found: Mapping[str, Sequence[Way]]) -> Findings:
    """Return what the ways of questions in several stores, the largest last, come to."""
    largest = list(found)[-1]
    shown = spread([way.shown for way in found[largest]])
    besides = spread([way.total - way.by_models for way in found[largest]])
    counts = ", ".join(f"{len(asked)} in {name}" for name, asked in found.items())
    return Findings(
        title="The path of one question",
        values={
            "evidence_p95": shown.p95,
            "besides_models_p95": besides.p95,
        },
        tables=(_table(found),),
        plots=(_plot(found),),
        notes=(
            f"Questions that were never asked before, one after the other ({counts}); medians, and "
            "what 95 of 100 don't exceed. Where stages run side by side, a moment counts for the "
            "one that began last, so the columns of medians need not add up.",
        ),
    )


async def _asked(answering: Answers, question: str) -> Way:
    with traced():
        outcome = await answering.outcome(CORPUS, question)
    spent = outcome.seconds
    rest = spent.total - sum(spent.stages.values())
    return Way(stages={**spent.stages, _ELSE: rest}, shown=spent.first_token, total=spent.total)


def _questions(*, made: bool) -> list[str]:
    """Return questions about the samples and, if there are any, about made articles."""
    asked = [each.question for each in sample_questions()]
    if made:
        asked += _made_questions()
    random.Random(0).shuffle(asked)  # noqa: S311 - an order, not a secret
    return asked


def _made_questions() -> list[str]:
    """Return questions made of words that stand together in articles like the made ones."""
    questions = []
    for article in made_articles(_MADE_QUESTIONS, seed=0):
        words = article.text.split()[:_MADE_WORDS]
        questions.append(f"Who said {' '.join(words)}?")
    return questions


def _table(found: Mapping[str, Sequence[Way]]) -> Table:
    """Return a row for each stage and sum, with two columns for each store."""
    stages = dict.fromkeys(name for asked in found.values() for way in asked for name in way.stages)
    rows = [
        (name, [spread([way.stages.get(name, 0.0) for way in asked]) for asked in found.values()])
        for name in stages
    ]
    rows += [
        (name, [spread([way.sums[at] for way in asked]) for asked in found.values()])
        for at, name in enumerate(_SUMS)
    ]
    return Table(
        headers=("stage", *(f"{name}, {part} ms" for name in found for part in ("p50", "p95"))),
        rows=tuple((name, *_cells(spreads)) for name, spreads in rows),
    )


def _cells(spreads: Sequence[Spread]) -> list[str]:
    return [f"{part * _MILLISECONDS:.1f}" for each in spreads for part in (each.p50, each.p95)]


def _plot(found: Mapping[str, Sequence[Way]]) -> Plot:
    largest = list(found)[-1]
    stages = dict.fromkeys(name for way in found[largest] for name in way.stages)
    spreads = {
        name: spread([way.stages.get(name, 0.0) for way in found[largest]]) for name in stages
    }
    return Plot(
        name="path",
        told=f"Milliseconds of each stage of a question in {largest}",
        svg=bars_plot(
            f"Stages of a question, {largest}",
            ["median", "95 of 100 at most"],
            [
                Bars(label=name, values=(each.p50 * _MILLISECONDS, each.p95 * _MILLISECONDS))
                for name, each in spreads.items()
            ],
            unit="ms",
        ),
    )
