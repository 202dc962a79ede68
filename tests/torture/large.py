"""Makes a large store quickly: its vectors are drawn by chance, under the bundled model's name.

python -m tests.torture.large FOLDER PASSAGES
"""

import asyncio
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rich.console import Console

from bot.assembly import Assembly
from bot.settings import load_settings
from bot.terminal.terminal import Terminal
from index.files import read_file
from index.models import Corpus, ExtractedArticle
from index.ports import Vectors
from tests.torture.kept import CountingModels, Kept

CORPUS = Corpus("local")
_AT_ONCE = 16  # articles
_PARAGRAPHS = 60  # of an article
_WORDS = 20_000  # in all
_SAMPLE = Path(__file__).parents[2] / "samples" / "harbour-fire.txt"


class ChanceEmbedder:
    """An Embedder whose vectors say nothing, but look like a model's to all that keeps them."""

    def __init__(self, name: str, dimension: int) -> None:
        """Take the place of the model with this name."""
        self.name = name
        self.dimension = dimension

    async def embed(self, texts: Sequence[str], *, patient: bool = False) -> Vectors:
        """Return a unit vector for each text, always the same for the same text."""
        del patient
        seeds = [zlib.crc32(text.encode()) for text in texts]
        rows = [np.random.default_rng(seed).standard_normal(self.dimension) for seed in seeds]
        drawn = np.array(rows, dtype=np.float32).reshape(len(texts), self.dimension)
        unit: Vectors = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
        return unit


def made_article(number: int) -> ExtractedArticle:
    """Return a long article whose words are as frequent as they are in a language (Zipf)."""
    drawn = np.random.default_rng(number).zipf(1.2, size=(_PARAGRAPHS, 4, 20)) % _WORDS
    paragraphs = (
        " ".join(
            " ".join(f"w{word:x}" for word in sentence).capitalize() + "." for sentence in each
        )
        for each in drawn
    )
    return ExtractedArticle(
        title=f"Made article {number}",
        text="\n\n".join(paragraphs),
        url=f"https://example.org/{number}",
    )


async def make(folder: Path, *, passages: int) -> None:
    """Make a store of some more than `passages` passages, with models that are ready to load."""
    quiet = Console(quiet=True)
    terminal = Terminal(quiet, notices=quiet)
    async with Assembly(load_settings(data_dir=folder), terminal) as assembly:
        await assembly.reranker()
        await assembly.generator()
        real = await assembly.embedder()
        models = CountingModels(ChanceEmbedder(real.name, real.dimension))
    async with Kept(folder, models=models) as kept:
        catalogue, ingestion = await kept.catalogue(), (await kept.index()).ingestion
        sample = await kept.extractor.extract(read_file(_SAMPLE))
        await ingestion.add(CORPUS, sample)
        count = 0
        while await catalogue.passage_count(CORPUS) < passages:
            some = [made_article(number) for number in range(count, count + _AT_ONCE)]
            await asyncio.gather(*(ingestion.add(CORPUS, each) for each in some))
            count += _AT_ONCE


def main() -> None:
    """Make what the command line asks for."""
    folder, passages = sys.argv[1:]
    asyncio.run(make(Path(folder), passages=int(passages)))


if __name__ == "__main__":
    main()
