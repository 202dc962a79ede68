"""Data folders to break, and what the doctor says of them."""

import io
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

from rich.console import Console

from answer.ports import Generator
from bot.assembly import Assembly
from bot.doctor.examination import examine
from bot.settings import Settings
from bot.terminal.terminal import Terminal
from index.models import Corpus
from index.ports import Embedder
from tests.index.fakes import BagOfWords
from tests.index.stores import an_article

LOCAL, OTHER = Corpus("local"), Corpus("other")


class NoWriter:
    """Models of which only the embedding model is there."""

    def __init__(self, embedder: Embedder) -> None:
        """Embed with `embedder`."""
        self._embedder = embedder

    async def embedder(self) -> Embedder:
        """Return the embedding model."""
        return self._embedder

    async def generator(self) -> Generator:
        """Refuse: answers are quotes here."""
        raise AssertionError

    async def reranker(self) -> None:
        """Return nothing, as with RERANKER_MODEL=off."""


@asynccontextmanager
async def assembled(
    folder: Path, said: io.StringIO, embedder: Embedder | None = None, **settings: Any
) -> AsyncIterator[Assembly]:
    """Put the parts over a data folder together; what they say is in `said`."""
    console = Console(file=said, width=10_000)
    wanted = Settings(data_dir=folder, wording="quotes", reranker_model="off", **settings)
    models = NoWriter(embedder or BagOfWords())
    async with Assembly(wanted, Terminal(console, notices=console), models=models) as assembly:
        yield assembly


async def fill(folder: Path, **settings: Any) -> None:
    """Fill a data folder: two articles in a corpus, one in another."""
    async with assembled(folder, io.StringIO(), **settings) as assembly:
        ingestion = (await assembly.index()).ingestion
        await ingestion.add(LOCAL, an_article("Salmon", "Salmon swim upstream.", "They leap."))
        await ingestion.add(LOCAL, an_article("Trout", "Trout stay in the brook."))
        await ingestion.add(OTHER, an_article("Pike", "Pikes wait among the reeds."))


async def findings(folder: Path, embedder: Embedder | None = None, **settings: Any) -> list[str]:
    """Return the lines of the doctor that aren't "ok", after one look that says whether it is."""
    said = io.StringIO()
    async with assembled(folder, said, embedder, **settings) as assembly:
        console = Console(file=said, width=10_000)
        well = await examine(assembly, Terminal(console, notices=console))
    lines = [" ".join(line.split()) for line in said.getvalue().splitlines()]
    assert well == (not any(line.startswith("wrong") for line in lines))
    assert all(line.split()[0] in {"ok", "mended", "wrong"} for line in lines)
    return [line for line in lines if not line.startswith("ok")]


async def found(folder: Path, **settings: Any) -> dict[str, list[str]]:
    """Return which articles each word leads to, by words and by meaning."""
    async with assembled(folder, io.StringIO(), **settings) as assembly:
        retrieval = (await assembly.index()).retrieval
        return {
            question: [
                each.article.title for each in await retrieval.retrieve(corpus, question, limit=1)
            ]
            for corpus, question in (
                (LOCAL, "salmon upstream"),
                (LOCAL, "trout brook"),
                (OTHER, "pikes reeds"),
            )
        }


EVERYTHING = {
    "salmon upstream": ["Salmon"],
    "trout brook": ["Trout"],
    "pikes reeds": ["Pike"],
}
"""What is found in a folder that is well."""


def execute(folder: Path, *statements: str) -> None:
    """Change the catalogue as no code of ours would."""
    with closing(sqlite3.connect(folder / "catalogue.sqlite3", isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            connection.execute(statement)
