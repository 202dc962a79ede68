"""Models that run in another process, for those who ask them."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from engine.batching.counters import Counters
from engine.closing import Closing
from engine.errors import ModelError
from engine.process.messages import Call, Open

if TYPE_CHECKING:
    from engine.process.engine import Engine

Rows = NDArray[np.float32]


class _RemoteModel(Closing):
    """A model in the process of an engine."""

    def __init__(self, engine: Engine, model: Open, facts: dict[str, Any]) -> None:
        """Take over a model that was opened; `Engine` is the way to get one."""
        self._engine = engine
        self._model = model
        self._facts = facts
        self._closed = False

    @property
    def name(self) -> str:
        """Identifies the model; another name means numbers that can't be compared."""
        return str(self._model.arguments["weights"].name)

    async def close(self) -> None:
        """Finish what has been asked for, then free the model."""
        if not self._closed:
            self._closed = True
            await self._engine.free(self._model)

    async def _ask(
        self,
        method: Literal["embed", "score", "count_tokens", "warm", "counters"],
        **arguments: Any,
    ) -> Any:
        self._check()
        call = Call(model=self._model.model, method=method, arguments=arguments)
        return await self._engine.ask(self._model, call)

    def _check(self) -> None:
        if self._closed:
            raise ModelError("The model has been closed.")


class RemoteEmbedder(_RemoteModel):
    """An embedding model; see `engine.embedding.LlamaEmbedder`."""

    @property
    def dimension(self) -> int:
        """Length of the vectors."""
        return int(self._facts["dimension"])

    async def embed(self, texts: Sequence[str], *, patient: bool = False) -> Rows:
        """Return one unit-length row per text, shape (len(texts), dimension).

        Args:
            texts: what to embed; texts longer than the model's context are cut at its end.
            patient: whether others may go first.

        Raises:
            ModelError: the model failed, or has been closed.
        """
        rows: Rows = await self._ask("embed", texts=list(texts), patient=patient)
        return rows


class RemoteReranker(_RemoteModel):
    """A reranking model; see `engine.reranking.LlamaReranker`."""

    async def score(self, question: str, texts: Sequence[str]) -> Rows:
        """Return one number per text, shape (len(texts),): the log-odds that it answers.

        Raises:
            ModelError: the model failed, or has been closed.
        """
        rows: Rows = await self._ask("score", question=question, texts=list(texts))
        return rows


class RemoteGenerator(_RemoteModel):
    """A generation model; see `engine.generation.LlamaGenerator`."""

    @property
    def context_tokens(self) -> int:
        """The most tokens that prompt and continuation may have together."""
        return int(self._facts["context_tokens"])

    @property
    def parameters(self) -> int:
        """How many weights the model has."""
        return int(self._facts["parameters"])

    async def count_tokens(self, *, system: str, user: str) -> int:
        """Return the tokens of the prompt made of the two texts, chat template included.

        Raises:
            ModelError: the model has been closed, or its chat template fails.
        """
        return int(await self._ask("count_tokens", system=system, user=user))

    async def counters(self) -> Counters:
        """Return what the model has done since it was loaded, the last time after a crash.

        Raises:
            ModelError: the model has been closed.
        """
        counters: Counters = await self._ask("counters")
        return counters

    async def warm(self, *, system: str) -> None:
        """Read the beginning of the prompts with this system text, so that they start at once.

        Raises:
            ModelError: the model has been closed, or its chat template fails.
        """
        await self._ask("warm", system=system)

    async def generate(
        self,
        *,
        system: str,
        user: str,
        max_tokens: int,
        temperature: float = 0.0,
        stop: Sequence[str] = (),
    ) -> AsyncGenerator[str, None]:
        """Stream the model's reply piece by piece; closing the iterator stops the model.

        After a crash of llama.cpp the reply goes on where it was, if the model begins it in the
        same words again.

        Raises:
            PromptTooLong: prompt and `max_tokens` don't fit into the context.
            ModelCrashed: llama.cpp crashed twice, or began another reply after a crash.
            ModelError: the model failed, or has been closed.
        """
        self._check()
        arguments = {
            "system": system,
            "user": user,
            "max_tokens": max_tokens,
            "temperature": temperature,
            "stop": tuple(stop),
        }
        async with aclosing(self._engine.write(self._model, arguments)) as pieces:
            async for piece in pieces:
                yield piece
