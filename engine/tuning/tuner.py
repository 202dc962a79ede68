"""What a generation model is computed with here: measured once, remembered from then on."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from engine.errors import ModelCrashed
from engine.options import Options, usual
from engine.progress import Progress, unseen
from engine.tuning.tuned import Circumstances, Tuned, Tunings, circumstances
from engine.weights import Weights

_log = logging.getLogger(__name__)


class Runs(Protocol):
    """Where errands are done; see `engine.process.engine.Engine`."""

    async def run(
        self, errand: str, *, take: Callable[[Any], object] | None = None, **arguments: Any
    ) -> Any:
        """Have an errand done, and return its reply."""
        ...


class Tuner:
    """Measures generation models, each once for the circumstances it runs in."""

    def __init__(self, engine: Runs, folder: Path, *, threads: int, gpu_layers: int = 0) -> None:
        """Measure in a process with models.

        Args:
            engine: that process.
            folder: where results are kept.
            threads: the most CPU threads that models compute with.
            gpu_layers: how many of a model's layers are put on the graphics card.
        """
        self._engine = engine
        self._tunings = Tunings(folder)
        self._threads = threads
        self._gpu_layers = gpu_layers

    async def known(self, weights: Weights) -> Tuned | None:
        """Return what was measured of a model before; None if nothing was.

        Raises:
            ModelError: the folder with the results can't be read.
        """
        return await asyncio.to_thread(self._tunings.find, await self._here(weights))

    async def options(self, weights: Weights, *, progress: Progress = unseen) -> Options:
        """Return what to compute a model with, after measuring it if that was never done.

        What is measured while something else wants the processor isn't believed, and neither is a
        model that llama.cpp can't be measured with: then it is what is usual.

        Args:
            weights: a generation model.
            progress: told how many parts of the measurement are done.

        Raises:
            EngineError: the model can't be loaded, or the result can't be kept.
        """
        if (known := await self.known(weights)) is not None:
            return known.options
        _log.info("Measuring how %s runs fastest here, once.", weights.name)
        try:
            tuned = await self._measured(weights, progress)
        except ModelCrashed as error:
            _log.warning("How %s runs fastest can't be measured: %s", weights.name, error)
            return self._usual
        if not tuned.undisturbed:
            _log.info("Something else kept the processor busy while %s was measured.", weights.name)
            return self._usual
        await self._keep(weights, tuned)
        return tuned.options

    async def measure(self, weights: Weights, *, progress: Progress = unseen) -> Tuned:
        """Measure a model anew, and remember what was found.

        Args:
            weights: a generation model.
            progress: told how many parts of the measurement are done.

        Raises:
            EngineError: the model can't be loaded, or the result can't be kept.
        """
        tuned = await self._measured(weights, progress)
        await self._keep(weights, tuned)
        return tuned

    @property
    def _usual(self) -> Options:
        return usual(self._threads, on_gpu=self._gpu_layers != 0)

    async def _measured(self, weights: Weights, progress: Progress) -> Tuned:
        tuned: Tuned = await self._engine.run(
            "tune",
            take=lambda done: progress(*done),
            weights=weights,
            threads=self._threads,
            gpu_layers=self._gpu_layers,
        )
        return tuned

    async def _keep(self, weights: Weights, tuned: Tuned) -> None:
        await asyncio.to_thread(self._tunings.keep, await self._here(weights), tuned)

    async def _here(self, weights: Weights) -> Circumstances:
        return await asyncio.to_thread(
            circumstances, weights.path, threads=self._threads, gpu_layers=self._gpu_layers
        )
