"""How fast articles come in: `python -m evals.ingesting [FILE.jsonl] [--articles N]`.

The bare rate is that of the embedding model alone, given all passages at once. The other one is
that of the whole way from an extracted article to where it can be found: cut, recorded, embedded,
stored, made ready, many articles at once. Both are taken in turns in one process, because the
speed of a machine changes. The exit code is 1 when too much of the bare rate is lost.

FILE.jsonl holds one {"title", "text"} a line; without it, articles are made of the words of the
bundled samples, half of them short news and half longer reads.
"""

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from rich.console import Console

from bot.assembly import Assembly
from bot.local_models import LocalModels
from bot.samples import sample_files
from bot.settings import Settings, load_settings
from bot.terminal.terminal import Terminal
from index.ingestion.embedded import embedded_text
from index.models import ArticleId, Corpus, ExtractedArticle, VersionId
from index.passages import cut

_CORPUS = Corpus("evals")
_WARMING = Corpus("warming up")
_ENOUGH = 0.85  # of the bare rate
_SENTENCE_WORDS = (6, 28)
_PARAGRAPH_SENTENCES = (2, 6)
_SHORT, _LONG = (1, 3), (4, 14)  # paragraphs


def made_articles(count: int, seed: int) -> list[ExtractedArticle]:
    """Return articles of random words from the samples, the same for a seed."""
    chance = random.Random(seed)  # noqa: S311 - for test input, not for secrets
    words = [
        word.strip(".,;:!?“”\"'()#*-")
        for file in sample_files()
        for word in file.read_text(encoding="utf-8").split()
    ]

    def sentence() -> str:
        return " ".join(chance.choices(words, k=chance.randint(*_SENTENCE_WORDS))) + "."

    def paragraph() -> str:
        return " ".join(sentence() for _ in range(chance.randint(*_PARAGRAPH_SENTENCES)))

    def article(number: int) -> ExtractedArticle:
        paragraphs = chance.randint(*(_LONG if number % 2 else _SHORT))
        return ExtractedArticle(
            title=f"{number}: {' '.join(chance.choices(words, k=6))}",
            text="\n\n".join(paragraph() for _ in range(paragraphs)),
            url=f"https://example.org/articles/{seed}/{number}",
        )

    return [article(number) for number in range(count)]


def read_articles(file: Path, count: int) -> list[ExtractedArticle]:
    """Return the first articles of a file with one JSON object a line."""
    with file.open(encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    return [ExtractedArticle(title=each["title"], text=each["text"]) for each in found[:count]]


def embedded_texts(articles: Sequence[ExtractedArticle]) -> list[str]:
    """Return the texts that are embedded when articles are added."""
    return [
        embedded_text(article.title, passage)
        for article in articles
        for passage in cut(article, article_id=ArticleId(""), version=VersionId(""))
    ]


async def ingestion_seconds(
    articles: Sequence[ExtractedArticle],
    settings: Settings,
    models: LocalModels,
    terminal: Terminal,
) -> float:
    """Return how long it takes to add the articles to a new store."""
    with tempfile.TemporaryDirectory(prefix="footnote-evals-") as folder:
        own = settings.model_copy(update={"data_dir": Path(folder)})
        async with Assembly(own, terminal, models=models) as assembly:
            index = await assembly.index()
            await index.ingestion.add(_WARMING, articles[0])  # imports Chroma
            began = time.perf_counter()
            await asyncio.gather(*(index.ingestion.add(_CORPUS, each) for each in articles))
            return time.perf_counter() - began


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Passages a second, round by round.

    Attributes:
        bare: of the embedding model alone.
        whole: of the whole way.
    """

    bare: tuple[float, ...]
    whole: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """Which part of the bare rate the whole way reaches."""
        return median(self.whole) / median(self.bare)


async def rates(
    articles: Sequence[ExtractedArticle], rounds: int, settings: Settings, terminal: Terminal
) -> Rates:
    """Measure both in turns, and say each of them."""
    texts = embedded_texts(articles)
    bare, whole = [], []
    with tempfile.TemporaryDirectory(prefix="footnote-evals-") as folder:
        models = LocalModels(settings.model_copy(update={"data_dir": Path(folder)}), terminal)
        try:
            embedder = await models.embedder()
            await embedder.embed(texts[:64])  # warms up
            for _ in range(rounds):
                began = time.perf_counter()
                await embedder.embed(texts)
                bare.append(len(texts) / (time.perf_counter() - began))
                seconds = await ingestion_seconds(articles, settings, models, terminal)
                whole.append(len(texts) / seconds)
                terminal.say(f"bare {bare[-1]:.1f}, ingestion {whole[-1]:.1f} passages a second")
        finally:
            await models.close()
    return Rates(bare=tuple(bare), whole=tuple(whole))


async def measure(
    articles: Sequence[ExtractedArticle], rounds: int, settings: Settings, terminal: Terminal
) -> float:
    """Print the rates, and return which part of the bare one ingestion reaches."""
    found = await rates(articles, rounds, settings, terminal)
    terminal.say(
        f"{len(articles)} articles, {len(embedded_texts(articles))} passages; medians of {rounds}: "
        f"bare {median(found.bare):.1f}, ingestion {median(found.whole):.1f} passages a second, "
        f"ratio {found.ratio:.2f} (at least {_ENOUGH})"
    )
    return found.ratio


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m evals.ingesting", description=__doc__)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--articles", type=int, default=120)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    console = Console(highlight=False)
    terminal = Terminal(console, notices=Console(stderr=True, highlight=False))
    articles = (
        read_articles(arguments.file, arguments.articles)
        if arguments.file
        else made_articles(arguments.articles, arguments.seed)
    )
    ratio = asyncio.run(measure(articles, arguments.rounds, load_settings(), terminal))
    sys.exit(0 if ratio >= _ENOUGH else 1)


if __name__ == "__main__":
    main()
