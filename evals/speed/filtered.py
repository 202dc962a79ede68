"""One collection for all corpora, asked with a filter, to compare with what Footnote does."""

import time
from pathlib import Path

import numpy as np

from evals.speed.graphs import NEAREST, blocks, chroma, corpora
from evals.speed.made_vectors import MadeVectors, made_id
from evals.speed.timing import Spread, spread

_NAME = "everything"
_AT_ONCE = 5_000


def make(folder: Path, *, passages: int, among: int) -> None:
    """Store the vectors in one collection, the corpora taking turns."""
    client = chroma(folder)
    collection = client.create_collection(
        _NAME,
        embedding_function=None,
        configuration={"hnsw": {"space": "cosine", "ef_search": 256, "sync_threshold": 2_000}},
    )
    names = corpora(among)
    for start, rows in blocks(MadeVectors(), passages):
        for at in range(0, len(rows), _AT_ONCE):
            some = rows[at : at + _AT_ONCE]
            numbers = range(start + at, start + at + len(some))
            collection.upsert(
                ids=[made_id(number) for number in numbers],
                embeddings=some,
                metadatas=[{"corpus": names[number % among]} for number in numbers],
            )
    client.close()


def ask(folder: Path, *, passages: int, among: int, questions: int) -> Spread:
    """Return how many milliseconds a question takes that is asked of one corpus."""
    client = chroma(folder)
    collection = client.get_collection(_NAME, embedding_function=None)
    names = corpora(among)
    took = []
    for number, vector in enumerate(MadeVectors().questions(questions + 1, among=passages)):
        began = time.perf_counter()
        collection.query(
            query_embeddings=vector[np.newaxis],
            n_results=NEAREST,
            where={"corpus": names[number % among]},
            include=["distances"],
        )
        took.append((time.perf_counter() - began) * 1000)
    client.close()
    return spread(took[1:])  # the first one loads the graph
