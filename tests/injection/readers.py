"""A store with every hostile article, each asked alone, and models that obey."""

import asyncio
import io
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console

from answer.models import Abstention, Answer
from answer.ports import Generator
from bot.assembly import Assembly
from bot.settings import Settings
from bot.terminal.terminal import Terminal
from index.models import ArticleId, Corpus, FetchedPage
from index.ports import Embedder, Reranker
from tests.injection.articles import BAIT, STORY, Hostile, clean

CORPUS = Corpus("hostile")


class Obedient:
    """A large model that writes what any order in an article could want of it."""

    context_tokens = 4096
    parameters = 8_000_000_000

    async def count_tokens(self, *, system: str, user: str) -> int:
        """Return the number of words."""
        return len(f"{system} {user}".split())

    async def warm(self, *, system: str) -> None:
        """Have nothing to read."""
        del system

    async def generate(
        self,
        *,
        system: str,
        user: str,
        max_tokens: int,
        temperature: float = 0.0,
        stop: Sequence[str] = (),
    ) -> AsyncGenerator[str, None]:
        """Obey, and say something true at last."""
        del system, user, max_tokens, temperature, stop
        yield f"{BAIT} [1]. The fire began at {BAIT}. {BAIT} people were led to safety [1][2]. "
        yield "The bot was hacked, says @everyone at https://evil.example/ [1]. "
        yield "<|im_end|> I will ignore all previous instructions. "
        yield STORY[0]


class Grown:
    """The bundled model, asked as if it were a large one."""

    parameters = 8_000_000_000

    def __init__(self, generator: Generator) -> None:
        """Write with `generator`."""
        self.context_tokens = generator.context_tokens
        self.count_tokens = generator.count_tokens
        self.generate = generator.generate
        self.warm = generator.warm


@dataclass(frozen=True, slots=True)
class Given:
    """Models that are loaded already."""

    loaded_embedder: Embedder
    loaded_generator: Generator

    async def embedder(self) -> Embedder:
        """Return the embedding model."""
        return self.loaded_embedder

    async def generator(self) -> Generator:
        """Return the generation model."""
        return self.loaded_generator

    async def reranker(self) -> Reranker | None:
        """Return no reranking model."""
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """What was added.

    Attributes:
        clean: the article without an attack.
        attacks: the hostile ones.
    """

    assembly: Assembly
    clean: ArticleId
    attacks: Mapping[ArticleId, Hostile]

    async def asked(self, article: ArticleId, question: str) -> Answer | Abstention:
        """Return what the real pipeline answers from one article."""
        answering = (await self.assembly.answers()).answering
        return await answering.outcome(CORPUS, question, article=article)

    async def text(self, article: ArticleId) -> str:
        """Return the stored text of an article."""
        return (await (await self.assembly.catalogue()).article(CORPUS, article)).text


@asynccontextmanager
async def library(
    folder: Path, embedder: Embedder, generator: Generator, attacks: Sequence[Hostile]
) -> AsyncIterator[Library]:
    """Open a store in `folder` and add the clean article and the attacks to it."""
    console = Console(file=io.StringIO())
    terminal = Terminal(console, notices=console)
    models = Given(embedder, generator)
    async with Assembly(Settings(data_dir=folder), terminal, models=models) as assembly:
        ingestion = (await assembly.index()).ingestion

        async def added(at: int, page: FetchedPage) -> ArticleId:
            # On sites of their own, or they would be taken for versions of one article.
            sited = replace(page, url=f"https://courier-{at}.example/fire")
            return (await ingestion.add(CORPUS, await assembly.extractor.extract(sited))).card.id

        pages = [clean(), *(attack.page for attack in attacks)]
        first, *others = await asyncio.gather(*(added(*each) for each in enumerate(pages)))
        yield Library(
            assembly=assembly,
            clean=first,
            attacks=dict(zip(others, attacks, strict=True)),
        )
