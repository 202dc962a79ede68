"""Vectors for tests."""

import numpy as np

from index.models import PassageId
from index.ports import Vectors


def unit_rows(count: int, dimension: int = 16, seed: int = 0) -> Vectors:
    """Return reproducible unit vectors."""
    rows = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def some_ids(count: int) -> list[PassageId]:
    """Return as many ids of passages."""
    return [PassageId(f"{number:016x}") for number in range(count)]
