"""What the process with the models does besides running them, by name."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from engine.lane import Lane
from engine.llama import offloads
from engine.process.host import Errand
from engine.requantisation import requantise
from engine.tuning.measuring import tune
from engine.tuning.sampling import sample
from engine.tuning.speed import Sample
from engine.tuning.tuned import Tuned
from engine.weights import Weights


async def _requantise(
    lane: Lane, emit: Callable[[object], None], *, original: Path, target: Path
) -> None:
    """Rewrite a generation model; its pieces are how far it is, as (done, total)."""
    await lane.do(requantise, original, target, progress=lambda done, total: emit((done, total)))


async def _tune(
    lane: Lane,
    emit: Callable[[object], None],
    *,
    weights: Weights,
    threads: int,
    gpu_layers: int,
) -> Tuned:
    """Measure a generation model; its pieces are how many parts are done, as (done, total)."""
    return await tune(
        lane,
        weights,
        threads=threads,
        gpu_layers=gpu_layers,
        progress=lambda done, total: emit((done, total)),
    )


async def _sample(
    lane: Lane, _emit: Callable[[object], None], *, weights: Weights, threads: int
) -> Sample:
    """Look how fast this machine is with a small model."""
    return await sample(lane, weights, threads=threads)


async def _offloads(lane: Lane, _emit: Callable[[object], None]) -> bool:
    """Tell whether llama.cpp was built for a graphics card, and finds one."""
    return await lane.do(offloads)


ERRANDS: Mapping[str, Errand] = MappingProxyType(
    {"requantise": _requantise, "tune": _tune, "sample": _sample, "offloads": _offloads}
)
