"""The local models, each loaded when it is first needed."""

from contextlib import AsyncExitStack
from typing import Protocol

from answer.ports import Generator
from bot.settings import NO_MODEL, Settings
from bot.terminal.terminal import Terminal
from engine.embedding import LlamaEmbedder
from engine.generation import LlamaGenerator
from engine.hub import Hub
from engine.reranking import LlamaReranker
from engine.weights import Role, Weights, resolve
from index.ports import Embedder, Reranker


class Models(Protocol):
    """Where the models come from."""

    async def embedder(self) -> Embedder:
        """Return the embedding model, loaded."""
        ...

    async def generator(self) -> Generator:
        """Return the generation model, loaded."""
        ...

    async def reranker(self) -> Reranker | None:
        """Return the reranking model, loaded; None if none is wanted."""
        ...


class LocalModels:
    """The models that the settings name. All methods raise EngineError."""

    def __init__(self, settings: Settings, terminal: Terminal) -> None:
        """Load what `settings` name; show conversions and downloads on `terminal`."""
        self._settings = settings
        self._terminal = terminal
        self._open_models = AsyncExitStack()
        self._embedder: LlamaEmbedder | None = None
        self._generator: LlamaGenerator | None = None
        self._reranker: LlamaReranker | None = None

    async def close(self) -> None:
        """Unload what was loaded."""
        await self._open_models.aclose()

    async def embedder(self) -> LlamaEmbedder:
        """Return the embedding model, loaded."""
        if self._embedder is None:
            weights = await self._weights(self._settings.embedding_model, Role.EMBEDDING)
            self._embedder = await LlamaEmbedder.open(weights, threads=self._settings.thread_count)
            self._open_models.push_async_callback(self._embedder.close)
        return self._embedder

    async def generator(self) -> LlamaGenerator:
        """Return the generation model, loaded."""
        if self._generator is None:
            weights = await self._weights(self._settings.model, Role.GENERATION)
            self._generator = await LlamaGenerator.open(
                weights,
                threads=self._settings.thread_count,
                gpu_layers=self._settings.gpu_layers,
                context_tokens=self._settings.context_tokens,
            )
            self._open_models.push_async_callback(self._generator.close)
        return self._generator

    async def reranker(self) -> LlamaReranker | None:
        """Return the reranking model, loaded; None if none is wanted."""
        setting = self._settings.reranker_model
        if self._reranker is None and setting != NO_MODEL:
            weights = await self._weights(setting, Role.RERANKING)
            self._reranker = await LlamaReranker.open(weights, threads=self._settings.thread_count)
            self._open_models.push_async_callback(self._reranker.close)
        return self._reranker

    async def _weights(self, setting: str, role: Role) -> Weights:
        token = self._settings.hf_token
        hub = Hub(token=token.get_secret_value() if token else None)
        with self._terminal.progress(f"Preparing {setting}", unit="bytes") as report:
            return await resolve(
                setting, role=role, data_dir=self._settings.data_dir, progress=report, hub=hub
            )
