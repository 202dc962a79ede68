"""Chroma in this process, over a folder. Nothing else of Footnote imports Chroma.

Importing it takes a second, so it waits until the first vector is stored or searched. All of this
happens on one thread, its caller's.
"""

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.errors import ReindexNeeded, VectorsError
from index.identity import corpus_key
from index.models import Corpus, PassageId
from index.ports import Vectors
from index.vectors.failures import damaged, failure, file_failure

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


class OpenCollection:
    """The vectors of one corpus.

    Attributes:
        folder: the name of the folder with its graph.
    """

    def __init__(self, collection: "chromadb.Collection", folder: str, at_once: int) -> None:
        """Use Chroma's collection, for at most `at_once` things a call."""
        self.folder = folder
        self._collection = collection
        self._at_once = at_once

    def upsert(self, ids: Sequence[PassageId], vectors: Vectors) -> None:
        """Store vectors, one row for each id."""
        for some in self._portions(len(ids)):
            self._collection.upsert(ids=list(ids[some]), embeddings=vectors[some])

    def search(self, vector: NDArray[np.float32], limit: int) -> list[tuple[PassageId, float]]:
        """Return the nearest passages and their cosine similarities, best first."""
        found = self._collection.query(
            query_embeddings=vector[np.newaxis], n_results=limit, include=["distances"]
        )
        distances = found["distances"] or [[]]
        pairs = zip(found["ids"][0], distances[0], strict=True)
        return [(PassageId(identity), 1.0 - distance) for identity, distance in pairs]

    def vectors(self, ids: Sequence[PassageId]) -> dict[PassageId, NDArray[np.float32]]:
        """Return the vectors of passages; Chroma takes 0.1 ms for each."""
        stored: dict[PassageId, NDArray[np.float32]] = {}
        for some in self._portions(len(ids)):
            found = self._collection.get(ids=list(ids[some]), include=["embeddings"])
            rows = np.asarray(found["embeddings"], dtype=np.float32)
            stored.update(zip(map(PassageId, found["ids"]), rows, strict=True))
        return stored

    def delete(self, ids: Sequence[PassageId]) -> None:
        """Delete the vectors of passages."""
        for some in self._portions(len(ids)):
            self._collection.delete(ids=list(ids[some]))

    def ids(self) -> set[PassageId]:
        """Return the passages that have a vector."""
        return set(map(PassageId, self._collection.get(include=[])["ids"]))

    def count(self) -> int:
        """Return how many passages have a vector."""
        return self._collection.count()

    def _portions(self, count: int) -> list[slice]:
        return [slice(at, at + self._at_once) for at in range(0, count, self._at_once)]


class LocalChroma:
    """Chroma's client over a folder, connected when it is first asked.

    Methods raise ReindexNeeded when the folder is damaged, and VectorsError when the disk or the
    permissions stand in the way.
    """

    def __init__(self, path: Path) -> None:
        """Prepare for the folder `path`, which appears with the first collection."""
        self._path = path
        self._client: Client | None = None

    def find(self, corpus: Corpus) -> OpenCollection | None:
        """Return the collection of a corpus, if there is one."""
        from chromadb.errors import NotFoundError

        try:
            found = self._connected().get_collection(corpus_key(corpus), embedding_function=None)
        except NotFoundError:
            return None
        return self._opened(found)

    def make(self, corpus: Corpus) -> OpenCollection:
        """Make the collection of a corpus that has none."""
        made = self._connected().create_collection(
            corpus_key(corpus),
            metadata={"corpus": corpus},
            embedding_function=None,
            configuration=_CONFIGURATION,
        )
        return self._opened(made)

    def delete(self, corpus: Corpus, folder: str) -> None:
        """Delete the collection of a corpus, and the folder with its graph."""
        self._connected().delete_collection(corpus_key(corpus))
        shutil.rmtree(self._path / folder, ignore_errors=True)  # Chroma leaves the files behind

    def disconnect(self) -> None:
        """Close whatever is open; the next call connects anew."""
        client, self._client = self._client, None
        if client is not None:
            client.close()

    def clear(self) -> None:
        """Delete the folder, damaged or not."""
        self.disconnect()
        try:
            if self._path.is_dir():
                shutil.rmtree(self._path)
            else:
                self._path.unlink(missing_ok=True)
        except OSError as error:
            raise VectorsError(
                f"The vectors in {self._path} can't be deleted: {error.strerror}."
            ) from error

    def run(self, work: Callable[[], _T]) -> _T:
        """Return the result of work with collections; what goes wrong is a sentence."""

        def connected() -> _T:
            self._connected()  # Chroma's errors can be told apart only once it is imported
            return self._translated(work)

        return self.run_on_files(connected)

    def run_on_files(self, work: Callable[[], _T]) -> _T:
        """Return the result of work with files in the folder; what goes wrong is a sentence."""
        try:
            return work()
        except OSError as error:
            raise file_failure(self._path, error) from error
        except sqlite3.Error as error:
            raise damaged(self._path) from error

    def _translated(self, work: Callable[[], _T]) -> _T:
        from chromadb.errors import ChromaError

        try:
            return work()
        except ChromaError as error:
            raise failure(self._path, str(error)) from error

    def _opened(self, collection: "chromadb.Collection") -> OpenCollection:
        at_once = self._connected().get_max_batch_size()
        return OpenCollection(collection, self._folder(collection), at_once)

    def _folder(self, collection: "chromadb.Collection") -> str:
        """Return the name of the folder of a collection's graph, which Chroma keeps to itself."""
        path = f"{(self._path / 'chroma.sqlite3').absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(path, uri=True)) as connection:
            folder: str = connection.execute(
                "SELECT id FROM segments WHERE collection = ? AND scope = 'VECTOR'",
                (str(collection.id),),
            ).fetchone()[0]
        return folder

    def _connected(self) -> "Client":
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
                self._client = self._translated(lambda: Client(settings=settings))
            except BaseException:
                # Chroma keeps a half-started system for the path, and the next try would get it.
                SharedSystemClient.clear_system_cache()
                raise
        return self._client

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
