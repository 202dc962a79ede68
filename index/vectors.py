"""The vectors of all passages, in Chroma. They can be deleted: the catalogue is the truth."""

import asyncio
import re
import shutil
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.errors import ReindexNeeded, VectorsError
from index.identity import corpus_key
from index.models import Corpus, PassageId
from index.ports import Vectors

if TYPE_CHECKING:
    import chromadb
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateCollectionConfiguration

_T = TypeVar("_T")

# Chroma's Rust core passes on SQLite's codes and the system's as text.
_CODE = re.compile(r"\((code: |os error )(\d+)\)")
_DELETED_UNDER_US = "1032"  # SQLITE_READONLY_DBMOVED
_REASONS = {
    ("code: ", 5): "another process keeps them locked; stop that one and try again",
    ("code: ", 8): "they can't be written; check the permissions of the folder",
    ("code: ", 10): "the disk reports an error; check the disk",
    ("code: ", 13): "the disk is full; free some space and try again",
    ("os error ", 13): "access is denied; check the permissions of the folder",
    ("os error ", 24): "too many files are open; raise the limit (ulimit -n)",
    ("os error ", 28): "the disk is full; free some space and try again",
    ("os error ", 30): "the file system is read-only; choose another data folder",
}

# Chroma writes the files of its HNSW index one after the other, so a process killed meanwhile
# leaves a broken one. Never reached, this threshold keeps the graph in memory: opening replays it
# from Chroma's log, which is SQLite and survives, at some 0.3 ms a passage.
_NEVER = 2**31 - 1
# At 256 candidates the search was exact on 6,000 clustered vectors, at 3 ms a query.
_CONFIGURATION: "CreateCollectionConfiguration" = {
    "hnsw": {"space": "cosine", "ef_search": 256, "sync_threshold": _NEVER}
}


class VectorStore:
    """The vectors of passages by corpus, in a folder that appears with the first vector.

    Every method raises ReindexNeeded when the folder is damaged, and VectorsError when the disk
    or the permissions stand in the way.
    """

    def __init__(self, path: Path) -> None:
        """Prepare for the vectors in the folder `path`; nothing is opened before it is needed."""
        self._path = path
        self._client: Client | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="vectors")

    async def upsert(self, corpus: Corpus, ids: Sequence[PassageId], vectors: Vectors) -> None:
        """Store the vectors of passages, one row for each id, in place of any before."""

        def work(client: "Client") -> None:
            collection = client.get_or_create_collection(
                corpus_key(corpus),
                metadata={"corpus": corpus},
                embedding_function=None,
                configuration=_CONFIGURATION,
            )
            for some in _portions(client, len(ids)):
                collection.upsert(ids=list(ids[some]), embeddings=vectors[some])

        if ids:
            await self._run(work)

    async def search(
        self, corpus: Corpus, vector: NDArray[np.float32], limit: int
    ) -> list[tuple[PassageId, float]]:
        """Return the passages nearest in meaning and their cosine similarities, best first."""

        def work(
            _client: "Client", collection: "chromadb.Collection"
        ) -> list[tuple[PassageId, float]]:
            found = collection.query(
                query_embeddings=vector[np.newaxis], n_results=limit, include=["distances"]
            )
            distances = found["distances"] or [[]]
            pairs = zip(found["ids"][0], distances[0], strict=True)
            return [(PassageId(identity), 1.0 - distance) for identity, distance in pairs]

        return await self._run_on(corpus, work, [])

    async def vectors(
        self, corpus: Corpus, ids: Collection[PassageId]
    ) -> dict[PassageId, NDArray[np.float32]]:
        """Return the stored vectors of passages, of unit length; unknown ids are left out."""
        wanted = list(dict.fromkeys(ids))

        def work(
            client: "Client", collection: "chromadb.Collection"
        ) -> dict[PassageId, NDArray[np.float32]]:
            stored: dict[PassageId, NDArray[np.float32]] = {}
            for some in _portions(client, len(wanted)):
                found = collection.get(ids=list(wanted[some]), include=["embeddings"])
                rows = np.asarray(found["embeddings"], dtype=np.float32)
                stored.update(zip(map(PassageId, found["ids"]), rows, strict=True))
            return stored

        return await self._run_on(corpus, work, {})

    async def delete(self, corpus: Corpus, ids: Collection[PassageId]) -> None:
        """Delete the vectors of passages; unknown ids do no harm."""
        unwanted = list(ids)

        def work(client: "Client", collection: "chromadb.Collection") -> None:
            for some in _portions(client, len(unwanted)):
                collection.delete(ids=list(unwanted[some]))

        await self._run_on(corpus, work, None)

    async def ids(self, corpus: Corpus) -> set[PassageId]:
        """Return the passages of a corpus that have a vector."""
        return await self._run_on(
            corpus, lambda _, found: set(map(PassageId, found.get(include=[])["ids"])), set()
        )

    async def count(self, corpus: Corpus) -> int:
        """Return how many passages of a corpus have a vector."""
        return await self._run_on(corpus, lambda _, found: found.count(), 0)

    async def corpora(self) -> set[Corpus]:
        """Return the corpora that have, or had, vectors here."""
        return await self._run(
            lambda client: {
                Corpus(str((found.metadata or {})["corpus"])) for found in client.list_collections()
            }
        )

    async def drop(self, corpus: Corpus) -> None:
        """Delete all vectors of a corpus."""
        await self._run_on(
            corpus, lambda client, _: client.delete_collection(corpus_key(corpus)), None
        )

    async def clear(self) -> None:
        """Delete the vectors of all corpora, damaged or not."""
        await self._in_thread(self._clear)

    async def close(self) -> None:
        """Close the store; closing again does nothing."""
        if self._client is not None:
            await self._in_thread(self._disconnect)
        self._thread.shutdown(wait=False)

    async def _run_on(
        self, corpus: Corpus, work: "Callable[[Client, chromadb.Collection], _T]", missing: _T
    ) -> _T:
        """Return what `work` makes of the corpus's collection, `missing` when there is none."""

        def run(client: "Client") -> _T:
            from chromadb.errors import NotFoundError

            try:
                found = client.get_collection(corpus_key(corpus), embedding_function=None)
            except NotFoundError:
                return missing
            return work(client, found)

        return await self._run(run)

    async def _run(self, work: "Callable[[Client], _T]") -> _T:
        return await self._in_thread(lambda: self._translated(work))

    async def _in_thread(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

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

    def _translated(self, work: "Callable[[Client], _T]") -> _T:
        from chromadb.errors import ChromaError

        try:
            return work(self._connected())
        except ChromaError as error:
            raise self._failure(str(error)) from error

    def _failure(self, told: str) -> ReindexNeeded | VectorsError:
        code = _CODE.search(told)
        if code and code[2] != _DELETED_UNDER_US:
            reason = _REASONS.get((code[1], int(code[2]) & 0xFF))  # the low byte: primary code
            if reason:
                return VectorsError(f"The vectors in {self._path} can't be used: {reason}.")
        return ReindexNeeded(f"The vectors in {self._path} are damaged; run `footnote reindex`.")

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
                self._client = Client(settings=settings)
            except BaseException:
                # Chroma keeps a half-started system for the path, and the next try would get it.
                SharedSystemClient.clear_system_cache()
                raise
        return self._client

    def _disconnect(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.close()

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


def _portions(client: "Client", count: int) -> list[slice]:
    """Return slices of `count` things, each small enough for one call to Chroma."""
    size = client.get_max_batch_size()
    return [slice(at, at + size) for at in range(0, count, size)]
