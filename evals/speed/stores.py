"""Stores to ask in: the samples, among articles of random words, with models beside them."""

import asyncio
import hashlib
import shutil
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from bot.assembly import Assembly
from bot.errors import UserError
from bot.local_models import LocalModels, Models
from bot.samples import sample_files
from bot.settings import Settings, load_settings
from bot.terminal.terminal import Terminal
from engine.weights import Role, Weights, resolve
from evals.ingesting import embedded_texts, made_articles
from evals.labelled import LabelledQuestion, read_questions
from evals.speed.findings import Bench
from index.extraction.extractor import ArticleExtractor
from index.files import read_file
from index.models import Corpus, ExtractedArticle

CORPUS = Corpus("speed")
_QUESTIONS = Path(__file__).parents[1] / "samples.jsonl"
_SEED = 7
_ABREAST = 32  # articles made at a time


def quiet() -> Terminal:
    """Return a terminal that nobody sees."""
    return Terminal(Console(quiet=True), notices=Console(quiet=True))


def sample_questions() -> list[LabelledQuestion]:
    """Return the questions that the samples answer."""
    return [each for each in read_questions(_QUESTIONS) if each.answerable]


def model_settings(bench: Bench) -> Settings:
    """Return settings under which converted models are kept from run to run."""
    return bench.settings.model_copy(update={"data_dir": bench.folder / "models"})


async def weights(role: Role, settings: Settings) -> Weights:
    """Return the weights that settings of `model_settings` name for a role."""
    named = {
        Role.GENERATION: settings.model,
        Role.EMBEDDING: settings.embedding_model,
        Role.RERANKING: settings.reranker_model,
    }
    return await resolve(named[role], role=role, data_dir=settings.data_dir)


async def made_store(bench: Bench, *, passages: int) -> Path:
    """Return a data folder with the samples and made articles, `passages` or a few more in all.

    It is made once for each embedding model and kept; nobody may open it but by way of `opened`,
    which copies it. A process of its own makes it, so that this one's memory and threads stay as
    they are.

    Raises:
        UserError: it can't be made.
    """
    embedding = await weights(Role.EMBEDDING, model_settings(bench))
    mark = hashlib.sha256(embedding.name.encode()).hexdigest()[:8]
    folder = bench.folder / f"store-{passages}-{mark}"
    if not folder.is_dir():
        bench.say(f"Making a store of {passages:,} passages in {folder}, once.")
        making = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "evals.speed.stores",
            str(bench.folder),
            str(folder),
            str(passages),
        )
        if await making.wait():
            raise UserError(f"A store for the benchmarks couldn't be made in {folder}.")
    return folder


async def make(bench: Bench, folder: Path, *, passages: int) -> None:
    """Make a store in `folder`, which appears only once all is in it."""
    begun = folder.with_name(f"{folder.name}.begun")
    shutil.rmtree(begun, ignore_errors=True)
    begun.mkdir(parents=True)
    models = LocalModels(model_settings(bench), quiet())
    settings = bench.settings.model_copy(update={"data_dir": begun})
    try:
        async with Assembly(settings, quiet(), models=models) as assembly:
            ingestion = (await assembly.index()).ingestion
            for abreast in _portions([*await samples(), *_fillers(passages)]):
                await asyncio.gather(*(ingestion.add(CORPUS, each) for each in abreast))
    finally:
        await models.close()
    begun.rename(folder)


@asynccontextmanager
async def opened(
    bench: Bench, store: Path, models: Models, **changes: object
) -> AsyncIterator[Assembly]:
    """Open a copy of a store, which is deleted afterwards.

    Args:
        bench: whose settings hold.
        store: a data folder that nobody has open.
        models: used, and left open.
        changes: settings that are different.
    """
    async with AsyncExitStack() as stack:
        scratch = Path(stack.enter_context(TemporaryDirectory(prefix="footnote-speed-")))
        shutil.copytree(store, scratch / "store")
        settings = bench.settings.model_copy(update={"data_dir": scratch / "store", **changes})
        yield await stack.enter_async_context(Assembly(settings, quiet(), models=models))


def _portions(articles: Sequence[ExtractedArticle]) -> Iterator[Sequence[ExtractedArticle]]:
    for start in range(0, len(articles), _ABREAST):
        yield articles[start : start + _ABREAST]


async def samples() -> list[ExtractedArticle]:
    """Return the articles that come with Footnote."""
    extractor = ArticleExtractor()
    return [await extractor.extract(read_file(path)) for path in sample_files()]


def _fillers(passages: int) -> list[ExtractedArticle]:
    """Return made articles of about as many passages."""
    articles: list[ExtractedArticle] = []
    count, seed = 0, _SEED
    while count < passages:
        for each in made_articles(_ABREAST, seed):
            if count < passages:
                articles.append(each)
                count += len(embedded_texts([each]))
        seed += 1
    return articles


def main() -> None:
    """Make the store that the command line names: folder of the benchmarks, store, passages."""
    bench_folder, folder, passages = sys.argv[1:]
    bench = Bench(
        settings=load_settings(), folder=Path(bench_folder), llama_server=None, say=quiet().say
    )
    asyncio.run(make(bench, Path(folder), passages=int(passages)))


if __name__ == "__main__":
    main()
