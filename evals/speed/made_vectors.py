"""Vectors that lie like those of passages: in topics, and in articles within topics.

A share of the passages' spread falls to each level, and in some directions there is more of it than
in others, so that near neighbours are as near, and as many, as among texts.
"""

import hashlib

import numpy as np
from numpy.typing import NDArray

from index.models import PassageId

Rows = NDArray[np.float32]

DIMENSION = 384
BLOCK = 10_000
"""Vectors that are made at a time, always the same ones for a number."""

_TOPICS = 2_000
_ARTICLE_PASSAGES = 12
_TOPIC, _ARTICLE, _PASSAGE = 0.65, 0.55, 0.6  # how far each level spreads
_SEED = 7


class MadeVectors:
    """Makes the same vectors every time."""

    def __init__(self) -> None:
        """Draw the topics."""
        chance = np.random.default_rng(_SEED)
        spectrum = np.arange(1, DIMENSION + 1, dtype=np.float32) ** -0.5
        self._spectrum = (spectrum / np.sqrt((spectrum**2).sum())).astype(np.float32)
        turned = np.linalg.qr(chance.normal(size=(DIMENSION, DIMENSION)))[0]
        self._turn = turned.astype(np.float32).T
        drawn = chance.normal(size=(_TOPICS, DIMENSION)).astype(np.float32)
        self._topics = drawn * self._spectrum
        shares = 1 / np.arange(1, _TOPICS + 1) ** 0.7
        self._shares = shares / shares.sum()

    def block(self, number: int) -> Rows:
        """Return the vectors from `number * BLOCK` on, of unit length."""
        chance = np.random.default_rng([11, number])
        count = BLOCK // _ARTICLE_PASSAGES + 1
        topics = chance.choice(_TOPICS, size=count, p=self._shares)
        articles = self._topics[topics] * _TOPIC + self._drawn(chance, count) * _ARTICLE
        rows = articles[np.arange(BLOCK) // _ARTICLE_PASSAGES]
        rows = (rows + self._drawn(chance, BLOCK) * _PASSAGE) @ self._turn
        unit: Rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
        return unit

    def questions(self, count: int, *, among: int) -> Rows:
        """Return vectors near some of the first `among` ones, as questions are near passages."""
        chance = np.random.default_rng(_SEED + 1)
        near = self.block(0)[chance.integers(min(among, BLOCK), size=count)]
        rows = near + self._drawn(chance, count) @ self._turn * _PASSAGE
        unit: Rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
        return unit

    def _drawn(self, chance: np.random.Generator, count: int) -> Rows:
        drawn = chance.normal(size=(count, DIMENSION)).astype(np.float32)
        spread: Rows = drawn * self._spectrum
        return spread


def made_id(number: int) -> PassageId:
    """Return the id of the passage with the vector `number`."""
    return PassageId(hashlib.blake2b(str(number).encode(), digest_size=8).hexdigest())
