"""Vectors on a Chroma server: `chroma run`, a distributed Chroma, or Chroma Cloud.

Each corpus has a collection of its own. A database of the server belongs to one catalogue, whose
name is noted in it, so that two bots can't mix or delete each other's vectors.
"""

import base64
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from typing import Any
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray
from pydantic import SecretStr

from index.abreast import abreast
from index.identity import corpus_key
from index.models import Corpus, PassageId
from index.ports import Vectors
from index.vectors.address import Address
from index.vectors.database import Database, connect
from index.vectors.requests import PATIENCE, NotThere, Requests
from index.vectors.store import Condition
from index.vectors.turns import Turns

_OURS = "footnote-"
_LISTED = 100  # collections
_IDS = 10_000
_AT_ONCE = 8  # collections
_CONFIGURATION = {"hnsw": {"space": "cosine", "ef_search": 256}}


class VectorServer:
    """The vectors of passages by corpus, on a server.

    Whether they are as they should be isn't noted there: who starts compares their numbers with
    the catalogue's, which takes a request a corpus and also notices a server that lost something.

    Every method raises VectorsError when the server can't be reached, refuses or fails, and
    ReindexNeeded when what it has doesn't fit.
    """

    def __init__(
        self,
        address: Address,
        token: SecretStr | None = None,
        *,
        catalogue: Callable[[], Awaitable[str | None]],
        patience: float = PATIENCE,
    ) -> None:
        """Prepare for a server; it is asked nothing before it is needed.

        Args:
            address: where it is.
            token: sent to it alone.
            catalogue: returns the name of the catalogue that the vectors are of, None if that
                can't be read now.
            patience: for how many seconds it is asked again when it is away.
        """
        self._address = address
        self._catalogue = catalogue
        self._requests = Requests(address, token, patience=patience)
        self._database: Database | None = None
        self._known: dict[Corpus, str] = {}
        self._turns = Turns()

    async def upsert(self, corpus: Corpus, ids: Sequence[PassageId], vectors: Vectors) -> None:
        """Store the vectors of passages, one row for each id, in place of any before."""

        async def work() -> None:
            place = await self._find(corpus) or await self._make(corpus)
            for some in await self._portions(len(ids)):
                body = {"ids": list(ids[some]), "embeddings": _encoded(vectors[some])}
                await self._ask(corpus, f"{place}/upsert", body)

        if ids:
            await self._turns.take(corpus, work)

    async def search(
        self, corpus: Corpus, vector: NDArray[np.float32], limit: int
    ) -> list[tuple[PassageId, float]]:
        """Return the passages nearest in meaning and their cosine similarities, best first."""
        place = await self._find(corpus)
        if place is None:
            return []
        most = (await self._connected()).results
        found = await self._ask(
            corpus,
            f"{place}/query",
            {
                "query_embeddings": [vector.tolist()],
                "n_results": min(limit, most),
                "include": ["distances"],
            },
        )
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        return [(PassageId(identity), 1.0 - distance) for identity, distance in pairs]

    async def vectors(
        self, corpus: Corpus, ids: Collection[PassageId]
    ) -> dict[PassageId, NDArray[np.float32]]:
        """Return the stored vectors of passages, of unit length; unknown ids are left out."""
        wanted = list(dict.fromkeys(ids))
        place = await self._find(corpus)
        stored: dict[PassageId, NDArray[np.float32]] = {}
        for some in await self._portions(len(wanted)) if place else ():
            body = {"ids": wanted[some], "include": ["embeddings"]}
            found = await self._ask(corpus, f"{place}/get", body)
            rows = np.asarray(found["embeddings"], dtype=np.float32)
            stored.update(zip(map(PassageId, found["ids"]), rows, strict=True))
        return stored

    async def delete(self, corpus: Corpus, ids: Collection[PassageId]) -> None:
        """Delete the vectors of passages; unknown ids do no harm."""
        unwanted = list(ids)

        async def work() -> None:
            place = await self._find(corpus)
            for some in await self._portions(len(unwanted)) if place else ():
                await self._ask(corpus, f"{place}/delete", {"ids": unwanted[some]})

        if unwanted:
            await self._turns.take(corpus, work)

    async def ids(self, corpus: Corpus) -> set[PassageId]:
        """Return the passages of a corpus that have a vector."""
        place = await self._find(corpus)
        found: set[PassageId] = set()
        if place is None:
            return found
        most = min(_IDS, (await self._connected()).results)
        while True:
            body = {"limit": most, "offset": len(found), "include": []}
            some = (await self._ask(corpus, f"{place}/get", body))["ids"]
            found.update(map(PassageId, some))
            if len(some) < most:
                return found

    async def count(self, corpus: Corpus) -> int:
        """Return how many passages of a corpus have a vector."""
        place = await self._find(corpus)
        return 0 if place is None else int(await self._ask(corpus, f"{place}/count"))

    async def conditions(self) -> dict[Corpus, Condition]:
        """Return the corpora that have vectors here; whether all is well is noted nowhere."""
        found: dict[Corpus, Condition] = {}
        async for collection in self._collections():
            corpus = Corpus((collection["metadata"] or {})["corpus"])
            self._known[corpus] = collection["id"]
            found[corpus] = "unnoted"
        return found

    async def settle(self, corpus: Corpus) -> None:
        """Do nothing: what is noted nowhere needn't be."""

    async def drop(self, corpus: Corpus) -> None:
        """Delete all vectors of a corpus."""

        async def work() -> None:
            self._known.pop(corpus, None)
            await self._delete(f"{_OURS}{corpus_key(corpus)}")

        await self._turns.take(corpus, work)

    async def clear(self) -> None:
        """Delete the vectors of all corpora."""
        await self._turns.finish()
        self._database = None
        names = [str(collection["name"]) async for collection in self._collections()]
        self._known.clear()
        await abreast(self._delete, names, most=_AT_ONCE)
        await (await self._connected()).release()
        self._database = None  # it is noted whose it is when it is next used

    async def close(self) -> None:
        """Close the connections once all changes are through; closing again does nothing."""
        await self._turns.finish()
        await self._requests.close()

    async def _connected(self) -> Database:
        if self._database is None:
            self._database = await connect(self._requests, self._address)
        if not self._database.checked:
            await self._database.check(await self._catalogue())
        return self._database

    async def _collections(self) -> AsyncIterator[dict[str, Any]]:
        """Yield the collections of all corpora."""
        path = (await self._connected()).collections
        offset = 0
        while True:
            some = await self._requests.get(path, limit=_LISTED, offset=offset)
            for collection in some:
                if collection["name"].startswith(_OURS):
                    yield collection
            if len(some) < _LISTED:
                return
            offset += len(some)

    async def _find(self, corpus: Corpus) -> str | None:
        """Return the path of a corpus's collection, if there is one."""
        path = (await self._connected()).collections
        if corpus not in self._known:
            try:
                found = await self._requests.get(f"{path}/{_OURS}{corpus_key(corpus)}")
            except NotThere:
                return None
            self._known[corpus] = found["id"]
        return f"{path}/{quote(self._known[corpus])}"

    async def _make(self, corpus: Corpus) -> str:
        path = (await self._connected()).collections
        made = await self._requests.post(
            path,
            {
                "name": f"{_OURS}{corpus_key(corpus)}",
                "metadata": {"corpus": corpus},
                "configuration": _CONFIGURATION,
                "get_or_create": True,
            },
        )
        self._known[corpus] = made["id"]
        return f"{path}/{quote(made['id'])}"

    async def _ask(self, corpus: Corpus, path: str, body: dict[str, Any] | None = None) -> Any:
        """Ask something of a collection that was there."""
        try:
            return await (
                self._requests.get(path) if body is None else self._requests.post(path, body)
            )
        except NotThere:
            self._known.pop(corpus, None)
            raise

    async def _delete(self, name: str) -> None:
        path = (await self._connected()).collections
        try:
            await self._requests.delete(f"{path}/{name}")
        except NotThere:
            return

    async def _portions(self, count: int) -> list[slice]:
        """Return slices of `count` things, each small enough for one request."""
        size = (await self._connected()).batch
        return [slice(at, at + size) for at in range(0, count, size)]


def _encoded(rows: Vectors) -> list[str]:
    """Return vectors as Chroma takes them fastest: little-endian, in base64."""
    return [base64.b64encode(row).decode() for row in np.asarray(rows, dtype="<f4")]
