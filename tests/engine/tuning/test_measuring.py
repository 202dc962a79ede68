import asyncio

import pytest

from engine.errors import ModelError
from engine.lane import Lane
from engine.tuning.measuring import tune
from engine.weights import Weights


async def test_others_do_their_steps_meanwhile(generation_weights: Weights) -> None:
    """A measurement doesn't keep the lane, and who breaks it off gets the lane back."""
    lane = Lane()
    told: list[tuple[int, int | None]] = []
    started = asyncio.Event()

    def progress(done: int, total: int | None) -> None:
        told.append((done, total))
        started.set()

    try:
        tuning = asyncio.create_task(tune(lane, generation_weights, threads=1, progress=progress))
        await started.wait()
        for _ in range(5):
            assert await lane.do(lambda: "free") == "free"
        assert not tuning.done()
        assert told[0] == (0, 5)
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
