"""Texts to vectors, and sentences read with a question: in which numbers, by which engine."""

import argparse
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from functools import partial
from importlib.metadata import distribution
from pathlib import Path
from statistics import median
from typing import NamedTuple

import numpy as np

from engine.adaptation import Adaptation
from engine.conversion import Numbers, convert
from engine.embedding import LlamaEmbedder
from engine.lane import Lane
from engine.llama import Model
from engine.pooling import Rows
from engine.progress import unseen
from engine.reranking import LlamaReranker
from engine.weights import ADAPTATION, Role, Weights
from evals.ingesting import embedded_texts, made_articles
from evals.speed.findings import Bench, Findings, Plot, Table
from evals.speed.onnx_minilm import OnnxMiniLM
from evals.speed.plots import Bars, bars_plot, told
from evals.speed.timing import in_turns, ratio, seconds
from index.models import ArticleId, ExtractedArticle, VersionId
from index.passages import cut

_NUMBERS: tuple[Numbers, ...] = ("f32", "f16", "bf16", "q8_0")
_EXACT = "llama.cpp, f32"
_KEPT = "llama.cpp, bf16"
_SENTENCES = (1, 4, 16)
_PASSAGES = 64
_LONGEST = 512  # tokens
_QUESTION = "Who kept the light when the ferry came late?"

Task = Callable[[Sequence[str]], Awaitable[Rows]]


class Texts(NamedTuple):
    """What is embedded or read at a time."""

    name: str
    texts: list[str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take how often each is measured."""
    parser.add_argument("--rounds", type=int, default=3)


async def measured(arguments: argparse.Namespace, bench: Bench) -> Findings:
    """Return how long each takes, and how near its numbers are to exact ones."""
    texts = _texts()
    async with AsyncExitStack() as stack:
        lane = Lane()
        stack.push_async_callback(lane.close)
        embedding: dict[str, Task] = {}
        reranking: dict[str, Task] = {}
        for numbers in _NUMBERS:
            name = f"llama.cpp, {numbers}"
            embedder = await stack.enter_async_context(
                await LlamaEmbedder.open(
                    _converted(Role.EMBEDDING, numbers, bench),
                    lane=lane,
                    threads=bench.settings.thread_count,
                )
            )
            embedding[name] = embedder.embed
            reranker = await stack.enter_async_context(
                await LlamaReranker.open(
                    _converted(Role.RERANKING, numbers, bench),
                    lane=lane,
                    threads=bench.settings.thread_count,
                )
            )
            reranking[name] = partial(reranker.score, _QUESTION)
        vocabulary = Model(_converted(Role.EMBEDDING, "f32", bench).path)
        stack.callback(vocabulary.close)
        for eight_bits in (False, True):
            name = f"ONNX Runtime, {'8 bits' if eight_bits else 'f32'}"
            embedding[name] = _in_onnx(vocabulary, eight_bits=eight_bits, bench=bench)
        bench.say("Embedding …")
        vectors = await _compared(embedding, texts, arguments.rounds)
        bench.say("Reading with a question …")
        scores = await _compared(reranking, texts[-2:-1], arguments.rounds)
        nearness = {name: await _cosine(embedding, name, texts) for name in embedding}
        distance = {name: await _distance(reranking, name, texts) for name in reranking}
    return Findings(
        title="Embedding and reranking",
        values={"onnx_ratio": ratio(vectors["ONNX Runtime, f32"][-2], vectors[_KEPT][-2])},
        tables=(
            _table("milliseconds to embed", texts, vectors, "least cosine to f32", nearness),
            _table(
                "milliseconds to read with a question",
                texts[-2:-1],
                scores,
                "largest difference of log-odds",
                distance,
            ),
        ),
        plots=(_plot(vectors),),
        notes=(
            "The same weights in the numbers that llama.cpp computes with, and in ONNX Runtime, "
            "given the same tokens. All in turns, with as many threads, in the median; tokenising "
            "is part of it. Vectors are kept for years, so their cosine to the exact ones has to "
            "be 0.999 at least.",
            "llama.cpp is kept, in bf16 where the processor multiplies that and else in f16. ONNX "
            "Runtime computes exact vectors somewhat sooner, as the table tells, but holds some "
            "230 MB for them where llama.cpp holds 85; it reads no model that people bring as "
            "GGUF; and its threads take no turns with those of the generation model. Its eight "
            "bits, the quickest of all, change the vectors too much, and with them which passages "
            "are found.",
        ),
    )


def _texts() -> tuple[Texts, ...]:
    """Return sentences and passages of made articles, always the same."""
    articles = made_articles(60, seed=5)
    sentences = _sentences(articles)
    return (
        *(Texts(f"{count} sentences", sentences[:count]) for count in _SENTENCES),
        Texts(f"{_PASSAGES} passages", embedded_texts(articles)[:_PASSAGES]),
    )


def _sentences(articles: Sequence[ExtractedArticle]) -> list[str]:
    return [
        passage.sentences[0].text
        for article in articles
        for passage in cut(article, article_id=ArticleId(""), version=VersionId(""))
    ]


def _original() -> Path:
    """Return the folder with the bundled weights as they came."""
    installed = distribution(Role.EMBEDDING.package)
    (config,) = (file for file in installed.files or () if file.match("model/config.json"))
    return Path(str(installed.locate_file(config))).parent


def _converted(role: Role, numbers: Numbers, bench: Bench) -> Weights:
    """Return the bundled weights in some numbers, which are kept from run to run."""
    folder = bench.folder / "numbers"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{role.value}-{numbers}.gguf"
    if not path.exists():
        adaptation = Adaptation.read(ADAPTATION) if role is Role.RERANKING else None
        convert(
            _original(),
            path,
            name=role.value,
            progress=unseen,
            numbers=numbers,
            adaptation=adaptation,
        )
    return Weights(path=path, name=path.stem)


def _in_onnx(vocabulary: Model, *, eight_bits: bool, bench: Bench) -> Task:
    """Return what embeds with ONNX Runtime."""
    model = OnnxMiniLM(_original(), eight_bits=eight_bits, threads=bench.settings.thread_count)

    async def embed(texts: Sequence[str]) -> Rows:
        return model.embed([vocabulary.tokenise(text, framed=True)[:_LONGEST] for text in texts])

    return embed


async def _compared(
    tasks: dict[str, Task], texts: Sequence[Texts], rounds: int
) -> dict[str, list[list[float]]]:
    """Return the seconds of each task with each of the texts, round by round."""
    found: dict[str, list[list[float]]] = {name: [] for name in tasks}
    for each in texts:

        def way(task: Task, texts: list[str], _round: int) -> Awaitable[float]:
            return seconds(task(texts))

        ways = {name: partial(way, task, each.texts) for name, task in tasks.items()}
        await in_turns(ways, rounds=1)  # warms up
        for name, times in (await in_turns(ways, rounds=rounds)).items():
            found[name].append(times)
    return found


async def _cosine(tasks: dict[str, Task], name: str, texts: Sequence[Texts]) -> str:
    """Return the least cosine of a task's vectors to the exact ones."""
    passages = texts[-1].texts
    exact, these = await tasks[_EXACT](passages), await tasks[name](passages)
    return f"{float(np.sum(exact * these, axis=1).min()):.5f}"


async def _distance(tasks: dict[str, Task], name: str, texts: Sequence[Texts]) -> str:
    """Return the largest difference of a task's scores to the exact ones."""
    sentences = texts[-2].texts
    exact, these = await tasks[_EXACT](sentences), await tasks[name](sentences)
    return f"{float(np.abs(exact - these).max()):.3f}"


def _table(
    what: str,
    texts: Sequence[Texts],
    found: dict[str, list[list[float]]],
    judged: str,
    judgements: dict[str, str],
) -> Table:
    return Table(
        headers=(what, *(each.name for each in texts), judged),
        rows=tuple(
            (name, *(told(1000 * median(each)) for each in times), judgements[name])
            for name, times in found.items()
        ),
    )


def _plot(found: dict[str, list[list[float]]]) -> Plot:
    return Plot(
        name="embedding",
        told="Milliseconds to embed sixteen sentences, by engine and numbers",
        svg=bars_plot(
            "Milliseconds to embed sixteen sentences, median",
            ["milliseconds"],
            [Bars(label=name, values=(1000 * median(times[-2]),)) for name, times in found.items()],
            unit="ms",
        ),
    )
