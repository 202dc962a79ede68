"""The models of the same pipeline, as it was: one `Llama` behind a lock writes all answers."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from bot.settings import NO_MODEL
from engine.embedding import LlamaEmbedder
from engine.lane import Lane
from engine.reranking import LlamaReranker
from engine.weights import Role
from evals.speed.baselines import LockedLlama
from evals.speed.findings import Bench
from evals.speed.stores import model_settings, weights


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedModels:
    """Models in this process; those that embed and rank are Footnote's."""

    embedding: LlamaEmbedder
    reranking: LlamaReranker | None
    generation: LockedLlama

    async def embedder(self) -> LlamaEmbedder:
        """Return the embedding model."""
        return self.embedding

    async def reranker(self) -> LlamaReranker | None:
        """Return the reranking model, if the settings name one."""
        return self.reranking

    async def generator(self) -> LockedLlama:
        """Return the one `Llama`."""
        return self.generation


@asynccontextmanager
async def locked_models(bench: Bench, *, apart: bool = False) -> AsyncIterator[LockedModels]:
    """Load the models that the settings name.

    Args:
        bench: whose settings hold.
        apart: whether each has a thread of its own, and doesn't wait for the others.
    """
    settings = model_settings(bench)
    threads = settings.thread_count
    async with AsyncExitStack() as stack:
        lanes = [Lane() for _ in range(3)] if apart else [Lane()] * 3
        for lane in lanes:
            stack.push_async_callback(lane.close)
        embedder = await LlamaEmbedder.open(
            await weights(Role.EMBEDDING, settings), lane=lanes[0], threads=threads
        )
        stack.push_async_callback(embedder.close)
        reranker: LlamaReranker | None = None
        if settings.reranker_model != NO_MODEL:
            reranker = await LlamaReranker.open(
                await weights(Role.RERANKING, settings), lane=lanes[1], threads=threads
            )
            stack.push_async_callback(reranker.close)
        generator = await LockedLlama.open(
            await weights(Role.GENERATION, settings), lane=lanes[2], threads=threads
        )
        stack.push_async_callback(generator.close)
        yield LockedModels(embedding=embedder, reranking=reranker, generation=generator)
