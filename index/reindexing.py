"""Whether vectors and word index fit the catalogue, and how they are made anew from it."""

from collections.abc import Callable

from index.catalogue import Catalogue, EmbeddingModel
from index.embedded import embed_version
from index.errors import ReindexNeeded
from index.ports import Embedder
from index.vectors import VectorStore


def model_of(embedder: Embedder) -> EmbeddingModel:
    """Return what the catalogue records of an embedder."""
    return EmbeddingModel(name=embedder.name, dimension=embedder.dimension)


async def check_model(catalogue: Catalogue, embedder: Embedder) -> None:
    """Check that the vectors were made with the embedder's model; an empty store fits any.

    Raises:
        ReindexNeeded: another model made them, or a reindexing hasn't ended.
    """
    if await catalogue.reindexing():
        raise ReindexNeeded("An earlier reindexing was interrupted; run `footnote reindex`.")
    recorded = await catalogue.embedding_model()
    current = model_of(embedder)
    if recorded in (None, current) or not await catalogue.stored_versions("pending", "ready"):
        return
    raise ReindexNeeded(
        f"The articles were indexed with the embedding model {recorded.name} "
        f"({recorded.dimension} dimensions), and now it is {current.name} "
        f"({current.dimension}); run `footnote reindex`."
    )


async def check(catalogue: Catalogue, vectors: VectorStore, embedder: Embedder) -> None:
    """Check that what is searched fits the catalogue.

    Raises:
        ReindexNeeded: vectors are missing, damaged or of another model, or a reindexing hasn't
            ended.
        VectorsError: the vectors can't be read.
    """
    await check_model(catalogue, embedder)
    missing = 0
    for corpus in await catalogue.corpora():
        lacking = await catalogue.passage_count(corpus) - await vectors.count(corpus)
        missing += max(lacking, 0)
    if missing:
        raise ReindexNeeded(
            f"The vectors of {missing} passages are missing; run `footnote reindex`."
        )


async def reindex(
    catalogue: Catalogue,
    vectors: VectorStore,
    embedder: Embedder,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> int:
    """Make the vectors and the word index of all corpora anew; return the number of passages.

    It also finishes what a killed process has left half done. If it is killed itself, `check`
    asks for another run until one has reached its end.

    Args:
        catalogue: the truth.
        vectors: what is deleted and made anew.
        embedder: the model to use from now on.
        progress: told how many passages are done, of how many.

    Raises:
        CatalogueError: the catalogue can't be read or written.
        VectorsError: the vectors can't be deleted or written.
    """
    await catalogue.begin_reindexing()
    await vectors.clear()
    for version in await catalogue.stored_versions("pending"):
        await catalogue.make_ready(version)
    for version in await catalogue.stored_versions("retired"):
        await catalogue.delete(version)
    total = 0
    for corpus in await catalogue.corpora():
        total += await catalogue.passage_count(corpus)
    done = 0

    def report(count: int) -> None:
        nonlocal done
        done += count
        progress(done, total)

    progress(0, total)
    for version in await catalogue.stored_versions("ready"):
        stored = await catalogue.stored_version(version)
        await catalogue.index_words(version)
        await embed_version(stored, embedder=embedder, vectors=vectors, progress=report)
    await catalogue.end_reindexing(model_of(embedder))
    return total
