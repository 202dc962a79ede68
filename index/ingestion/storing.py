"""How versions get into the catalogue and the vector store together.

A version is first stored as pending, then its vectors are stored, then it is made ready, which is
the moment its article appears and any earlier version of it disappears. What is retired loses its
vectors first and its rows after. So whatever step a process dies at, the catalogue tells what is to
be cleaned away, and `index.ingestion.recovery` does it.
"""

import logging
from collections.abc import Mapping

from index.catalogue.catalogue import Catalogue
from index.catalogue.links import Sighting
from index.catalogue.stored import State
from index.catalogue.writing import Appeared, Draft
from index.errors import FailedIndex
from index.ingestion.batching import Batching
from index.ingestion.recovery import delete_retired
from index.models import ArticleId, VersionId
from index.ports import Embedder
from index.vectors import VectorStore

_log = logging.getLogger(__name__)


class Storing:
    """Stores and deletes versions. Whoever calls it has a claim on the article."""

    def __init__(self, *, catalogue: Catalogue, vectors: VectorStore, embedder: Embedder) -> None:
        """Use these parts."""
        self._catalogue = catalogue
        self._vectors = vectors
        self._batching = Batching(embedder=embedder, versions=catalogue.versions, vectors=vectors)

    async def delete_leftovers(self, article: ArticleId, states: Mapping[VersionId, State]) -> None:
        """Delete what an earlier try or removal of the article has left.

        Args:
            article: the article.
            states: its versions.

        Raises:
            ReindexNeeded: the vector store is damaged.
            VectorsError: the vectors can't be deleted.
            CatalogueError: the catalogue can't be written.
        """
        for version, state in states.items():
            if state == "pending":
                await self._catalogue.versions.retire_pending(version)
        if set(states.values()) - {"ready"}:
            some = await self._catalogue.versions.retired(article=article)
            await delete_retired(self._catalogue, self._vectors, some)

    async def store(self, draft: Draft, sighting: Sighting) -> Appeared:
        """Take a version to where it can be found, or leave no trace of it.

        Raises:
            ReindexNeeded: the vector store is damaged.
            VectorsError: the vectors can't be stored.
            CatalogueError: the catalogue can't be written.
        """
        try:
            await self._catalogue.versions.store(draft)
            await self._batching.index(draft.stored)
            appeared = await self._catalogue.versions.make_ready(draft.id, sighting)
        except BaseException:
            await self._discard(draft)
            raise
        if appeared.replaced is not None:
            await self.tidy(draft.article_id)
        return appeared

    async def _discard(self, draft: Draft) -> None:
        """Undo a pending version; whatever of that fails is left to `recover`."""
        try:
            await self._catalogue.versions.retire_pending(draft.id)
        except FailedIndex as error:
            _log.warning("An article that failed is cleaned away at the next start: %s", error)
        else:
            await self.tidy(draft.article_id)

    async def tidy(self, article: ArticleId) -> None:
        """Delete what is retired of an article; whatever of that fails is left to `recover`."""
        try:
            some = await self._catalogue.versions.retired(article=article)
            if some:
                await delete_retired(self._catalogue, self._vectors, some)
        except FailedIndex as error:
            _log.warning("An article that is gone is cleaned away at the next start: %s", error)
