"""Measures one vector store, in a process of its own, since memory is to be told.

    python -m evals.speed.graphs FOLDER PASSAGES CORPORA QUESTIONS

FOLDER holds a `VectorFolder` of made vectors (`evals.speed.made_vectors`). Prints one JSON object.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.config import Settings

from evals.memory import peak_mebibytes
from evals.speed.made_vectors import BLOCK, MadeVectors, Rows, made_id
from evals.speed.timing import percentile, spread
from index.identity import corpus_key
from index.models import Corpus
from index.vectors.folder import VectorFolder

NEAREST = 50
"""Passages that are asked for, as retrieval does."""

_COMPARED = 20  # questions whose exact neighbours are found by looking at all vectors


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was measured of a store.

    Attributes:
        first: seconds to the end of the first search, Chroma imported and the graph loaded.
        opening: seconds of the first search of each further corpus, on average.
        memory: MiB that are resident after all searches, over those before the first.
        p50: milliseconds of a search.
        p95: milliseconds that 95 of 100 searches don't exceed.
        chroma_p50: the same of Chroma's own query, each right after ours.
        chroma_p95: the same.
        recall: share of the nearest passages that are found.
    """

    first: float
    opening: float
    memory: float
    p50: float
    p95: float
    chroma_p50: float
    chroma_p95: float
    recall: float


def corpora(count: int) -> list[Corpus]:
    """Return the names of so many corpora."""
    return [Corpus("local")] if count == 1 else [Corpus(f"server {at}") for at in range(count)]


def chroma(folder: Path) -> Client:
    """Return Chroma over a folder, the same that a `VectorFolder` of this process has open."""
    return Client(
        settings=Settings(
            _env_file=None,  # type: ignore[call-arg]  # pydantic takes it, unannounced
            is_persistent=True,
            persist_directory=str(folder),
            anonymized_telemetry=False,
        )
    )


async def measure(folder: Path, *, passages: int, among: int, questions: int) -> Measured:
    """Return what searching costs, the corpora being asked in turns."""
    made = MadeVectors()
    asked = made.questions(questions, among=passages)
    names = corpora(among)
    before = _resident()
    began = time.perf_counter()
    store = VectorFolder(folder)
    try:
        await store.search(names[0], asked[0], NEAREST)
        first = time.perf_counter() - began
        began = time.perf_counter()
        for name in names[1:]:
            await store.search(name, asked[0], NEAREST)
        opening = (time.perf_counter() - began) / max(len(names) - 1, 1)
        theirs = _collections(chroma(folder), names)
        ours_took, theirs_took, found = [], [], []
        for number, vector in enumerate(asked):
            name = names[number % len(names)]
            began = time.perf_counter()
            nearest = await store.search(name, vector, NEAREST)
            ours_took.append((time.perf_counter() - began) * 1000)
            collection = theirs(name)
            began = time.perf_counter()
            collection.query(
                query_embeddings=vector[np.newaxis], n_results=NEAREST, include=["distances"]
            )
            theirs_took.append((time.perf_counter() - began) * 1000)
            found.append([identity for identity, _ in nearest])
        memory = _resident() - before
    finally:
        await store.close()
    return Measured(
        first=first,
        opening=opening,
        memory=memory,
        p50=spread(ours_took).p50,
        p95=percentile(ours_took, 0.95),
        chroma_p50=spread(theirs_took).p50,
        chroma_p95=percentile(theirs_took, 0.95),
        recall=_recall(made, asked[:_COMPARED], found, passages) if among == 1 else 1.0,
    )


def _collections(
    client: Client, names: Sequence[Corpus]
) -> Callable[[Corpus], chromadb.Collection]:
    known = {
        name: client.get_collection(corpus_key(name), embedding_function=None) for name in names
    }
    return known.__getitem__


def _recall(made: MadeVectors, asked: Rows, found: Sequence[Sequence[str]], passages: int) -> float:
    best = [list[tuple[float, str]]() for _ in asked]
    for start, rows in blocks(made, passages):
        similarities = asked @ rows.T
        for at, scores in enumerate(similarities):
            top = np.argsort(-scores)[:NEAREST]
            best[at] += [(-float(scores[place]), made_id(start + int(place))) for place in top]
    shares = [
        len({identity for _, identity in sorted(exact)[:NEAREST]} & set(ours)) / NEAREST
        for exact, ours in zip(best, found, strict=False)
    ]
    return float(np.mean(shares))


def blocks(made: MadeVectors, passages: int) -> Iterator[tuple[int, Rows]]:
    """Yield the first `passages` vectors with the number of the first of each block."""
    for start in range(0, passages, BLOCK):
        yield start, made.block(start // BLOCK)[: passages - start]


def _resident() -> float:
    """Return the MiB that are resident now; where the system doesn't tell, those at most so far."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return peak_mebibytes()
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> None:
    """Measure what the command line names."""
    folder, *numbers = sys.argv[1:]
    passages, among, questions = map(int, numbers)
    measured = asyncio.run(
        measure(Path(folder), passages=passages, among=among, questions=questions)
    )
    sys.stdout.write(json.dumps(asdict(measured)))


if __name__ == "__main__":
    main()
