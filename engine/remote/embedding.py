"""Texts to vectors of meaning, with an embedding model on a server."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from typing import Self

import numpy as np
from numpy.typing import NDArray

from engine.closing import Closing
from engine.errors import ModelError, PromptTooLong, ServerRefused
from engine.remote.offers import offer
from engine.remote.refusals import misread
from engine.remote.replies import Rows
from engine.remote.server import Server

Vectors = NDArray[np.float32]

_EMBEDDINGS = "/v1/embeddings"
_BATCH = 32  # texts of one request
_SHORTEST = 32  # characters, of a text that no model refuses for its length
_TOO_LARGE = frozenset({400, 413, 422, 500})  # what servers say to texts that are too long


class ServedEmbedder(Closing):
    """An embedding model on a server, which isn't closed with it."""

    def __init__(self, server: Server, name: str, *, dimension: int, parallel: int) -> None:
        """Ask the model of a name; `open` is the way to get one."""
        self._server = server
        self._model = name
        self._dimension = dimension
        self._places = asyncio.Semaphore(parallel)
        self._patient_places = asyncio.Semaphore(max(parallel // 2, 1))  # questions go before
        self._closed = False

    @classmethod
    async def open(cls, server: Server, *, name: str | None, parallel: int) -> Self:
        """Find a model, and see how long its vectors are.

        Args:
            server: where it is.
            name: what it is called there; the first one without.
            parallel: how many requests are made at a time.

        Raises:
            ServerAway: the server can't be reached, or has no time.
            ServerRefused: it has no such model, or doesn't speak like OpenAI's.
        """
        model = await offer(server, name)
        tried = cls(server, model.name, dimension=0, parallel=1)
        row = await tried._replied(["A ferry leaves the harbour."], patient=False)
        return cls(server, model.name, dimension=row.shape[1], parallel=parallel)

    @property
    def name(self) -> str:
        """Identifies the model; another name means vectors that can't be compared."""
        return f"server:{self._model}"

    @property
    def dimension(self) -> int:
        """Length of the vectors."""
        return self._dimension

    async def close(self) -> None:
        """Ask nothing more."""
        self._closed = True

    async def embed(self, texts: Sequence[str], *, patient: bool = False) -> Vectors:
        """Return one unit-length row per text, shape (len(texts), dimension).

        Args:
            texts: what to embed; of texts that the server refuses as too long, the beginning.
            patient: whether others may go first.

        Raises:
            ServerAway: the server can't be reached, or has no time.
            ModelError: the server failed, or made other vectors than before.
        """
        if self._closed:
            raise ModelError("The model has been closed.")
        if not texts:
            return np.empty((0, self._dimension), dtype=np.float32)
        parts = (list(texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH))
        return np.concatenate(
            await asyncio.gather(*(self._part(part, patient=patient) for part in parts))
        )

    async def _part(self, texts: list[str], *, patient: bool) -> Vectors:
        """Embed some texts, once there is a place; where they are too long for that, one by one."""
        async with AsyncExitStack() as held:
            if patient:
                await held.enter_async_context(self._patient_places)
            await held.enter_async_context(self._places)
            try:
                return await self._replied(texts, patient=patient)
            except (ServerRefused, PromptTooLong) as error:
                if not _too_large(error):
                    raise
            return np.concatenate([await self._shortened(text, patient=patient) for text in texts])

    async def _shortened(self, text: str, *, patient: bool) -> Vectors:
        """Embed as much of a text as the model takes."""
        while True:
            try:
                return await self._replied([text], patient=patient)
            except (ServerRefused, PromptTooLong) as error:
                if not _too_large(error) or len(text) <= _SHORTEST:
                    raise
            text = text[: len(text) // 2]

    async def _replied(self, texts: list[str], *, patient: bool) -> Vectors:
        """Return the rows of texts as the server makes them, brought to unit length."""
        body = {
            "model": self._model,
            "input": [text if text.strip() else "." for text in texts],
            "encoding_format": "float",
        }
        reply = await self._server.post(_EMBEDDINGS, body, Rows, patient=patient)
        return await asyncio.to_thread(self._rows, reply, len(texts))

    def _rows(self, reply: Rows, count: int) -> Vectors:
        data = sorted(reply.data, key=lambda row: row.index)
        if [row.index for row in data] != list(range(count)):
            raise misread(self._server.address, _EMBEDDINGS)
        if len({len(row.embedding) for row in data}) != 1:
            raise misread(self._server.address, _EMBEDDINGS)
        vectors = np.array([row.embedding for row in data], dtype=np.float64)
        if vectors.shape[1] != (self._dimension or vectors.shape[1]):
            raise ModelError(
                f"The model {self._model} on {self._server.address} made vectors of "
                f"{vectors.shape[1]} numbers, and of {self._dimension} before; has it been "
                "replaced? Start Footnote again, and reindex."
            )
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.all(np.isfinite(norms) & (norms > 0)):
            raise ModelError(
                f"The model {self._model} on {self._server.address} returned vectors of no length."
            )
        return np.asarray(vectors / norms, dtype=np.float32)


def _too_large(error: Exception) -> bool:
    """Tell whether a shorter text may be taken."""
    return not isinstance(error, ServerRefused) or error.status in _TOO_LARGE
