"""Retrieval against size: latency and memory at 1,000, 10,000, 100,000 passages, and more.

Vectors and words are made, as nobody has a million passages at hand. Stores are kept in the folder,
and made where they are missing: a million vectors take twenty minutes or more.

    python -m evals.speed retrieval --passages 1000000 --store DIR
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evals.speed import filtered
from evals.speed.findings import Bench, Findings, Plot, Table
from evals.speed.graphs import NEAREST, Measured, blocks, corpora
from evals.speed.made_vectors import MadeVectors, made_id
from evals.speed.made_words import WordSpread, made_words, measure_words
from evals.speed.plots import Line, lines_plot
from evals.speed.timing import Spread, spread
from index.models import Corpus
from index.vectors.folder import VectorFolder

_SIZES = (1_000, 10_000, 100_000, 1_000_000)
_SHARED = 10_000  # passages of several corpora together
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class AtSize:
    """What was measured at a size."""

    passages: int
    graph: Measured
    scan: Spread


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take how many passages there are at most."""
    parser.add_argument("--passages", type=int, default=100_000, help="in the largest store")
    parser.add_argument("--words", type=int, default=100_000, help="passages in the word index")
    parser.add_argument("--corpora", type=int, default=50, help="that share 10,000 passages")
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--store", type=Path, help="the largest store, kept or to be made")


async def measured(arguments: argparse.Namespace, bench: Bench) -> Findings:
    """Return what retrieval costs by size."""
    kept = bench.folder / "retrieval"
    sizes = []
    smaller = [each for each in _SIZES if each < arguments.passages]
    for passages in [*smaller, arguments.passages]:
        own = arguments.store if passages == arguments.passages else None
        sizes.append(await _at_size(own or kept / str(passages), passages, arguments, bench))
    apart, together = await _shared(kept, arguments, bench)
    words = await _words(kept, arguments, bench)
    largest = sizes[-1].graph
    return Findings(
        title="Retrieval against size",
        values={f"p95_at_{arguments.passages}": largest.p95 / largest.chroma_p95},
        tables=(
            _size_table(sizes),
            _shared_table(arguments.corpora, apart, together),
            _word_table(arguments.words, words),
        ),
        plots=(_plot(sizes),),
        notes=(
            f"Made vectors of {MadeVectors().block(0).shape[1]} dimensions, {NEAREST} passages "
            f"asked for, {arguments.questions} questions each; Chroma's own query comes right "
            "after ours, in the same process and over the same graph.",
            "A corpus of up to 20,000 passages is compared whole in memory; Chroma's graph is for "
            "larger ones.",
        ),
    )


async def _at_size(
    folder: Path, passages: int, arguments: argparse.Namespace, bench: Bench
) -> AtSize:
    await _made(folder / "vectors", passages, [Corpus("local")], bench)
    graph = await _measured_apart(folder / "vectors", passages, 1, arguments.questions)
    bench.say(f"{passages} passages: p95 {graph.p95:.1f} ms, Chroma's {graph.chroma_p95:.1f} ms")
    return AtSize(passages=passages, graph=graph, scan=_scan(passages, arguments.questions))


async def _made(folder: Path, passages: int, names: list[Corpus], bench: Bench) -> None:
    """Fill a store with made vectors, going on where an earlier run was stopped."""
    store = VectorFolder(folder)
    try:
        stored = sum([await store.count(name) for name in names])
        if stored == passages:
            return
        bench.say(f"A store of {passages} passages is made in {folder}.")
        began = time.monotonic()
        for start, rows in blocks(MadeVectors(), passages):
            if start + len(rows) <= stored:
                continue
            for place, name in enumerate(names):
                own = rows[place :: len(names)]
                numbers = range(start + place, start + len(rows), len(names))
                for at in range(0, len(own), _AT_ONCE):
                    some = [made_id(number) for number in numbers[at : at + _AT_ONCE]]
                    await store.upsert(name, some, own[at : at + _AT_ONCE])
            bench.say(f"{start + len(rows)} in {time.monotonic() - began:.0f} s")
        for name in names:
            await store.settle(name)
    finally:
        await store.close()


async def _measured_apart(folder: Path, passages: int, among: int, questions: int) -> Measured:
    """Measure a store in a process of its own."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "evals.speed.graphs", str(folder)),
        *map(str, (passages, among, questions)),
        stdout=asyncio.subprocess.PIPE,
    )
    told, _ = await process.communicate()
    return Measured(**json.loads(told))


def _scan(passages: int, questions: int) -> Spread:
    """Return the milliseconds in which all vectors are compared, of 100,000 at most."""
    made = MadeVectors()
    rows = np.concatenate([block for _, block in blocks(made, min(passages, 100_000))])
    took = []
    for vector in made.questions(questions, among=passages):
        began = time.perf_counter()
        np.argpartition(-(rows @ vector), NEAREST)[:NEAREST]
        took.append((time.perf_counter() - began) * 1000 * passages / len(rows))
    return spread(took)


async def _shared(
    kept: Path, arguments: argparse.Namespace, bench: Bench
) -> tuple[Measured, Spread]:
    """Measure many corpora: each with a collection, and all in one with a filter."""
    among = arguments.corpora
    folder = kept / f"{among} corpora"
    await _made(folder / "vectors", _SHARED, corpora(among), bench)
    apart = await _measured_apart(folder / "vectors", _SHARED, among, arguments.questions)
    with tempfile.TemporaryDirectory(prefix="footnote-evals-") as own:
        await asyncio.to_thread(filtered.make, Path(own), passages=_SHARED, among=among)
        together = await asyncio.to_thread(
            filtered.ask,
            Path(own),
            passages=_SHARED,
            among=among,
            questions=arguments.questions,
        )
    return apart, together


async def _words(kept: Path, arguments: argparse.Namespace, bench: Bench) -> WordSpread:
    file = kept / f"words-{arguments.words}.sqlite3"
    if not file.exists():
        bench.say(f"A word index of {arguments.words} passages is made in {file}.")
        await asyncio.to_thread(made_words, file, arguments.words)
    return await asyncio.to_thread(measure_words, file, min(arguments.questions, 60))


def _size_table(sizes: list[AtSize]) -> Table:
    return Table(
        headers=(
            "passages",
            "search p50",
            "search p95",
            "Chroma's query p95",
            "ratio",
            "all compared p95",
            "recall",
            "memory",
            "first search",
        ),
        rows=tuple(
            (
                f"{each.passages:,}",
                f"{each.graph.p50:.2f} ms",
                f"{each.graph.p95:.2f} ms",
                f"{each.graph.chroma_p95:.2f} ms",
                f"{each.graph.p95 / each.graph.chroma_p95:.2f}",
                f"{each.scan.p95:.2f} ms",
                f"{each.graph.recall:.3f}",
                f"{each.graph.memory:.0f} MiB",
                f"{each.graph.first:.2f} s",
            )
            for each in sizes
        ),
    )


def _shared_table(among: int, apart: Measured, together: Spread) -> Table:
    return Table(
        headers=(f"{_SHARED:,} passages of {among} corpora", "p50", "p95", "to open one", "memory"),
        rows=(
            (
                "a collection each",
                f"{apart.p50:.2f} ms",
                f"{apart.p95:.2f} ms",
                f"{apart.opening * 1000:.0f} ms",
                f"{apart.memory:.0f} MiB",
            ),
            ("one with a filter", f"{together.p50:.2f} ms", f"{together.p95:.2f} ms", "", ""),
        ),
    )


def _word_table(passages: int, words: WordSpread) -> Table:
    return Table(
        headers=(f"words of {passages:,} passages", "p50", "p95", "of the 50 best", "of the 10"),
        rows=(
            ("all passages ranked", f"{words.all.p50:.0f} ms", f"{words.all.p95:.0f} ms", "1", "1"),
            (
                "a shortlist ranked",
                f"{words.short.p50:.0f} ms",
                f"{words.short.p95:.0f} ms",
                f"{words.recall:.3f}",
                f"{words.best:.3f}",
            ),
        ),
    )


def _plot(sizes: list[AtSize]) -> Plot:
    return Plot(
        name="retrieval",
        told="How long a search takes at each number of passages: by graph, and by comparing all.",
        svg=lines_plot(
            "Search, p95",
            [
                Line(
                    name="by graph",
                    points=tuple((each.passages, each.graph.p95) for each in sizes),
                ),
                Line(
                    name="all compared",
                    points=tuple((each.passages, each.scan.p95) for each in sizes),
                ),
            ],
            across="passages",
            up="milliseconds",
            logarithmic=True,
        ),
    )
