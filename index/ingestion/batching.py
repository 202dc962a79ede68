"""Passages on their way to the vector store: embedded together, whatever article they are of.

Short articles don't fill a batch of the model, and storing vectors costs about as much for one
passage as for a dozen. So the passages of all articles that come in at once share batches, and one
batch is stored while the next one is embedded. A text that was ever embedded, in whatever article,
version or corpus, isn't embedded again.
"""

import asyncio
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from index.catalogue.embeddings import Embedded, rounded
from index.catalogue.stored import StoredVersion
from index.catalogue.versions import Versions
from index.identity import embedded_hash
from index.ingestion.embedded import embedded_text
from index.models import Corpus, Passage
from index.ports import Embedder, Vectors
from index.vectors import VectorStore

_BATCH = 64  # passages
_TURN = 16  # passages of one article, before the next one has its turn


class Batching:
    """Embeds the passages of versions and stores their vectors, of several versions at a time.

    It works while somebody waits for it. A version that nobody waits for any more is dropped.
    """

    def __init__(self, *, embedder: Embedder, versions: Versions, vectors: VectorStore) -> None:
        """Embed with `embedder`, keep what it makes in `versions` and store it in `vectors`."""
        self._embedder = embedder
        self._versions = versions
        self._vectors = vectors
        self._orders: deque[_Order] = deque()
        self._work: asyncio.Task[None] | None = None
        self._waited_for = 0

    async def index(self, version: StoredVersion) -> None:
        """Return once the vectors of all passages of a version are stored.

        Raises:
            ReindexNeeded: the vector store is damaged.
            VectorsError: the vectors can't be stored.
        """
        if not version.passages:
            return
        order = _Order(version)
        self._orders.append(order)
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._run())
        self._waited_for += 1
        try:
            await order.done
        except asyncio.CancelledError:
            if self._waited_for == 1:
                self._work.cancel()
                self._work = None
            raise
        finally:
            self._waited_for -= 1

    async def _run(self) -> None:
        storing: asyncio.Task[None] | None = None
        while self._orders or storing is not None:
            batch = self._next()
            rows = await self._embed(batch)
            if storing is not None:
                await storing
            storing = asyncio.create_task(self._store(batch, rows)) if len(rows) else None

    def _next(self) -> "list[_Part]":
        """Take the next passages, from one version after the other in turns."""
        batch: list[_Part] = []
        while self._orders and len(batch) < _BATCH:
            order = self._orders.popleft()
            if order.done.done():
                continue
            some = min(_TURN, _BATCH - len(batch), len(order.waiting))
            batch += [_Part(order, order.waiting.popleft()) for _ in range(some)]
            if order.waiting:
                self._orders.append(order)
        return batch

    async def _embed(self, batch: "list[_Part]") -> "dict[str, _Row]":
        """Return the vector of each text of a batch; none if that fails, which its orders are told.

        A text that occurs several times is embedded once.
        """
        hashes = {
            text: embedded_hash(self._embedder.name, self._embedder.dimension, text)
            for text in (part.text for part in batch)
        }
        if not hashes:
            return {}
        try:
            known = await self._versions.vectors_of_texts(hashes.values())
            new = [text for text, text_hash in hashes.items() if text_hash not in known]
            if new:
                rows = rounded(await self._embedder.embed(new, patient=True))
                known |= zip((hashes[text] for text in new), rows, strict=True)
        except Exception as error:  # noqa: BLE001 - raised to those who wait for the batch
            _fail(batch, error)
            return {}
        return {text: _Row(text_hash, known[text_hash]) for text, text_hash in hashes.items()}

    async def _store(self, batch: "list[_Part]", rows: "dict[str, _Row]") -> None:
        by_corpus: defaultdict[Corpus, list[_Part]] = defaultdict(list)
        for part in batch:
            by_corpus[part.order.version.corpus].append(part)
        for corpus, parts in by_corpus.items():
            # Nothing is stored for who has given up and may be deleting it: what is handed to the
            # vector store before that is deleted after it is stored.
            wanted = [part for part in parts if not part.order.done.done()]
            try:
                await self._store_parts(corpus, wanted, [rows[part.text] for part in wanted])
            except Exception as error:  # noqa: BLE001 - raised to those who wait for the batch
                _fail(wanted, error)
            else:
                for part in wanted:
                    part.order.note_stored()

    async def _store_parts(self, corpus: Corpus, parts: "list[_Part]", rows: "list[_Row]") -> None:
        """Store the vectors of passages: where they are kept first, the truth before its mirror."""
        await self._versions.keep_vectors(
            [
                Embedded(passage=part.passage.id, text_hash=row.text_hash, vector=row.vector)
                for part, row in zip(parts, rows, strict=True)
            ]
        )
        await self._vectors.upsert(
            corpus,
            [part.passage.id for part in parts],
            np.array([row.vector for row in rows], dtype=np.float32),
        )


class _Order:
    """A version whose passages are to be embedded, and how far that is."""

    def __init__(self, version: StoredVersion) -> None:
        self.version = version
        self.waiting = deque(version.passages)
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._left = len(version.passages)

    def note_stored(self) -> None:
        """Note that one more passage has its vector."""
        self._left -= 1
        if not self._left and not self.done.done():
            self.done.set_result(None)


@dataclass(frozen=True, slots=True)
class _Part:
    """A passage in a batch."""

    order: _Order
    passage: Passage

    @property
    def text(self) -> str:
        """The text whose vector stands for the passage."""
        return embedded_text(self.order.version.title, self.passage)


@dataclass(frozen=True, slots=True)
class _Row:
    """The vector of a text, and the hash of the text."""

    text_hash: bytes
    vector: Vectors


def _fail(parts: Iterable[_Part], error: Exception) -> None:
    for part in parts:
        if not part.order.done.done():
            part.order.done.set_exception(error)
