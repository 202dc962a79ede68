import asyncio

import pytest

from engine.errors import ModelError
from engine.lane import Lane
from engine.tuning.measuring import tune
from engine.weights import Weights


async def test_a_model_is_measured_while_others_do_their_steps(generation_weights: Weights) -> None:
    """What is chosen is among what was measured; other work is done long before the end."""
    told: list[tuple[int, int | None]] = []
    lane = Lane()
    try:
        tuning = asyncio.create_task(
            tune(lane, generation_weights, threads=1, progress=lambda *done: told.append(done))
        )
        for _ in range(5):
            await lane.do(lambda: None)
        assert not tuning.done()
        found = await tuning
    finally:
        await lane.close()
    assert told == sorted(told)
    assert {done for done, _ in told} == {0, 1, 2, 3, 4}
    assert found.options.threads in dict(found.writing)
    assert found.options.reading_threads in dict(found.reading)
    assert found.options.piece in dict(found.pieces)
    assert found.options.drafted == 0 or found.options.drafted + 1 in dict(found.steps)
    chosen = [each.way for each in found.attention]
    assert (found.options.cache_type, found.options.flash_attention) in {
        (way.cache_type, way.flash_attention) for way in chosen
    }
    assert min(rate for _, rate in (*found.writing, *found.reading, *found.pieces)) > 0
    assert found.share > 0


async def test_a_measurement_can_be_broken_off(generation_weights: Weights) -> None:
    """Who cancels it gets the lane back, and the model is closed."""
    lane = Lane()
    told = asyncio.Event()
    try:
        tuning = asyncio.create_task(
            tune(lane, generation_weights, threads=1, progress=lambda *_: told.set())
        )
        await told.wait()
        tuning.cancel()
        with pytest.raises(asyncio.CancelledError):
            await tuning
        assert await lane.do(lambda: "free") == "free"
    finally:
        await lane.close()


async def test_a_model_that_does_not_write_is_refused(embedding_weights: Weights) -> None:
    """An embedding model can't be measured as a generation model."""
    lane = Lane()
    try:
        with pytest.raises(ModelError, match="choose a generation model"):
            await tune(lane, embedding_weights, threads=1)
    finally:
        await lane.close()
