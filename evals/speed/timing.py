"""Measuring times so that they can be compared: in turns, and by medians.

A machine isn't as fast in every minute, least of all a virtual one. So what is compared is measured
in turns, A B A B, and put in relation round by round before anything is averaged.
"""

import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

import numpy as np

_T = TypeVar("_T")

Way = Callable[[int], Awaitable[_T]]
"""Does once what is measured, given the number of the round, and returns what it measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How some measurements lie.

    Attributes:
        p50: the median.
        p95: what 95 of 100 don't exceed.
        over: how many there are.
    """

    p50: float
    p95: float
    over: int


async def in_turns(ways: Mapping[str, Way[_T]], *, rounds: int) -> dict[str, list[_T]]:
    """Do each way once a round, in their order; return what each measured, round by round."""
    measured: dict[str, list[_T]] = {name: [] for name in ways}
    for number in range(rounds):
        for name, way in ways.items():
            measured[name].append(await way(number))
    return measured


async def seconds(work: Awaitable[object]) -> float:
    """Return how long it takes to await `work`."""
    began = time.perf_counter()
    await work
    return time.perf_counter() - began


def ratio(these: Sequence[float], those: Sequence[float]) -> float:
    """Return the median of the ratios of these to those, each of the same round.

    Args:
        these: one figure a round.
        those: as many, none of them 0.
    """
    return median(one / other for one, other in zip(these, those, strict=True))


def percentile(values: Sequence[float], share: float) -> float:
    """Return what `share` of some values don't exceed, between two of them where need be."""
    return float(np.quantile(np.asarray(values, dtype=np.float64), share))


def spread(values: Sequence[float]) -> Spread:
    """Return how values lie, of which there is at least one."""
    return Spread(p50=median(values), p95=percentile(values, 0.95), over=len(values))
