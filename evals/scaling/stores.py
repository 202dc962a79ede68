"""Stores of any size, made in minutes: the samples, among articles whose vectors are made, too.

The samples are embedded by the real model, so they can be asked about. The rest has vectors that
lie like those of texts (`evals.speed.made_vectors`), which are there a hundred times as fast.
"""

import asyncio
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from bot.assembly import Assembly
from bot.local_models import LocalModels
from evals.ingesting import embedded_texts, made_articles
from evals.speed.findings import Bench
from evals.speed.made_vectors import BLOCK, DIMENSION, MadeVectors
from evals.speed.stores import model_settings, quiet, samples
from index.catalogue.catalogue import Catalogue
from index.catalogue.sqlite import SqliteDatabase
from index.ingestion.ingestion import Ingestion
from index.models import Corpus, ExtractedArticle
from index.passages import cut
from index.ports import Vectors
from index.vectors.folder import VectorFolder

ASKED = 16
"""The corpora, at most, that have the samples."""

_ARTICLES = 32  # that are made, and added, at a time


class MadeEmbedder:
    """Gives every text the next of the made vectors, under another embedder's name."""

    def __init__(self, name: str) -> None:
        """Be called `name`."""
        self._name = name
        self._made = MadeVectors()
        self._blocks = 0
        self._left = np.empty((0, DIMENSION), dtype=np.float32)

    @property
    def name(self) -> str:
        """The name of the embedder that it stands for."""
        return self._name

    @property
    def dimension(self) -> int:
        """Length of the vectors."""
        return DIMENSION

    async def embed(
        self,
        texts: Sequence[str],
        *,
        patient: bool = False,  # noqa: ARG002 - nobody waits
    ) -> Vectors:
        """Return the next vectors; the same text has another one the next time."""
        while len(self._left) < len(texts):
            self._left = np.concatenate([self._left, self._made.block(self._blocks)])
            self._blocks += 1
        rows, self._left = self._left[: len(texts)], self._left[len(texts) :]
        return rows


def names(corpora: int) -> list[Corpus]:
    """Return the names of so many corpora."""
    return [Corpus(f"server {number}") for number in range(corpora)]


async def store(bench: Bench, *, passages: int, corpora: int) -> Path:
    """Return a data folder with about so many passages in so many corpora, made once and kept.

    Whoever opens it may leave nothing behind in it.
    """
    folder = bench.folder / "scaling" / f"{passages}-{corpora}"
    if not folder.is_dir():
        bench.say(f"A store of {passages:,} passages in {corpora:,} corpora is made in {folder}.")
        begun = folder.with_name(f"{folder.name}.begun")
        await asyncio.to_thread(shutil.rmtree, begun, ignore_errors=True)
        await _make(bench, begun, passages, names(corpora))
        begun.rename(folder)
    return folder


async def _make(bench: Bench, folder: Path, passages: int, corpora: list[Corpus]) -> None:
    settings = bench.settings.model_copy(update={"data_dir": folder})
    models = LocalModels(model_settings(bench), quiet())
    try:
        embedder = await models.embedder()
        async with Assembly(settings, quiet(), models=models) as assembly:
            ingestion = (await assembly.index()).ingestion
            for corpus in corpora[:ASKED]:
                for article in await samples():
                    await ingestion.add(corpus, article)
    finally:
        await models.close()
    await _fill(folder, MadeEmbedder(embedder.name), corpora, passages)


async def _fill(folder: Path, embedder: MadeEmbedder, corpora: list[Corpus], passages: int) -> None:
    """Add made articles to the corpora in turns until they have so many passages."""
    database = SqliteDatabase(folder / "catalogue.sqlite3")
    await database.open()
    vectors = VectorFolder(folder / "vectors")
    ingestion = Ingestion(
        catalogue=Catalogue(database), vectors=vectors, embedder=embedder, cut=cut
    )
    try:
        turn = 0
        for articles in _portions(passages):
            await asyncio.gather(
                *(
                    ingestion.add(corpora[(turn + place) % len(corpora)], article)
                    for place, article in enumerate(articles)
                )
            )
            turn += len(articles)
    finally:
        await vectors.close()
        await database.close()


def _portions(passages: int) -> Iterator[list[ExtractedArticle]]:
    count, seed = 0, BLOCK
    while count < passages:
        articles = made_articles(_ARTICLES, seed)
        count += len(embedded_texts(articles))
        seed += 1
        yield articles
