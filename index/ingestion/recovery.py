"""What an earlier process was killed at is cleaned away."""

import logging
from collections import defaultdict

from index.catalogue.catalogue import Catalogue
from index.catalogue.removing import RetiredVersion
from index.models import Corpus, PassageId
from index.vectors import VectorStore

_log = logging.getLogger(__name__)


async def recover(catalogue: Catalogue, vectors: VectorStore) -> None:
    """Clean away versions that were not finished or not deleted, and vectors without a passage.

    A version that was being added goes too, as that may be what killed the process.

    Raises:
        ReindexNeeded: the vectors are damaged.
        VectorsError: the vectors can't be read or written.
        CatalogueError: the catalogue can't be read or written.
    """
    for version in await catalogue.versions.stored("pending"):
        await catalogue.versions.retire_pending(version)
        _log.info("An article whose adding was interrupted is cleaned away.")
    while some := await catalogue.versions.retired():
        await delete_retired(catalogue, vectors, some)
    await catalogue.versions.complete()
    corpora = await catalogue.corpora()
    for corpus in await vectors.corpora():
        if corpus not in corpora:
            await vectors.drop(corpus)
        elif await vectors.count(corpus) != await catalogue.passage_count(corpus):
            stray = await vectors.ids(corpus) - await catalogue.passage_ids(corpus)
            await vectors.delete(corpus, stray)


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
