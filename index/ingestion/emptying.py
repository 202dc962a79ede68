"""All articles leave a corpus at once, which needs no model."""

import logging

from index.catalogue.catalogue import Catalogue
from index.errors import FailedIndex
from index.models import Corpus
from index.vectors import VectorStore

_log = logging.getLogger(__name__)


class Emptying:
    """Empties corpora while nothing is added to them."""

    def __init__(self, catalogue: Catalogue, vectors: VectorStore) -> None:
        """Take articles out of `catalogue`, and their vectors out of `vectors`."""
        self._catalogue = catalogue
        self._vectors = vectors

    async def remove_corpus(self, corpus: Corpus) -> None:
        """Take all articles out of a corpus at once; one without any is fine.

        What can't be deleted of them can't be found either, and is deleted at the next start.

        Raises:
            CatalogueError: the catalogue can't be read or written.
        """
        await self._catalogue.versions.retire_corpus(corpus)
        try:
            await self._vectors.drop(corpus)
            while some := await self._catalogue.versions.retired(corpus=corpus):
                await self._catalogue.versions.delete([version.id for version in some])
        except FailedIndex as error:
            _log.warning("A corpus that is gone is cleaned away at the next start: %s", error)
