"""The vectors of all passages. They can be deleted: the catalogue is the truth.

A folder of this machine (`folder`) or a server (`server`) holds them.
"""

from index.vectors.store import Condition, VectorStore

__all__ = ["Condition", "VectorStore"]
