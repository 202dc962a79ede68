"""Texts to vectors of meaning, with an embedding model in llama.cpp."""

from collections.abc import Sequence

import numpy as np
from llama_cpp import llama_cpp as native

from engine.errors import ModelError
from engine.pooling import PoolingModel, Rows
from engine.rows import RowModel


class LlamaEmbedder(RowModel):
    """An embedding model."""

    @staticmethod
    def _check(model: PoolingModel) -> None:
        if model.ranks:
            raise ModelError(
                f"The model {model.model.path.name} ranks texts and makes no vectors of them; "
                "choose an embedding model."
            )

    @property
    def dimension(self) -> int:
        """Length of the vectors."""
        return self._model.width

    async def embed(self, texts: Sequence[str], *, patient: bool = False) -> Rows:
        """Return one unit-length row per text, shape (len(texts), dimension).

        Texts longer than the model's context are cut at its end.

        Args:
            texts: what to embed.
            patient: whether others may go first.

        Raises:
            ModelError: the model failed, or has been closed.
        """
        vectors = await self._rows(texts, self._tokens, patient=patient)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.all(norms > 0):  # also false for "not a number"
            raise ModelError(
                f"The model {self._model.model.path.name} returned vectors of no length."
            )
        return np.asarray(vectors / norms, dtype=np.float32)

    def _tokens(self, text: str) -> list[int]:
        """Return the tokens of a text, cut at its end, but not the closing one of the frame."""
        model, longest = self._model.model, self._model.longest
        tokens = model.tokenise(text or " ", framed=True)
        if len(tokens) <= longest:
            return tokens or [0]
        closing = native.llama_vocab_sep(model.vocabulary)
        keep = int(tokens[-1] == closing)
        return tokens[: longest - keep] + tokens[len(tokens) - keep :]
