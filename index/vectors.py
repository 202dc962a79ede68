"""The vectors of all passages, in Chroma. They can be deleted: the catalogue is the truth.

Each corpus has a collection of its own, whose graph Chroma loads when it is first asked for. So
who only wants to know whether all is well asks the seals (`index.seals`).
"""

import asyncio
import shutil
import sqlite3
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.errors import ReindexNeeded, VectorsError
from index.identity import corpus_key
from index.models import Corpus, PassageId
from index.ports import Vectors
from index.seals import Seal, Seals
from index.vector_failures import damaged, failure, file_failure

if TYPE_CHECKING:
    import chromadb
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateCollectionConfiguration

_T = TypeVar("_T")

# What Chroma hasn't written of a graph it replays from its log, at some 0.4 ms a passage, when the
# collection is opened, and reads again at each change. So the graph is written rather often.
_WRITTEN_EVERY = 2_000  # passages
# At 256 candidates a search of 700,000 made vectors takes 3 ms and finds 96 of the 100 nearest.
_CONFIGURATION: "CreateCollectionConfiguration" = {
    "hnsw": {"space": "cosine", "ef_search": 256, "sync_threshold": _WRITTEN_EVERY}
}

# An open collection takes 2.6 MB and four open files, however small it is. Chroma would close some
# at a fifth of the files that may be open, and not replay what it hadn't written of them.
_OPEN_AT_MOST = 64

Condition = Literal["settled", "unsettled", "broken"]
"""Whether the vectors of a corpus are as they should be: "unsettled" if a process was killed while
it changed some, "broken" if that was while Chroma wrote its files."""


@dataclass(slots=True)
class _Opened:
    """An open collection and its seal.

    Attributes:
        was_settled: whether all was well before we changed anything.
    """

    collection: "chromadb.Collection"
    seal: Seal
    was_settled: bool


class VectorStore:
    """The vectors of passages by corpus, in a folder that appears with the first vector.

    Every method raises ReindexNeeded when the folder is damaged, and VectorsError when the disk
    or the permissions stand in the way.
    """

    def __init__(self, path: Path) -> None:
        """Prepare for the vectors in the folder `path`; nothing is opened before it is needed."""
        self._path = path
        self._seals = Seals(path)
        self._client: Client | None = None
        self._opened: dict[Corpus, _Opened] = {}
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="vectors")
        self._closed = False

    async def upsert(self, corpus: Corpus, ids: Sequence[PassageId], vectors: Vectors) -> None:
        """Store the vectors of passages, one row for each id, in place of any before."""

        def work() -> None:
            opened = self._open(corpus) or self._create(corpus)
            self._unsettle(opened)
            for some in self._portions(len(ids)):
                opened.collection.upsert(ids=list(ids[some]), embeddings=vectors[some])
            opened.seal = self._seals.renew(opened.seal)

        if ids:
            await self._run(work)

    async def search(
        self, corpus: Corpus, vector: NDArray[np.float32], limit: int
    ) -> list[tuple[PassageId, float]]:
        """Return the passages nearest in meaning and their cosine similarities, best first."""

        def work(opened: _Opened) -> list[tuple[PassageId, float]]:
            found = opened.collection.query(
                query_embeddings=vector[np.newaxis], n_results=limit, include=["distances"]
            )
            distances = found["distances"] or [[]]
            pairs = zip(found["ids"][0], distances[0], strict=True)
            return [(PassageId(identity), 1.0 - distance) for identity, distance in pairs]

        return await self._run_on(corpus, work, [])

    async def vectors(
        self, corpus: Corpus, ids: Collection[PassageId]
    ) -> dict[PassageId, NDArray[np.float32]]:
        """Return the stored vectors of passages, of unit length; unknown ids are left out.

        Chroma takes 0.1 ms for each; `Catalogue.vectors` has them at a fraction of that.
        """
        wanted = list(dict.fromkeys(ids))

        def work(opened: _Opened) -> dict[PassageId, NDArray[np.float32]]:
            stored: dict[PassageId, NDArray[np.float32]] = {}
            for some in self._portions(len(wanted)):
                found = opened.collection.get(ids=list(wanted[some]), include=["embeddings"])
                rows = np.asarray(found["embeddings"], dtype=np.float32)
                stored.update(zip(map(PassageId, found["ids"]), rows, strict=True))
            return stored

        return await self._run_on(corpus, work, {})

    async def delete(self, corpus: Corpus, ids: Collection[PassageId]) -> None:
        """Delete the vectors of passages; unknown ids do no harm."""
        unwanted = list(ids)

        def work(opened: _Opened) -> None:
            self._unsettle(opened)
            for some in self._portions(len(unwanted)):
                opened.collection.delete(ids=list(unwanted[some]))
            opened.seal = self._seals.renew(opened.seal)

        if unwanted:
            await self._run_on(corpus, work, None)

    async def ids(self, corpus: Corpus) -> set[PassageId]:
        """Return the passages of a corpus that have a vector."""
        return await self._run_on(
            corpus,
            lambda opened: set(map(PassageId, opened.collection.get(include=[])["ids"])),
            set(),
        )

    async def count(self, corpus: Corpus) -> int:
        """Return how many passages of a corpus have a vector."""
        return await self._run_on(corpus, lambda opened: opened.collection.count(), 0)

    async def conditions(self) -> dict[Corpus, Condition]:
        """Return the corpora that have vectors here and whether all is well, opening nothing."""
        return await self._in_thread(
            lambda: self._translated(
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
                self._connected().delete_collection(corpus_key(corpus))
                # Chroma leaves the files behind.
                shutil.rmtree(self._path / opened.seal.folder, ignore_errors=True)
            self._seals.remove(corpus)

        await self._run(work)

    async def clear(self) -> None:
        """Delete the vectors of all corpora, damaged or not."""
        await self._in_thread(self._clear)

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
            self._connected()  # Chroma's errors can be told apart only once it is imported
            return self._translated_from_chroma(work)

        return await self._in_thread(lambda: self._translated(run))

    async def _in_thread(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _open(self, corpus: Corpus) -> _Opened | None:
        """Return the collection of a corpus, if there is one; Chroma is asked for it once."""
        from chromadb.errors import NotFoundError

        opened = self._opened.get(corpus)
        if opened is not None:
            return opened
        if len(self._opened) >= _OPEN_AT_MOST:
            self._disconnect()
        try:
            found = self._connected().get_collection(corpus_key(corpus), embedding_function=None)
        except NotFoundError:
            return None
        folder = self._folder(found)
        seal = self._seals.of(corpus)
        if seal is None or seal.folder != folder:
            seal = Seal(corpus=corpus, folder=folder)
        self._opened[corpus] = _Opened(found, seal, was_settled=seal.settled)
        return self._opened[corpus]

    def _create(self, corpus: Corpus) -> _Opened:
        made = self._connected().create_collection(
            corpus_key(corpus),
            metadata={"corpus": corpus},
            embedding_function=None,
            configuration=_CONFIGURATION,
        )
        seal = Seal(corpus=corpus, folder=self._folder(made))
        self._opened[corpus] = _Opened(made, seal, was_settled=True)
        return self._opened[corpus]

    def _folder(self, collection: "chromadb.Collection") -> str:
        """Return the name of the folder of a collection's graph, which Chroma keeps to itself."""
        path = f"{(self._path / 'chroma.sqlite3').absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(path, uri=True)) as connection:
            folder: str = connection.execute(
                "SELECT id FROM segments WHERE collection = ? AND scope = 'VECTOR'",
                (str(collection.id),),
            ).fetchone()[0]
        return folder

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

    def _make_folder(self) -> None:
        try:
            self._path.mkdir(parents=True, exist_ok=True)
        except FileExistsError as error:
            raise ReindexNeeded(
                f"{self._path} is a file, not a folder of vectors; run `footnote reindex`."
            ) from error
        except OSError as error:
            raise VectorsError(
                f"The folder {self._path} can't be made: {error.strerror}."
            ) from error

    def _translated(self, work: Callable[[], _T]) -> _T:
        try:
            return work()
        except OSError as error:
            raise file_failure(self._path, error) from error
        except sqlite3.Error as error:
            raise damaged(self._path) from error

    def _translated_from_chroma(self, work: Callable[[], _T]) -> _T:
        from chromadb.errors import ChromaError

        try:
            return work()
        except ChromaError as error:
            raise failure(self._path, str(error)) from error

    def _connected(self) -> "Client":
        """Return the client; importing Chroma takes a second, so it waits until here."""
        if self._client is None:
            from chromadb.api.client import Client
            from chromadb.api.shared_system_client import SharedSystemClient
            from chromadb.config import Settings

            self._make_folder()
            settings = Settings(
                # Chroma would read the current folder's .env
                _env_file=None,  # type: ignore[call-arg]  # pydantic takes it, unannounced
                is_persistent=True,
                persist_directory=str(self._path),
                anonymized_telemetry=False,
            )
            try:
                self._client = self._translated_from_chroma(lambda: Client(settings=settings))
            except BaseException:
                # Chroma keeps a half-started system for the path, and the next try would get it.
                SharedSystemClient.clear_system_cache()
                raise
        return self._client

    def _portions(self, count: int) -> list[slice]:
        """Return slices of `count` things, each small enough for one call to Chroma."""
        size = self._connected().get_max_batch_size()
        return [slice(at, at + size) for at in range(0, count, size)]

    def _disconnect(self) -> None:
        client, self._client = self._client, None
        if client is None:
            return
        client.close()
        for opened in self._opened.values():
            if opened.was_settled and not opened.seal.settled:
                with suppress(OSError):  # the next start looks after what isn't settled
                    self._write_seal(opened, settled=True)
        self._opened.clear()

    def _clear(self) -> None:
        self._disconnect()
        try:
            if self._path.is_dir():
                shutil.rmtree(self._path)
            else:
                self._path.unlink(missing_ok=True)
        except OSError as error:
            raise VectorsError(
                f"The vectors in {self._path} can't be deleted: {error.strerror}."
            ) from error
