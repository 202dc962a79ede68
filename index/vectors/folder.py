"""Vectors in a folder of this machine, in Chroma.

Each corpus has a collection of its own, whose graph Chroma loads when it is first asked for. So
who only wants to know whether all is well asks the seals (`index.vectors.seals`).
"""

import asyncio
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.errors import FailedIndex
from index.models import Corpus, PassageId
from index.ports import Vectors
from index.vectors.chroma import LocalChroma, OpenCollection
from index.vectors.seals import Seal, Seals
from index.vectors.store import Condition

_T = TypeVar("_T")

# An open collection takes 2.6 MB and four open files, however small it is. Chroma would close some
# at a fifth of the files that may be open, and not replay what it hadn't written of them.
_OPEN_AT_MOST = 64


@dataclass(slots=True)
class _Opened:
    """An open collection and its seal.

    Attributes:
        was_settled: whether all was well before we changed anything.
    """

    collection: OpenCollection
    seal: Seal
    was_settled: bool


class VectorFolder:
    """The vectors of passages by corpus, in a folder that appears with the first vector.

    Every method raises ReindexNeeded when the folder is damaged, and VectorsError when the disk
    or the permissions stand in the way.
    """

    def __init__(self, path: Path) -> None:
        """Prepare for the vectors in the folder `path`; nothing is opened before it is needed."""
        self._chroma = LocalChroma(path)
        self._seals = Seals(path)
        self._opened: dict[Corpus, _Opened] = {}
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="vectors")
        self._closed = False

    async def upsert(self, corpus: Corpus, ids: Sequence[PassageId], vectors: Vectors) -> None:
        """Store the vectors of passages, one row for each id, in place of any before."""

        def work() -> None:
            opened = self._open(corpus) or self._create(corpus)
            self._unsettle(opened)
            opened.collection.upsert(ids, vectors)
            opened.seal = self._seals.renew(opened.seal)

        if ids:
            await self._run(work)

    async def search(
        self, corpus: Corpus, vector: NDArray[np.float32], limit: int
    ) -> list[tuple[PassageId, float]]:
        """Return the passages nearest in meaning and their cosine similarities, best first."""
        return await self._run_on(
            corpus, lambda opened: opened.collection.search(vector, limit), []
        )

    async def vectors(
        self, corpus: Corpus, ids: Collection[PassageId]
    ) -> dict[PassageId, NDArray[np.float32]]:
        """Return the stored vectors of passages, of unit length; unknown ids are left out."""
        wanted = list(dict.fromkeys(ids))
        return await self._run_on(corpus, lambda opened: opened.collection.vectors(wanted), {})

    async def delete(self, corpus: Corpus, ids: Collection[PassageId]) -> None:
        """Delete the vectors of passages; unknown ids do no harm."""
        unwanted = list(ids)

        def work(opened: _Opened) -> None:
            self._unsettle(opened)
            opened.collection.delete(unwanted)
            opened.seal = self._seals.renew(opened.seal)

        if unwanted:
            await self._run_on(corpus, work, None)

    async def ids(self, corpus: Corpus) -> set[PassageId]:
        """Return the passages of a corpus that have a vector."""
        return await self._run_on(corpus, lambda opened: opened.collection.ids(), set())

    async def count(self, corpus: Corpus) -> int:
        """Return how many passages of a corpus have a vector."""
        return await self._run_on(corpus, lambda opened: opened.collection.count(), 0)

    async def conditions(self) -> dict[Corpus, Condition]:
        """Return the corpora that have vectors here and whether all is well, opening nothing."""
        return await self._in_thread(
            lambda: self._chroma.run_on_files(
                lambda: {seal.corpus: self._condition(seal) for seal in self._seals.all()}
            )
        )

    async def settle(self, corpus: Corpus) -> None:
        """Note that the vectors of a corpus have been found, or made, as they should be."""

        def work(opened: _Opened) -> None:
            opened.was_settled = True
            opened.seal = self._seals.renew(opened.seal)
            self._write_seal(opened, settled=True)

        await self._run_on(corpus, work, None)

    async def drop(self, corpus: Corpus) -> None:
        """Delete all vectors of a corpus, broken or not."""

        def work() -> None:
            opened = self._open(corpus)
            if opened is not None:
                del self._opened[corpus]
                self._chroma.delete(corpus, opened.seal.folder)
            self._seals.remove(corpus)

        await self._run(work)

    async def clear(self) -> None:
        """Delete the vectors of all corpora, damaged or not."""

        def work() -> None:
            self._disconnect()
            self._chroma.clear()

        await self._in_thread(work)

    async def close(self) -> None:
        """Close the store; closing again does nothing."""
        if not self._closed:
            self._closed = True
            # In its thread, after all that has been asked: something may be connecting just now.
            await self._in_thread(self._disconnect)
            self._thread.shutdown(wait=False)

    async def _run_on(self, corpus: Corpus, work: Callable[[_Opened], _T], missing: _T) -> _T:
        """Return what `work` makes of the corpus's collection, `missing` when there is none."""

        def run() -> _T:
            first = corpus not in self._opened
            opened = self._open(corpus)
            if opened is None:
                return missing
            result = work(opened)
            if first:  # Chroma has replayed its log, and may have written the graph
                opened.seal = self._seals.renew(opened.seal)
            return result

        return await self._run(run)

    async def _run(self, work: Callable[[], _T]) -> _T:
        def run() -> _T:
            try:
                return self._chroma.run(work)
            except FailedIndex:
                self._let_go()
                raise

        return await self._in_thread(run)

    async def _in_thread(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _open(self, corpus: Corpus) -> _Opened | None:
        """Return the collection of a corpus, if there is one; Chroma is asked for it once."""
        opened = self._opened.get(corpus)
        if opened is not None:
            return opened
        if len(self._opened) >= _OPEN_AT_MOST:
            self._disconnect()
        found = self._chroma.find(corpus)
        if found is None:
            return None
        seal = self._seals.of(corpus)
        if seal is None or seal.folder != found.folder:
            seal = Seal(corpus=corpus, folder=found.folder)
        self._opened[corpus] = _Opened(found, seal, was_settled=seal.settled)
        return self._opened[corpus]

    def _create(self, corpus: Corpus) -> _Opened:
        made = self._chroma.make(corpus)
        seal = Seal(corpus=corpus, folder=made.folder)
        self._opened[corpus] = _Opened(made, seal, was_settled=True)
        return self._opened[corpus]

    def _condition(self, seal: Seal) -> Condition:
        if not self._seals.is_whole(seal):
            return "broken"
        return "settled" if seal.settled else "unsettled"

    def _unsettle(self, opened: _Opened) -> None:
        """Note that something is being changed, until it is settled or we are closed."""
        if opened.seal.settled or not opened.seal.traces:
            self._write_seal(opened, settled=False)

    def _write_seal(self, opened: _Opened, *, settled: bool) -> None:
        opened.seal = replace(opened.seal, settled=settled)
        self._seals.write(opened.seal)

    def _let_go(self) -> None:
        """Connect anew the next time: after an I/O error Chroma may wait for itself for ever.

        What was being changed stays unsettled until the next start.
        """
        self._opened.clear()
        self._chroma.disconnect()

    def _disconnect(self) -> None:
        self._chroma.disconnect()
        for opened in self._opened.values():
            if opened.was_settled and not opened.seal.settled:
                with suppress(OSError):  # the next start looks after what isn't settled
                    self._write_seal(opened, settled=True)
        self._opened.clear()
