"""How a generation model computes fastest on this machine: measured, not believed.

What is fastest depends on the model, its number format, the processor's vector units, its caches
and its memory. So single steps of the model are timed, as llama.cpp's own llama-bench does
(https://github.com/ggml-org/llama.cpp/tree/master/tools/llama-bench). What is compared is timed in
turns, and the shortest time of each counts, since whatever else runs on the machine only ever makes
a step slower.
"""

import time
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from functools import partial
from typing import Literal

from engine.errors import ModelError
from engine.lane import Lane
from engine.llama import Model, offloads
from engine.options import Options, usual
from engine.progress import Progress, unseen
from engine.tuning import choosing
from engine.tuning.timing import STREAMS, Bench, race
from engine.tuning.tuned import Attention, Tuned, Way
from engine.weights import Weights

_PARTS = 5
_PIECES = (16, 32, 64, 128, 256, 512)
_STEPS = (1, 2, 3, 4, 5, 7, 9, 13, 17)
_WAYS = (
    Way(cache_type="f16", flash_attention=True),
    Way(cache_type="f16", flash_attention=False),
    Way(cache_type="q8_0", flash_attention=True),
)

_Work = Generator[int, None, Tuned]
_Counts = dict[int, float]
_Kind = Literal["writing", "together", "reading"]


async def tune(
    lane: Lane,
    weights: Weights,
    *,
    threads: int,
    gpu_layers: int = 0,
    progress: Progress = unseen,
) -> Tuned:
    """Measure a model in some ten seconds, or longer where a single step takes long.

    Args:
        lane: where it is measured; other models do their steps in between.
        weights: a generation model.
        threads: the most CPU threads to compute with.
        gpu_layers: how many of the model's layers are put on the graphics card.
        progress: told how many parts of the measurement are done.

    Raises:
        ModelError: the file is broken, holds no generation model, or the lane has been closed.
    """
    work = _measuring(weights, threads=threads, gpu_layers=gpu_layers, alive=lane.alive)
    try:
        while not isinstance(found := await lane.do(_advanced, work), Tuned):
            progress(found, _PARTS)
    finally:
        await lane.do(work.close)
    return found


def _advanced(work: _Work) -> int | Tuned:
    """Do a little more; return how many parts are done, in the end what was found."""
    try:
        return next(work)
    except StopIteration as end:
        found: Tuned = end.value
        return found


def _measuring(
    weights: Weights, *, threads: int, gpu_layers: int, alive: Callable[[], object]
) -> _Work:
    """Measure part after part, yielding in between how many are done."""
    started = time.perf_counter()
    on_gpu = gpu_layers != 0 and offloads()
    with ExitStack() as opened:
        model = Model(weights.path, gpu_layers=gpu_layers, alive=alive)
        opened.callback(model.close)
        with closing(_usual_bench(model)) as bench:
            times = yield from _times(bench, threads=threads, sample=usual(1, on_gpu=on_gpu).piece)
        ways = _ways(model, opened, longest=times.piece)
        attention = yield from _attention(ways, times)
        passed = sum(each.passed for each in (bench, *ways.values()))
        computed = sum(each.computed for each in (bench, *ways.values()))
    way = choosing.best_attention(attention).way if attention else _WAYS[0]
    return Tuned(
        options=Options(
            threads=times.alone,
            reading_threads=times.busy,
            piece=times.piece,
            cache_type=way.cache_type,
            flash_attention=way.flash_attention,
            drafted=choosing.drafted(times.steps),
        ),
        writing=tuple((n, 1 / seconds) for n, seconds in times.writing.items()),
        reading=tuple((n, times.sample / seconds) for n, seconds in times.reading.items()),
        pieces=tuple((n, n / seconds) for n, seconds in times.pieces.items()),
        steps=tuple(times.steps.items()),
        attention=attention,
        share=1.0 if on_gpu else computed / passed,  # the processor waits for a graphics card
        seconds=time.perf_counter() - started,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Times:
    """Seconds of steps of every kind, and what they speak for."""

    writing: _Counts
    alone: int
    reading: _Counts
    sample: int
    busy: int
    pieces: _Counts
    piece: int
    steps: _Counts


def _times(bench: Bench, *, threads: int, sample: int) -> Generator[int, None, _Times]:
    """Time the steps for which attention makes no difference to the choice."""
    counts = choosing.thread_counts(threads)
    sample = min(sample, bench.longest)
    writing = yield from _part(0, counts, lambda n: bench.writing(threads=n))
    alone = choosing.fewest(writing)
    reading = yield from _part(1, counts, lambda n: bench.reading(threads=n, tokens=sample))
    busy = choosing.fewest(reading)
    sizes = [n for n in _PIECES if n <= bench.longest]
    pieces = yield from _part(2, sizes, lambda n: bench.reading(threads=busy, tokens=n))
    # llama.cpp computes steps of more than one token with the threads for reading.
    steps = yield from _part(
        3, _STEPS, lambda n: bench.writing(threads=alone if n == 1 else busy, tokens=n)
    )
    return _Times(
        writing=writing,
        alone=alone,
        reading=reading,
        sample=sample,
        busy=busy,
        pieces=pieces,
        piece=choosing.best_piece(pieces),
        steps=steps,
    )


def _part(
    done: int, numbers: Iterable[int], trial: Callable[[int], float]
) -> Generator[int, None, _Counts]:
    """Time a trial with each of these numbers, in turns."""
    times = yield from race({n: partial(trial, n) for n in numbers}, done)
    return times


def _attention(
    ways: Mapping[Way, Bench], chosen: _Times
) -> Generator[int, None, tuple[Attention, ...]]:
    """Time what the ways of computing attention make of the three kinds of steps."""
    trials: dict[tuple[Way, _Kind], Callable[[], float]] = {}
    for way, bench in ways.items():
        trials[way, "writing"] = partial(bench.writing, threads=chosen.alone)
        trials[way, "together"] = partial(bench.writing, threads=chosen.busy, streams=STREAMS)
        trials[way, "reading"] = partial(bench.reading, threads=chosen.busy, tokens=chosen.piece)
    times = yield from race(trials, _PARTS - 1)
    return tuple(
        Attention(
            way=way,
            writing=1 / times[way, "writing"],
            together=STREAMS / times[way, "together"],
            reading=chosen.piece / times[way, "reading"],
        )
        for way in ways
        if (way, "reading") in times
    )


def _usual_bench(model: Model) -> Bench:
    """Return the model with the usual attention, or with another if it doesn't know that."""
    with suppress(ModelError):
        return Bench(model, _WAYS[0], longest=_PIECES[-1])
    return Bench(model, _WAYS[1], longest=_PIECES[-1])


def _ways(model: Model, opened: ExitStack, *, longest: int) -> dict[Way, Bench]:
    """Return the ways of computing attention that the model knows and has room for."""
    benches = {}
    for way in _WAYS:
        with suppress(ModelError):
            benches[way] = Bench(model, way, longest=longest)
            opened.callback(benches[way].close)
    return benches
