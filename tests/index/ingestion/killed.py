"""Plays a scenario on a store again and again, killed at another moment each time.

    python -m tests.index.ingestion.killed SCENARIO FOLDER

A moment is the start of an SQLite statement, or right before or after a call that embeds, or that
stores or deletes vectors. The first run, in FOLDER/whole, is undisturbed and counts the moments.
Then the moments around calls, those before a change is committed, and some of the others get a run
in FOLDER/<number>, which kills itself there with SIGKILL. Runs start from the store in
FOLDER/start and are forks of one process, because importing Chroma takes longer than a run.
"""

import asyncio
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path

import chromadb.api.client  # noqa: F401 - the forks find it imported
import numpy as np

from index.catalogue.catalogue import Catalogue
from index.ingestion.ingestion import Ingestion
from index.ingestion.reindexing import reindex
from index.models import Corpus, PassageId, Validators
from index.ports import Vectors
from index.vectors import VectorStore
from index.vectors.folder import VectorFolder
from tests.index.fakes import BagOfWords, cut_paragraphs
from tests.index.stores import LOCAL, an_article

_EVERY = 25  # of the other moments, every so many are tried

RIVERS = replace(
    an_article("Rivers", "Rivers flow. They bend.", url="https://example.org/rivers"),
    aliases=("https://example.org/?p=1",),
    validators=Validators(etag='"1"'),
)
RIVERS_LATER = replace(
    an_article("Rivers", "Rivers dry up.", "In summer.", url="https://example.org/water/rivers"),
    aliases=("https://example.org/rivers",),
    subtitle="Of drought",
    validators=Validators(etag='"2"'),
)
HILLS = an_article("Hills", "Hills stand.", "They last.")
LAKES = replace(
    an_article("Lakes", "Lakes lie still.", url="https://example.org/lakes"),
    validators=Validators(last_modified="Mon, 23 Nov 2026 10:00:00 GMT"),
)
MOORS = an_article("Moors", "Moors are wet.", "They are wide.", url="https://example.org/moors")


class Moments:
    """Counts moments and kills the process at one of them."""

    def __init__(self, last: int | None) -> None:
        """Kill at the moment numbered `last`, from 0; None for never."""
        self._last = last
        self.seen: list[str] = []

    def pass_by(self, what: str) -> None:
        """Note a moment, and die if it is the last."""
        if len(self.seen) == self._last:
            os.kill(os.getpid(), signal.SIGKILL)
        self.seen.append(what)


class WatchedEmbedder(BagOfWords):
    """A bag of words whose calls are moments."""

    def __init__(self, moments: Moments) -> None:
        """Report to `moments`."""
        super().__init__()
        self._moments = moments

    async def embed(self, texts: Sequence[str], *, patient: bool = False) -> Vectors:
        """Embed, with a moment before and after."""
        self._moments.pass_by("call")
        rows = await super().embed(texts, patient=patient)
        self._moments.pass_by("call")
        return rows


class WatchedVectors(VectorFolder):
    """A vector store whose changes are moments."""

    def __init__(self, path: Path, moments: Moments) -> None:
        """Report to `moments`."""
        super().__init__(path)
        self._moments = moments

    async def upsert(self, corpus: Corpus, ids: Sequence[PassageId], vectors: Vectors) -> None:
        """Store vectors one by one, with a moment before and after each."""
        for identity, vector in zip(ids, vectors, strict=True):
            self._moments.pass_by("call")
            await super().upsert(corpus, [identity], vector[np.newaxis])
        self._moments.pass_by("call")

    async def delete(self, corpus: Corpus, ids: Collection[PassageId]) -> None:
        """Delete vectors, with a moment before and after."""
        self._moments.pass_by("call")
        await super().delete(corpus, ids)
        self._moments.pass_by("call")

    async def drop(self, corpus: Corpus) -> None:
        """Delete the vectors of a corpus, with a moment before and after."""
        self._moments.pass_by("call")
        await super().drop(corpus)
        self._moments.pass_by("call")

    async def clear(self) -> None:
        """Delete all vectors, with a moment before and after."""
        self._moments.pass_by("call")
        await super().clear()
        self._moments.pass_by("call")


async def import_all(ingestion: Ingestion) -> None:
    """Add an article, change it, and remove the one that was there before."""
    hills = await ingestion.add(LOCAL, HILLS)
    await ingestion.add(LOCAL, RIVERS)
    await ingestion.add(LOCAL, RIVERS_LATER)
    await ingestion.remove(LOCAL, hills.card.id)


async def import_together(ingestion: Ingestion) -> None:
    """Add two articles, change a third one and remove a fourth, all at once."""
    hills = await ingestion.add(LOCAL, HILLS)
    await asyncio.gather(
        *(ingestion.add(LOCAL, each) for each in (LAKES, RIVERS_LATER, MOORS)),
        ingestion.remove(LOCAL, hills.card.id),
    )


async def _together(catalogue: Catalogue, vectors: VectorStore, embedder: BagOfWords) -> None:
    await import_together(
        Ingestion(catalogue=catalogue, vectors=vectors, embedder=embedder, cut=cut_paragraphs)
    )


async def _import(catalogue: Catalogue, vectors: VectorStore, embedder: BagOfWords) -> None:
    await import_all(
        Ingestion(catalogue=catalogue, vectors=vectors, embedder=embedder, cut=cut_paragraphs)
    )


async def _forget(catalogue: Catalogue, vectors: VectorStore, embedder: BagOfWords) -> None:
    ingestion = Ingestion(
        catalogue=catalogue, vectors=vectors, embedder=embedder, cut=cut_paragraphs
    )
    await ingestion.remove_corpus(LOCAL)


async def _reindex(catalogue: Catalogue, vectors: VectorStore, embedder: BagOfWords) -> None:
    await reindex(catalogue, vectors, embedder)


Scenario = Callable[[Catalogue, VectorStore, BagOfWords], Awaitable[None]]
SCENARIOS: dict[str, Scenario] = {
    "import": _import,
    "together": _together,
    "forget": _forget,
    "reindex": _reindex,
}


async def _play(scenario: Scenario, folder: Path, last: int | None) -> list[str]:
    moments = Moments(last)
    connect = sqlite3.connect

    def watched_connect(path: Path, **options: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(path, **options)  # type: ignore[call-overload]  # passed on as they are
        connection.set_trace_callback(moments.pass_by)
        return connection

    sqlite3.connect = watched_connect  # type: ignore[assignment]  # the catalogue's calls fit
    catalogue = await Catalogue.open(folder / "catalogue.db")
    vectors = WatchedVectors(folder / "vectors", moments)
    await scenario(catalogue, vectors, WatchedEmbedder(moments))
    await vectors.close()
    await catalogue.close()
    return moments.seen


def _fork(scenario: Scenario, start: Path, folder: Path, last: int | None) -> int:
    """Play the scenario in a copy of `start` in another process; return its exit status."""
    shutil.copytree(start, folder)
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    seen = asyncio.run(_play(scenario, folder, last))
    (folder / "moments").write_text("\0".join(seen))
    os._exit(0)


def main(name: str, folder: Path) -> None:
    """Play the scenario `name` undisturbed, then killed; it starts from FOLDER/start."""
    scenario, start = SCENARIOS[name], folder / "start"
    _fork(scenario, start, folder / "whole", None)
    moments = (folder / "whole" / "moments").read_text().split("\0")
    begun = ""
    for number, what in enumerate(moments):
        begun = what if what.startswith("BEGIN") else begun
        changed = (begun, what) == ("BEGIN IMMEDIATE", "COMMIT")
        if what == "call" or changed or number % _EVERY == 0:
            status = os.waitstatus_to_exitcode(_fork(scenario, start, folder / str(number), number))
            if status == 0:  # what goes on at once takes a moment more or less
                shutil.rmtree(folder / str(number))
            elif status != -signal.SIGKILL:
                raise RuntimeError(f"run {number} wasn't killed: {status}")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
