"""Remembers what models made of sentences, which are asked for again and again."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.ports import Embedder, Reranker, Vectors

_SENTENCES = 20_000  # some 30 MB of 384 numbers each
_READINGS = 2_000  # of the last hundred questions or so

_K = TypeVar("_K", bound=Hashable)
_V = TypeVar("_V")


class RememberingEmbedder:
    """An Embedder that keeps the vectors of the texts it was asked for most recently.

    Retrieval and the search for evidence look at the same sentences, and people ask several
    questions about the same article. Not for ingestion, which sees every text once.
    """

    def __init__(self, embedder: Embedder, *, most: int = _SENTENCES) -> None:
        """Ask `embedder` for what isn't remembered; remember the vectors of `most` texts."""
        self._embedder = embedder
        self._known: _Memory[str, NDArray[np.float32]] = _Memory(most)

    @property
    def name(self) -> str:
        """Identifies the model."""
        return self._embedder.name

    @property
    def dimension(self) -> int:
        """Length of the vectors."""
        return self._embedder.dimension

    async def embed(self, texts: Sequence[str], *, patient: bool = False) -> Vectors:
        """Return one unit-length row per text, shape (len(texts), dimension)."""

        async def made(new: list[str]) -> Iterable[NDArray[np.float32]]:
            # Copies, since a row of an array keeps the whole of it.
            return [row.copy() for row in await self._embedder.embed(new, patient=patient)]

        rows = await self._known.values(texts, made)
        return np.array(rows, dtype=np.float32).reshape(len(texts), self.dimension)


class RememberingReranker:
    """A Reranker that keeps what it made of a question and a text most recently.

    Retrieval and the search for evidence read the same sentences.
    """

    def __init__(self, reranker: Reranker, *, most: int = _READINGS) -> None:
        """Ask `reranker` for what isn't remembered; remember `most` numbers."""
        self._reranker = reranker
        self._known: _Memory[tuple[str, str], float] = _Memory(most)

    @property
    def name(self) -> str:
        """Identifies the model."""
        return self._reranker.name

    async def score(self, question: str, texts: Sequence[str]) -> Vectors:
        """Return one number per text, shape (len(texts),): the log-odds that it answers."""

        async def made(new: list[tuple[str, str]]) -> Iterable[float]:
            scores = await self._reranker.score(question, [text for _, text in new])
            return [float(score) for score in scores]

        return np.array(
            await self._known.values([(question, text) for text in texts], made), dtype=np.float32
        )


@dataclass(slots=True, eq=False)
class _Making(Generic[_K, _V]):
    """Values that are being made, and how many wait for them."""

    keys: tuple[_K, ...]
    task: asyncio.Task[dict[_K, _V]]
    waiting: int = 0


class _Memory(Generic[_K, _V]):
    """What was made most recently, and what is being made.

    What several ask for at the same time is made once, and given up when all of them give up.
    """

    def __init__(self, most: int) -> None:
        """Remember `most` values."""
        self._most = most
        self._known: OrderedDict[_K, _V] = OrderedDict()
        self._underway: dict[_K, _Making[_K, _V]] = {}

    async def values(
        self, keys: Sequence[_K], make: Callable[[list[_K]], Awaitable[Iterable[_V]]]
    ) -> list[_V]:
        """Return the value of each key, made by `make` where it isn't remembered."""
        found = {key: self._known[key] for key in keys if key in self._known}
        lacking = [key for key in dict.fromkeys(keys) if key not in found]
        new = tuple(key for key in lacking if key not in self._underway)
        if new:
            task = asyncio.create_task(self._make(new, make))
            self._underway.update(dict.fromkeys(new, _Making(new, task)))
        for made in await self._awaited({self._underway[key] for key in lacking}):
            found |= made
        self._remember((key, found[key]) for key in keys)
        return [found[key] for key in keys]

    async def _awaited(self, making: set[_Making[_K, _V]]) -> list[dict[_K, _V]]:
        """Wait for what is being made; the last one to give up ends it."""
        for each in making:
            each.waiting += 1
        try:
            return await asyncio.gather(*(asyncio.shield(each.task) for each in making))
        finally:
            for each in making:
                each.waiting -= 1
                if not each.waiting and not each.task.done():
                    self._forget(each.keys)
                    each.task.cancel()

    async def _make(
        self, new: tuple[_K, ...], make: Callable[[list[_K]], Awaitable[Iterable[_V]]]
    ) -> dict[_K, _V]:
        making = self._underway[new[0]]
        try:
            made = dict(zip(new, await make(list(new)), strict=True))
        finally:
            if self._underway.get(new[0]) is making:
                self._forget(new)
        self._remember(made.items())
        return made

    def _forget(self, keys: Iterable[_K]) -> None:
        for key in keys:
            del self._underway[key]

    def _remember(self, values: Iterable[tuple[_K, _V]]) -> None:
        for key, value in values:
            self._known[key] = value
            self._known.move_to_end(key)
        while len(self._known) > self._most:
            self._known.popitem(last=False)
