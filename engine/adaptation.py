"""A small file of changes that makes another model of a known one.

Each matrix W that was trained further becomes W + B·A with two narrow matrices (LoRA, Hu et al.
2021), so that a model which ranks texts is a megabyte beside the embedding model it came from.
"""

from collections.abc import Collection
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from engine.errors import WeightsError

Values = NDArray[np.float32]

_NARROW, _WIDE = ".a", ".b"


class Adaptation:
    """Changes to the tensors of a model, by their names in GGUF."""

    def __init__(self, changes: dict[str, Values]) -> None:
        """Take the matrices `<tensor>.a` and `<tensor>.b`, and whole tensors."""
        self._changes = changes

    @classmethod
    def read(cls, path: Path) -> "Adaptation":
        """Read the changes in an `.npz` file.

        Raises:
            WeightsError: the file is missing or damaged.
        """
        try:
            with np.load(path, allow_pickle=False) as stored:
                return cls({name: stored[name].astype(np.float32) for name in stored.files})
        except (OSError, ValueError, BadZipFile) as error:
            raise WeightsError(
                f"The file {path.name} of the reranking model can't be read ({error}); "
                "install Footnote again."
            ) from error

    def applied(self, tensor: str, values: Values) -> Values:
        """Return the values of a tensor with its change, or as they are if it has none."""
        if tensor in self._changes:
            return self._changes[tensor]
        narrow, wide = (self._changes.get(tensor + part) for part in (_NARROW, _WIDE))
        return values if narrow is None or wide is None else values + wide @ narrow

    def added(self, known: Collection[str]) -> dict[str, Values]:
        """Return the tensors that the model gets besides its own, which are `known`."""
        return {
            name: values
            for name, values in self._changes.items()
            if name not in known and not name.endswith((_NARROW, _WIDE))
        }
