"""One question, alone: Footnote against the usual recipe.

The recipe embeds the question, takes the four nearest passages, puts them into the prompt with
"cite like [1]", and has `create_chat_completion` of llama-cpp-python write the answer. Both use the
same articles, vectors and weights.
"""

import argparse
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from answer.answering import Answering
from bot.local_models import LocalModels
from engine.embedding import LlamaEmbedder
from engine.lane import Lane
from engine.weights import Role
from evals.speed.baselines import ChatLlama
from evals.speed.findings import Bench, Findings, Plot, Table
from evals.speed.plots import Bars, bars_plot, told
from evals.speed.stores import (
    CORPUS,
    made_store,
    model_settings,
    opened,
    quiet,
    sample_questions,
    weights,
)
from evals.speed.timing import in_turns, ratio, seconds, spread
from index.catalogue.catalogue import Catalogue
from index.vectors import VectorStore
from index.vectors.folder import VectorFolder

_QUOTES = "Footnote as it comes: quotes"
_MODEL = "Footnote, the model writes"
_RECIPE = "the usual recipe"
_PASSAGES = 1_000
_NEAREST = 4
_REPLY_TOKENS = 160  # as many as Footnote allows
_WARMING = 2


class UsualRecipe:
    """What most bots do with a question."""

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        vectors: VectorStore,
        embedder: LlamaEmbedder,
        llama: ChatLlama,
        lane: Lane,
    ) -> None:
        """Answer with these; `llama` computes in `lane`."""
        self._catalogue = catalogue
        self._vectors = vectors
        self._embedder = embedder
        self._llama = llama
        self._lane = lane

    async def answer(self, question: str) -> str:
        """Return the model's answer."""
        vector = (await self._embedder.embed([question]))[0]
        nearest = await self._vectors.search(CORPUS, vector, _NEAREST)
        found = await self._catalogue.passages(CORPUS, [identity for identity, _ in nearest])
        listed = "\n\n".join(
            f"[{number}] {passage.text}" for number, (passage, _) in enumerate(found.values(), 1)
        )
        return await self._lane.do(
            self._llama.reply,
            f"Answer the question from the passages and cite them like [1].\n\n{listed}\n\n"
            f"Question: {question}",
            max_tokens=_REPLY_TOKENS,
        )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take how many questions are asked."""
    parser.add_argument("--questions", type=int, default=16)


async def measured(arguments: argparse.Namespace, bench: Bench) -> Findings:
    """Return how long a question takes in all."""
    questions = [each.question for each in sample_questions()]
    questions = questions[: _WARMING + arguments.questions]
    store = await made_store(bench, passages=_PASSAGES)
    async with AsyncExitStack() as stack:
        recipe = await stack.enter_async_context(_usual_recipe(bench, store))
        models = LocalModels(model_settings(bench), quiet())
        stack.push_async_callback(models.close)
        ways = {}
        for name, wording in ((_QUOTES, "quotes"), (_MODEL, "model")):
            assembly = await stack.enter_async_context(
                opened(bench, store, models, wording=wording, abstain_below=0.0)
            )
            ways[name] = partial(_ask, (await assembly.answers()).answering, questions)
        taken = await in_turns(
            {**ways, _RECIPE: partial(_ask_recipe, recipe, questions)}, rounds=len(questions)
        )
    taken = {name: each[_WARMING:] for name, each in taken.items()}
    return Findings(
        title="One question against the usual recipe",
        values={
            "total": ratio(taken[_QUOTES], taken[_RECIPE]),
            "total_written": ratio(taken[_MODEL], taken[_RECIPE]),
        },
        tables=(_table(taken),),
        plots=(_plot(taken),),
        notes=(
            f"{len(questions) - _WARMING} questions of the samples among {_PASSAGES:,} passages, "
            "one after the other, each asked once of each; seconds from the question to the whole "
            "answer. Ratios are medians over the questions. Replies have at most "
            f"{_REPLY_TOKENS} tokens.",
        ),
    )


@asynccontextmanager
async def _usual_recipe(bench: Bench, store: Path) -> AsyncIterator[UsualRecipe]:
    settings = model_settings(bench)
    async with AsyncExitStack() as stack:
        scratch = stack.enter_context(TemporaryDirectory(prefix="footnote-speed-"))
        folder = Path(shutil.copytree(store, Path(scratch) / "store"))
        catalogue = await Catalogue.open(folder / "catalogue.sqlite3")
        stack.push_async_callback(catalogue.close)
        vectors = VectorFolder(folder / "vectors")
        stack.push_async_callback(vectors.close)
        lane = Lane()
        stack.push_async_callback(lane.close)
        embedder = await LlamaEmbedder.open(
            await weights(Role.EMBEDDING, settings), lane=lane, threads=settings.thread_count
        )
        stack.push_async_callback(embedder.close)
        generation = await weights(Role.GENERATION, settings)
        llama = await lane.do(ChatLlama, generation, threads=settings.thread_count)
        stack.push_async_callback(lane.do, llama.close)
        yield UsualRecipe(
            catalogue=catalogue, vectors=vectors, embedder=embedder, llama=llama, lane=lane
        )


async def _ask(answering: Answering, questions: list[str], number: int) -> float:
    return await seconds(answering.outcome(CORPUS, questions[number]))


async def _ask_recipe(recipe: UsualRecipe, questions: list[str], number: int) -> float:
    return await seconds(recipe.answer(questions[number]))


def _table(taken: dict[str, list[float]]) -> Table:
    rows = []
    for name, each in taken.items():
        found = spread(each)
        rows.append((name, told(found.p50), told(found.p95), f"{ratio(each, taken[_RECIPE]):.2f}"))
    return Table(headers=("who answers", "p50 s", "p95 s", "ratio"), rows=tuple(rows))


def _plot(taken: dict[str, list[float]]) -> Plot:
    return Plot(
        name="recipe",
        told="Seconds from a question to its whole answer",
        svg=bars_plot(
            "Seconds from a question to its whole answer, median",
            ["seconds"],
            [Bars(label=name, values=(spread(each).p50,)) for name, each in taken.items()],
            unit="s",
        ),
    )
