"""Where the time of a question goes.

Who wants to know opens a trace, and what works meanwhile, in this task and those that it starts,
says which stage it is at. Nobody has to hand the trace on, and without one a stage costs nothing.
"""

import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import pairwise

_current: ContextVar["Trace | None"] = ContextVar("trace", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One stage from its beginning to its end, by a clock that only runs forward."""

    stage: str
    start: float
    end: float


class Trace:
    """The stages of one question."""

    def __init__(self) -> None:
        """Begin without any."""
        self._spans: list[Span] = []

    def add(self, span: Span) -> None:
        """Remember a stage that has ended; may be called by any thread."""
        self._spans.append(span)

    @property
    def seconds(self) -> dict[str, float]:
        """How long each stage took that has ended, the one that began first first."""
        return exclusive_seconds(tuple(self._spans))


def exclusive_seconds(spans: Sequence[Span]) -> dict[str, float]:
    """Return how long each stage took, every moment counted once. Pure.

    A moment counts for the stage that began last of those under way: for the inner one where one is
    part of another, and for one only where two run side by side. So they never add up to more
    than has passed.

    Args:
        spans: stages in any order.
    """
    waiting = deque(sorted(spans, key=lambda span: span.start))
    seconds = {span.stage: 0.0 for span in waiting}
    under_way: list[Span] = []
    for start, end in pairwise(sorted({at for span in spans for at in (span.start, span.end)})):
        while waiting and waiting[0].start <= start:
            under_way.append(waiting.popleft())
        under_way = [span for span in under_way if span.end > start]
        if under_way:
            seconds[under_way[-1].stage] += end - start
    return seconds


@contextmanager
def traced() -> Iterator[Trace]:
    """Collect the stages of what is done inside, in this task and in those that it starts."""
    trace = Trace()
    token = _current.set(trace)
    try:
        yield trace
    finally:
        _current.reset(token)


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Count the time inside for a stage of the current trace, if there is one."""
    trace = _current.get()
    if trace is None:
        yield
        return
    start = time.perf_counter()
    try:
        yield
    finally:
        trace.add(Span(stage=name, start=start, end=time.perf_counter()))


def traced_seconds() -> dict[str, float]:
    """Return how long each stage of the current trace took so far; empty without a trace."""
    trace = _current.get()
    return {} if trace is None else trace.seconds
