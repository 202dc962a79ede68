"""A look at how fast this machine is, in some five seconds; tuning takes longer and sees more."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import numpy as np

from engine.lane import Lane
from engine.llama import Model
from engine.tuning.speed import Sample, Speed
from engine.tuning.timing import Bench
from engine.tuning.tuned import Way
from engine.weights import Weights

_WAY = Way(cache_type="f16", flash_attention=True)
_PIECE = 64  # tokens of a prompt that are read in one step
_SECONDS = 2.0  # of writing, and of reading
_COPYING_SECONDS = 0.5
_COPIED = 1 << 25  # bytes of a thread, more than caches hold for all of them


async def sample(lane: Lane, weights: Weights, *, threads: int) -> Sample:
    """Measure a small model.

    Args:
        lane: where it is measured.
        weights: a generation model.
        threads: the CPU threads to compute with.

    Raises:
        ModelError: the file is broken, holds no generation model, or the lane has been closed.
    """
    return await lane.do(_sampled, weights, threads, lane.alive)


def _sampled(weights: Weights, threads: int, alive: Callable[[], object]) -> Sample:
    model = Model(weights.path, alive=alive)
    with closing(model), closing(Bench(model, _WAY, longest=_PIECE)) as bench:
        piece = bench.longest
        writing = _shortest(lambda: bench.writing(threads=threads), alive)
        reading = _shortest(lambda: bench.reading(threads=threads, tokens=piece), alive)
        parameters = model.parameters
        share = bench.computed / bench.passed
    return Sample(
        speed=Speed(writing=1 / writing, reading=piece / reading),
        size=weights.path.stat().st_size,
        parameters=parameters,
        bandwidth=_bandwidth(threads),
        share=share,
    )


def _shortest(step: Callable[[], float], alive: Callable[[], object]) -> float:
    """Return the shortest time of a step: whatever else runs only ever makes it longer."""
    started = time.perf_counter()
    shortest = step()
    while time.perf_counter() - started < _SECONDS:
        alive()
        shortest = min(shortest, step())
    return shortest


def _bandwidth(threads: int) -> float:
    """Return the bytes that memory moves in a second while all threads copy, as STREAM does it.

    See https://www.cs.virginia.edu/stream/ref.html; each byte is read once and written once.
    """
    pairs = [
        (np.ones(_COPIED, dtype=np.uint8), np.zeros(_COPIED, dtype=np.uint8))
        for _ in range(threads)
    ]
    shortest = float("inf")
    began = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        while time.perf_counter() - began < _COPYING_SECONDS:
            started = time.perf_counter()
            for copied in [pool.submit(np.copyto, to, origin) for origin, to in pairs]:
                copied.result()
            shortest = min(shortest, time.perf_counter() - started)
    return 2 * _COPIED * threads / shortest
