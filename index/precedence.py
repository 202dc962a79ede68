"""Questions go first: what can wait gives way while one is answered, but not for ever."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np

from index.ports import Embedder, Reranker, Vectors

_LINGER = 0.3  # seconds: a question goes on right after its parts, from searching to writing
_PATIENCE = 3.0  # seconds
# Some 1,000 tokens at a time: a quarter of a second on two slow cores.
_PORTION_TEXTS = 32
_PORTION_CHARACTERS = 4_000


class Precedence:
    """Who works on a question says so; who doesn't waits until nobody does, or long enough."""

    def __init__(self, *, patience: float = _PATIENCE, linger: float = _LINGER) -> None:
        """Begin with nobody.

        Args:
            patience: the most seconds that something waits at a time.
            linger: how many seconds after a part of a question its next part is expected.
        """
        self._patience = patience
        self._linger = linger
        self._under_way = 0
        self._quiet = asyncio.Event()
        self._quiet.set()
        self._ending: asyncio.TimerHandle | None = None

    @contextmanager
    def first(self) -> Iterator[None]:
        """Be waited for inside `with`."""
        self._under_way += 1
        self._quiet.clear()
        if self._ending is not None:
            self._ending.cancel()
            self._ending = None
        try:
            yield
        finally:
            self._under_way -= 1
            if not self._under_way:
                loop = asyncio.get_running_loop()
                self._ending = loop.call_later(self._linger, self._quiet.set)

    async def give_way(self) -> None:
        """Wait until nothing goes first; it returns after some seconds in any case."""
        if self._quiet.is_set():
            return
        try:
            async with asyncio.timeout(self._patience):
                await self._quiet.wait()
        except TimeoutError:
            return  # its turn has come all the same


class FirstEmbedder:
    """An Embedder that others give way to: for questions."""

    def __init__(self, embedder: Embedder, precedence: Precedence) -> None:
        """Embed with `embedder`."""
        self._embedder = embedder
        self._precedence = precedence

    @property
    def name(self) -> str:
        """Identifies the model."""
        return self._embedder.name

    @property
    def dimension(self) -> int:
        """Length of the vectors."""
        return self._embedder.dimension

    async def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one unit-length row per text, shape (len(texts), dimension)."""
        with self._precedence.first():
            return await self._embedder.embed(texts)


class FirstReranker:
    """A Reranker that others give way to: for questions."""

    def __init__(self, reranker: Reranker, precedence: Precedence) -> None:
        """Read with `reranker`."""
        self._reranker = reranker
        self._precedence = precedence

    @property
    def name(self) -> str:
        """Identifies the model."""
        return self._reranker.name

    async def score(self, question: str, texts: Sequence[str]) -> Vectors:
        """Return one number per text, shape (len(texts),): the log-odds that it answers."""
        with self._precedence.first():
            return await self._reranker.score(question, texts)


class PatientEmbedder:
    """An Embedder that gives way between small portions: for ingestion."""

    def __init__(self, embedder: Embedder, precedence: Precedence) -> None:
        """Embed with `embedder`."""
        self._embedder = embedder
        self._precedence = precedence

    @property
    def name(self) -> str:
        """Identifies the model."""
        return self._embedder.name

    @property
    def dimension(self) -> int:
        """Length of the vectors."""
        return self._embedder.dimension

    async def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one unit-length row per text, shape (len(texts), dimension)."""
        rows = np.empty((len(texts), self.dimension), dtype=np.float32)
        for portion in portions([len(text) for text in texts]):
            await self._precedence.give_way()
            rows[portion] = await self._embedder.embed([texts[index] for index in portion])
        return rows


def portions(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield the indices of texts with these lengths in characters, alike ones together."""
    portion: list[int] = []
    characters = 0
    for index in sorted(range(len(lengths)), key=lambda index: lengths[index]):
        full = len(portion) == _PORTION_TEXTS or characters + lengths[index] > _PORTION_CHARACTERS
        if portion and full:
            yield portion
            portion, characters = [], 0
        portion.append(index)
        characters += lengths[index]
    if portion:
        yield portion
