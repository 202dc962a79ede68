"""How fast a machine is by a look at it, and how fast other models would be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.process.engine import Engine
from engine.tuning.speed import Sample, Speed
from engine.weights import Weights

_SAMPLE = Sample(
    speed=Speed(writing=100, reading=1000), size=100_000_000, parameters=100_000_000, bandwidth=4e9
)
_SIZES = st.integers(1, 10**12)


@given(_SIZES, _SIZES)
def test_a_larger_model_is_slower(size: int, more: int) -> None:
    """As far as it moves more bytes and multiplies by more numbers."""
    one = _SAMPLE.estimate(size=size, parameters=size)
    other = _SAMPLE.estimate(size=size + more, parameters=size + more)
    assert other.writing < one.writing
    assert other.reading < one.reading
    assert other.seconds(prompt=100, reply=10) > one.seconds(prompt=100, reply=10)


def test_a_model_is_not_faster_than_memory() -> None:
    """A small one may have been in the processor's caches, where no larger one will be."""
    assert _SAMPLE.estimate(size=1_000_000_000, parameters=1).writing == pytest.approx(4)


def test_a_model_that_moves_less_than_memory_could_is_believed() -> None:
    """Slow cores don't keep memory busy, with larger models neither."""
    slow = Sample(
        speed=Speed(writing=10, reading=100),
        size=100_000_000,
        parameters=100_000_000,
        bandwidth=4e9,
    )
    assert slow.estimate(size=1_000_000_000, parameters=1).writing == pytest.approx(1)


async def test_a_look_at_this_machine(generation_weights: Weights) -> None:
    """It finds a speed of the bundled model, in the process with the models."""
    async with Engine() as engine:
        found = await engine.run("sample", weights=generation_weights, threads=2)
    assert found.size == generation_weights.path.stat().st_size
    assert 100_000_000 < found.parameters < 200_000_000
    assert found.speed.writing > 1
    assert found.speed.reading > found.speed.writing
    assert found.bandwidth > 1_000_000
    assert 0 < found.share <= 1.1
