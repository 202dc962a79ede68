"""The models: here in a process of their own, loaded when they are first needed, or on servers."""

import asyncio
import logging
from typing import Protocol

from answer.ports import Generator
from bot.errors import UserError
from bot.served_models import ServedModels, serves_embeddings
from bot.settings import NO_MODEL, Settings
from bot.terminal.terminal import Terminal
from engine.batching.counters import Counters
from engine.errors import ServerAway
from engine.hub import Hub
from engine.on_demand import GeneratorOnDemand, Unloaded
from engine.process.engine import Engine
from engine.process.models import RemoteGenerator, RemoteReranker
from engine.remote.generation import ServedGenerator
from engine.remote.offers import UNKNOWN_PARAMETERS, parameters_named
from engine.tuning.tuned import Tuned
from engine.tuning.tuner import Tuner
from engine.weights import Role, Weights, generation_header, resolve
from index.ports import Embedder, Reranker

_log = logging.getLogger(__name__)


class Models(Protocol):
    """Where the models come from."""

    async def embedder(self) -> Embedder:
        """Return the embedding model, loaded."""
        ...

    async def generator(self) -> Generator:
        """Return the generation model, which may be loaded when it is asked."""
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
        self._engine = Engine(silent_seconds=settings.model_seconds)
        self._served = ServedModels()
        self._preparing = asyncio.Lock()
        self._embedder: Embedder | None = None
        self._generator: GeneratorOnDemand | None = None
        self._reranker: RemoteReranker | None = None

    @property
    def engine(self) -> Engine:
        """The process with the models."""
        return self._engine

    async def close(self) -> None:
        """Unload what was loaded."""
        await self._engine.close()
        await self._served.close()

    async def embedder(self) -> Embedder:
        """Return the embedding model, loaded."""
        if self._embedder is None and serves_embeddings(self._settings):
            self._embedder = await self._served.embedder(self._settings)
        elif self._embedder is None:
            weights = await self._weights(self._settings.embedding_model, Role.EMBEDDING)
            self._embedder = await self._engine.embedder(
                weights, threads=self._settings.thread_count
            )
        return self._embedder

    async def reranker(self) -> RemoteReranker | None:
        """Return the reranking model, loaded; None if none is wanted."""
        setting = self._settings.reranker_model
        if self._reranker is None and setting != NO_MODEL:
            weights = await self._weights(setting, Role.RERANKING)
            self._reranker = await self._engine.reranker(
                weights, threads=self._settings.thread_count
            )
        return self._reranker

    async def generator(self) -> GeneratorOnDemand:
        """Return the generation model, which is loaded when it is asked."""
        if self._generator is None:
            self._generator = GeneratorOnDemand(await self._first())
        return self._generator

    async def counters(self) -> Counters | None:
        """Return what the generation model has done; None if it isn't in memory."""
        return None if self._generator is None else await self._generator.counters()

    async def tuned(self) -> Tuned | None:
        """Return what was measured of the generation model here; None if nothing was."""
        if self._settings.model_url is not None:
            return None
        return await self._tuner(self._settings).known(await self._writing(self._settings))

    async def tune(self) -> Tuned:
        """Measure the generation model; what is found counts from the next time it is loaded.

        Raises:
            UserError: it is on a server.
        """
        if self._settings.model_url is not None:
            raise UserError(
                "MODEL_URL is set, so MODEL runs on a server, whose own settings make it fast."
            )
        weights = await self._writing(self._settings)
        label = f"Measuring {self._settings.model}"
        async with self._preparing:
            with self._terminal.progress(label) as report:
                return await self._tuner(self._settings).measure(weights, progress=report)

    async def offloads(self) -> bool:
        """Return whether layers of models can lie on a graphics card here."""
        return bool(await self._engine.run("offloads"))

    async def reload(self, settings: Settings) -> None:
        """Ask the generation model of other settings from now on.

        Answers under way are finished by the one before it. The models that find passages stay,
        since all vectors are theirs.
        """
        model = await self._unloaded(settings)
        if self._generator is None:
            self._generator = GeneratorOnDemand(model)
        else:
            await self._generator.change(model)
        self._settings = settings

    async def _first(self) -> Unloaded:
        """Return the generation model to begin with; one whose server is away is asked for later.

        Until it is back, answers are quotes.
        """
        try:
            return await self._unloaded(self._settings)
        except ServerAway as error:
            _log.warning("%s Until it is back, answers are quotes.", error)
            return Unloaded(
                context_tokens=self._settings.context_tokens,
                parameters=parameters_named(self._settings.model) or UNKNOWN_PARAMETERS,
                load=lambda: self._served.generator(self._settings),
            )

    async def _unloaded(self, settings: Settings) -> Unloaded:
        """Return the generation model of some settings."""
        if settings.model_url is not None:
            served = await self._served.generator(settings)
            return Unloaded(
                context_tokens=served.context_tokens,
                parameters=served.parameters,
                load=lambda: _at_hand(served),
            )
        async with self._preparing:
            with self._terminal.progress(f"Preparing {settings.model}", unit="bytes") as report:
                header = await generation_header(
                    settings.model,
                    data_dir=settings.data_dir,
                    progress=report,
                    hub=_hub(settings),
                )
        most = header.trained_context
        return Unloaded(
            context_tokens=min(settings.context_tokens, most or settings.context_tokens),
            parameters=header.parameters,
            load=lambda: self._load(settings),
            idle_seconds=settings.unload_minutes * 60,
        )

    async def _load(self, settings: Settings) -> RemoteGenerator:
        weights = await self._writing(settings)
        return await self._engine.generator(
            weights,
            options=await self._tuner(settings).options(weights),
            context_tokens=settings.context_tokens,
            parallel=settings.parallel,
            cache_megabytes=settings.cache_megabytes,
            gpu_layers=settings.gpu_layers,
        )

    async def _writing(self, settings: Settings) -> Weights:
        """Return the weights of the generation model of some settings."""
        return await resolve(
            settings.model, role=Role.GENERATION, data_dir=settings.data_dir, hub=_hub(settings)
        )

    def _tuner(self, settings: Settings) -> Tuner:
        """Return what measures the generation model of some settings."""
        return Tuner(
            self._engine,
            settings.data_dir / "tuning",
            threads=settings.thread_count,
            gpu_layers=settings.gpu_layers,
        )

    async def _weights(self, setting: str, role: Role) -> Weights:
        """Return the weights of a role, while the process for them starts."""
        _, weights = await asyncio.gather(self._engine.start(), self._prepared(setting, role))
        return weights

    async def _prepared(self, setting: str, role: Role) -> Weights:
        async with self._preparing:  # there is one progress bar
            with self._terminal.progress(f"Preparing {setting}", unit="bytes") as report:
                return await resolve(
                    setting,
                    role=role,
                    data_dir=self._settings.data_dir,
                    progress=report,
                    hub=_hub(self._settings),
                )


async def _at_hand(served: ServedGenerator) -> ServedGenerator:
    """Return a model that its server has loaded."""
    return served


def _hub(settings: Settings) -> Hub:
    token = settings.hf_token
    return Hub(token=token.get_secret_value() if token else None)
