"""Which passages are nearest to a question in meaning.

The vectors of a small corpus are held in memory and all compared: that is exact, takes a fraction
of a millisecond, and neither imports Chroma nor opens a graph, which costs more memory than the
vectors do. In a larger one Chroma's graph is searched (docs/performance.md has both against
size).
"""

import asyncio
from collections import OrderedDict
from collections.abc import Collection
from heapq import nlargest

import numpy as np

from index.catalogue.catalogue import Catalogue
from index.catalogue.counting import CorpusState
from index.catalogue.embeddings import Matrix, Rows
from index.models import Corpus, PassageId
from index.vectors import VectorStore

EXACT = 20_000
"""Passages of a corpus that are all compared."""

_IN_MEMORY = 2 * EXACT  # passages of all corpora together: 60 MB at 384 dimensions
_COMPARED = 3000  # passages of some articles of a large corpus; of more, only the corpus's nearest


class Meanings:
    """Compares a question's vector with those of passages."""

    def __init__(self, *, catalogue: Catalogue, vectors: VectorStore, exact: int = EXACT) -> None:
        """Search these.

        Args:
            catalogue: keeps all vectors.
            vectors: has the graphs of large corpora.
            exact: the most passages of a corpus that are all compared.
        """
        self._catalogue = catalogue
        self._vectors = vectors
        self._exact = exact
        self._matrices: OrderedDict[Corpus, tuple[CorpusState, Matrix]] = OrderedDict()

    async def nearest(
        self,
        corpus: Corpus,
        vector: Rows,
        limit: int,
        *,
        among: Collection[PassageId] | None = None,
    ) -> dict[PassageId, float]:
        """Return the passages nearest in meaning and their cosine similarities, best first.

        Args:
            corpus: where to look.
            vector: the question's.
            limit: the most passages to return.
            among: the only passages to look at; None for all.
        """
        matrix = await self._matrix(corpus)
        if matrix is not None:
            return await asyncio.to_thread(_nearest, matrix, vector, limit, among)
        if among is None:
            return dict(await self._vectors.search(corpus, vector, limit))
        if len(among) <= _COMPARED:
            similarities = await self.similarities(corpus, among, vector)
        else:
            wanted = set(among)
            found = await self._vectors.search(corpus, vector, _COMPARED)
            similarities = {identity: score for identity, score in found if identity in wanted}
        return dict(nlargest(limit, similarities.items(), key=lambda pair: pair[1]))

    async def similarities(
        self, corpus: Corpus, passages: Collection[PassageId], vector: Rows
    ) -> dict[PassageId, float]:
        """Return the cosine similarities of passages; those without a vector are left out."""
        stored = await self._catalogue.vectors(corpus, passages)
        return {identity: float(row @ vector) for identity, row in stored.items()}

    async def _matrix(self, corpus: Corpus) -> Matrix | None:
        """Return the vectors of a corpus as it is now, None if it is a large one."""
        state = await self._catalogue.state(corpus)
        if state.passages > self._exact:
            self._matrices.pop(corpus, None)
            return None
        known = self._matrices.get(corpus)
        if known is None or known[0] != state:
            known = (state, await self._catalogue.matrix(corpus))
            self._matrices[corpus] = known
        self._matrices.move_to_end(corpus)
        self._forget()
        return known[1]

    def _forget(self) -> None:
        """Forget the corpora that were asked longest ago, as far as there are too many vectors."""
        held = sum(len(matrix.ids) for _, matrix in self._matrices.values())
        while held > _IN_MEMORY:
            _, (_, matrix) = self._matrices.popitem(last=False)
            held -= len(matrix.ids)


def _nearest(
    matrix: Matrix, vector: Rows, limit: int, among: Collection[PassageId] | None
) -> dict[PassageId, float]:
    if not matrix.ids:
        return {}
    similarities = matrix.rows @ vector
    if among is not None:
        wanted = set(among)
        places = [place for place, identity in enumerate(matrix.ids) if identity in wanted]
    elif limit < len(matrix.ids):
        places = np.argpartition(-similarities, limit)[:limit].tolist()
    else:
        places = list(range(len(matrix.ids)))
    best = nlargest(limit, places, key=lambda place: similarities[place])
    return {matrix.ids[place]: float(similarities[place]) for place in best}
