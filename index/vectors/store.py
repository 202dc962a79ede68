"""What the index needs of wherever vectors are held."""

from collections.abc import Collection, Sequence
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from index.models import Corpus, PassageId
from index.ports import Vectors

Condition = Literal["settled", "unsettled", "broken", "unnoted"]
"""Whether the vectors of a corpus are as they should be: "unsettled" if a process was killed while
it changed some; "broken" if they have to be made anew; "unnoted" where only comparing them with the
catalogue can tell."""


class VectorStore(Protocol):
    """The vectors of passages by corpus.

    What changes a corpus happens in the order in which it is asked for, also for who stops waiting.

    Every method raises ReindexNeeded when what is stored is damaged, and VectorsError when it can't
    be reached, read or written.
    """

    async def upsert(self, corpus: Corpus, ids: Sequence[PassageId], vectors: Vectors) -> None:
        """Store the vectors of passages, one row for each id, in place of any before."""
        ...

    async def search(
        self, corpus: Corpus, vector: NDArray[np.float32], limit: int
    ) -> list[tuple[PassageId, float]]:
        """Return the passages nearest in meaning and their cosine similarities, best first."""
        ...

    async def vectors(
        self, corpus: Corpus, ids: Collection[PassageId]
    ) -> dict[PassageId, NDArray[np.float32]]:
        """Return the stored vectors of passages, of unit length; unknown ids are left out.

        `Catalogue.vectors` has them at a fraction of the time.
        """
        ...

    async def delete(self, corpus: Corpus, ids: Collection[PassageId]) -> None:
        """Delete the vectors of passages; unknown ids do no harm."""
        ...

    async def ids(self, corpus: Corpus) -> set[PassageId]:
        """Return the passages of a corpus that have a vector."""
        ...

    async def count(self, corpus: Corpus) -> int:
        """Return how many passages of a corpus have a vector."""
        ...

    async def conditions(self) -> dict[Corpus, Condition]:
        """Return the corpora that have vectors here and whether all is well, as far as is known."""
        ...

    async def settle(self, corpus: Corpus) -> None:
        """Note that the vectors of a corpus have been found, or made, as they should be."""
        ...

    async def drop(self, corpus: Corpus) -> None:
        """Delete all vectors of a corpus, broken or not."""
        ...

    async def clear(self) -> None:
        """Delete the vectors of all corpora, damaged or not."""
        ...

    async def close(self) -> None:
        """Close the store; closing again does nothing."""
        ...
