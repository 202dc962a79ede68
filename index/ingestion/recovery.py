"""What an earlier process was killed at is cleaned away, and what it broke is made anew."""

import logging
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from index.abreast import abreast
from index.catalogue.catalogue import Catalogue
from index.catalogue.embeddings import Embedded, rounded
from index.catalogue.removing import RetiredVersion
from index.catalogue.stored import StoredVersion
from index.identity import embedded_hash
from index.ingestion.embedded import embedded_text
from index.models import Corpus, PassageId
from index.ports import Embedder
from index.shares import EVERYTHING, Share
from index.vectors import VectorStore

_AT_ONCE = 1000  # passages whose vectors are in memory, of a corpus
_SETTLED = 8  # corpora at once: each waits a moment for a store that is elsewhere

_log = logging.getLogger(__name__)


async def recover(
    catalogue: Catalogue,
    vectors: VectorStore,
    embedder: Embedder,
    share: Share = EVERYTHING,
) -> None:
    """Clean away what wasn't finished or not deleted, and make broken vectors anew.

    A version that was being added goes too, as that may be what killed the process. Vectors that
    are as they should be aren't even opened.

    Args:
        catalogue: the truth.
        vectors: what is to fit it.
        embedder: the one that made the vectors; it isn't asked for any.
        share: the corpora to look at; others are another process's, which may be busy with them.

    Raises:
        ReindexNeeded: the vectors are damaged.
        VectorsError: the vectors can't be read or written.
        CatalogueError: the catalogue can't be read or written.
    """
    if share.all:  # it clears what others may be writing; no earlier release has let others in
        await _keep_earlier_vectors(catalogue, vectors, embedder)
    conditions = {
        corpus: condition
        for corpus, condition in (await vectors.conditions()).items()
        if share.owns(corpus)
    }
    for corpus, condition in conditions.items():
        if condition == "broken":
            _log.info("A process was killed while vectors were being written; they are made anew.")
            await vectors.drop(corpus)
    for corpus in filter(share.owns, await catalogue.versions.unfinished()):
        interrupted = await catalogue.versions.retire_all_pending(corpus)
        if interrupted:
            _log.info("Articles whose adding was interrupted are cleaned away: %d.", interrupted)
        while some := await catalogue.versions.retired(corpus=corpus):
            await delete_retired(catalogue, vectors, some)
    if share.first:
        await catalogue.versions.complete()
    corpora = [corpus for corpus in await catalogue.corpora() if share.owns(corpus)]
    for corpus in conditions.keys() - set(corpora):
        await vectors.drop(corpus)
    unsettled = [corpus for corpus in corpora if conditions.get(corpus) != "settled"]
    await abreast(lambda corpus: _settle(catalogue, vectors, corpus), unsettled, most=_SETTLED)


async def delete_retired(
    catalogue: Catalogue, vectors: VectorStore, versions: list[RetiredVersion]
) -> None:
    """Delete retired versions: their vectors first, so that none is left without its passage.

    Raises:
        ReindexNeeded: the vectors are damaged.
        VectorsError: the vectors can't be written.
        CatalogueError: the catalogue can't be written.
    """
    unwanted: defaultdict[Corpus, list[PassageId]] = defaultdict(list)
    for version in versions:
        unwanted[version.corpus] += version.passages
    for corpus, passages in unwanted.items():
        await vectors.delete(corpus, passages)
    await catalogue.versions.delete([version.id for version in versions])


async def reconcile(catalogue: Catalogue, vectors: VectorStore, corpus: Corpus) -> tuple[int, int]:
    """Delete the vectors of a corpus that no passage has, and store those that lack.

    Returns:
        How many were deleted, and how many stored.

    Raises:
        ReindexNeeded: the vectors are damaged.
        VectorsError: the vectors can't be read or written.
        CatalogueError: the catalogue can't be read.
    """
    wanted, stored = await catalogue.passage_ids(corpus), await vectors.ids(corpus)
    await vectors.delete(corpus, stored - wanted)
    await _insert(catalogue, vectors, corpus, sorted(wanted - stored))
    return len(stored - wanted), len(wanted - stored)


async def _settle(catalogue: Catalogue, vectors: VectorStore, corpus: Corpus) -> None:
    """Bring the vectors of a corpus to what the catalogue has."""
    if await vectors.count(corpus) != await catalogue.passage_count(corpus):
        await reconcile(catalogue, vectors, corpus)
    await vectors.settle(corpus)


async def _insert(
    catalogue: Catalogue, vectors: VectorStore, corpus: Corpus, passages: Sequence[PassageId]
) -> None:
    """Store the vectors of passages as the catalogue has kept them."""
    if not passages:
        return
    _log.info("The vectors of %d passages are stored again.", len(passages))
    for at in range(0, len(passages), _AT_ONCE):
        kept = await catalogue.vectors(corpus, passages[at : at + _AT_ONCE])
        await vectors.upsert(corpus, list(kept), np.array(list(kept.values()), dtype=np.float32))


async def _keep_earlier_vectors(
    catalogue: Catalogue, vectors: VectorStore, embedder: Embedder
) -> None:
    """Keep in the catalogue what an earlier release has stored in the vector store alone."""
    if await catalogue.versions.all_vectors_kept():
        return
    for version in await catalogue.versions.without_vectors():
        stored = await catalogue.versions.version(version)
        await catalogue.versions.keep_vectors(await _found(stored, vectors, embedder))
    if not await catalogue.versions.without_vectors():
        await vectors.clear()  # that release had its graphs read from Chroma's log
        await catalogue.versions.note_all_vectors_kept()


async def _found(
    version: StoredVersion, vectors: VectorStore, embedder: Embedder
) -> list[Embedded]:
    """Return the vectors that the vector store has of a version."""
    stored = await vectors.vectors(version.corpus, [passage.id for passage in version.passages])
    return [
        Embedded(
            passage=passage.id,
            text_hash=embedded_hash(
                embedder.name, embedder.dimension, embedded_text(version.title, passage)
            ),
            vector=rounded(stored[passage.id]),
        )
        for passage in version.passages
        if passage.id in stored
    ]
