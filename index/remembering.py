"""Remembers what models made of sentences, which are asked for again and again."""

from collections import OrderedDict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.ports import Embedder, Reranker, Vectors

_SENTENCES = 20_000  # some 30 MB of 384 numbers each
_READINGS = 2_000  # of the last hundred questions or so


class RememberingEmbedder:
    """An Embedder that keeps the vectors of the texts it was asked for most recently.

    Retrieval and the search for evidence look at the same sentences, and people ask several
    questions about the same article. Not for ingestion, which sees every text once.
    """

    def __init__(self, embedder: Embedder, *, most: int = _SENTENCES) -> None:
        """Ask `embedder` for what isn't remembered; remember the vectors of `most` texts."""
        self._embedder = embedder
        self._most = most
        self._known: OrderedDict[str, NDArray[np.float32]] = OrderedDict()

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
        rows = {text: self._known[text] for text in texts if text in self._known}
        new = [text for text in dict.fromkeys(texts) if text not in rows]
        if new:
            rows.update(zip(new, await self._embedder.embed(new, patient=patient), strict=True))
        for text in texts:
            self._known[text] = rows[text]
            self._known.move_to_end(text)
        while len(self._known) > self._most:
            self._known.popitem(last=False)
        return np.array([rows[text] for text in texts], dtype=np.float32).reshape(
            len(texts), self.dimension
        )


class RememberingReranker:
    """A Reranker that keeps what it made of a question and a text most recently.

    Retrieval and the search for evidence read the same sentences.
    """

    def __init__(self, reranker: Reranker, *, most: int = _READINGS) -> None:
        """Ask `reranker` for what isn't remembered; remember `most` numbers."""
        self._reranker = reranker
        self._most = most
        self._known: OrderedDict[tuple[str, str], float] = OrderedDict()

    @property
    def name(self) -> str:
        """Identifies the model."""
        return self._reranker.name

    async def score(self, question: str, texts: Sequence[str]) -> Vectors:
        """Return one number per text, shape (len(texts),): the log-odds that it answers."""
        pairs = [(question, text) for text in texts]
        scores = {pair: self._known[pair] for pair in pairs if pair in self._known}
        new = [pair for pair in dict.fromkeys(pairs) if pair not in scores]
        if new:
            made = await self._reranker.score(question, [text for _, text in new])
            scores.update(zip(new, map(float, made), strict=True))
        for pair in pairs:
            self._known[pair] = scores[pair]
            self._known.move_to_end(pair)
        while len(self._known) > self._most:
            self._known.popitem(last=False)
        return np.array([scores[pair] for pair in pairs], dtype=np.float32)
