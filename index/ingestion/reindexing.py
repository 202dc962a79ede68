"""Whether vectors and word index fit the catalogue, and how they are made anew from it."""

from collections.abc import Callable

from index.abreast import abreast
from index.catalogue.catalogue import Catalogue, EmbeddingModel
from index.errors import ReindexNeeded
from index.ingestion.batching import Batching
from index.models import VersionId
from index.ports import Embedder
from index.vectors import VectorStore

_AT_ONCE = 16  # versions whose passages are in memory


def model_of(embedder: Embedder) -> EmbeddingModel:
    """Return what the catalogue records of an embedder."""
    return EmbeddingModel(name=embedder.name, dimension=embedder.dimension)


async def check_model(catalogue: Catalogue, embedder: Embedder) -> EmbeddingModel | None:
    """Check that the vectors were made with the embedder's model; an empty store fits any.

    Returns:
        The model that is recorded, which may be another one where there is nothing to search.

    Raises:
        ReindexNeeded: another model made them, or a reindexing hasn't ended.
    """
    if await catalogue.reindexing():
        raise ReindexNeeded("An earlier reindexing was interrupted; run `footnote reindex`.")
    recorded = await catalogue.embedding_model()
    current = model_of(embedder)
    if recorded in (None, current) or not await catalogue.versions.stored("pending", "ready"):
        return recorded
    raise ReindexNeeded(
        f"The articles were indexed with the embedding model {recorded.name} "
        f"({recorded.dimension} dimensions), and now it is {current.name} "
        f"({current.dimension}); run `footnote reindex`."
    )


async def check(catalogue: Catalogue, embedder: Embedder) -> None:
    """Check that what is searched fits the catalogue, after `index.ingestion.recovery.recover`.

    Raises:
        ReindexNeeded: vectors are missing or of another model, or a reindexing hasn't ended.
    """
    await check_model(catalogue, embedder)
    if await catalogue.versions.all_vectors_kept():
        return
    lacking = len(await catalogue.versions.without_vectors())
    if lacking:
        raise ReindexNeeded(
            f"The vectors of {lacking} articles are missing; run `footnote reindex`."
        )


async def reindex(
    catalogue: Catalogue,
    vectors: VectorStore,
    embedder: Embedder,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> int:
    """Make the vectors and the word index of all corpora anew; return the number of passages.

    What this model has embedded before isn't embedded again. It also cleans away what a killed
    process has left half done. If it is killed itself, `check` asks for another run until one has
    reached its end.

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
    for version in await catalogue.versions.stored("pending"):
        await catalogue.versions.retire_pending(version)
    while some := await catalogue.versions.retired():
        await catalogue.versions.delete([version.id for version in some])
    await catalogue.versions.complete()
    total = 0
    for corpus in await catalogue.corpora():
        total += await catalogue.passage_count(corpus)
    done = 0

    def report(count: int) -> None:
        nonlocal done
        done += count
        progress(done, total)

    progress(0, total)
    batching = Batching(embedder=embedder, versions=catalogue.versions, vectors=vectors)

    async def index(version: VersionId) -> None:
        stored = await catalogue.versions.version(version)
        await catalogue.versions.index_words(version)
        await batching.index(stored)
        report(len(stored.passages))

    await abreast(index, await catalogue.versions.stored("ready"), most=_AT_ONCE)
    await catalogue.versions.note_all_vectors_kept()
    await catalogue.end_reindexing(model_of(embedder))
    return total
