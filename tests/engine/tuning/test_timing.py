from collections.abc import Callable, Generator
from itertools import count

import pytest

from engine.errors import ModelError
from engine.llama import Model
from engine.tuning.timing import STREAMS, Bench, race
from engine.tuning.tuned import Way
from engine.weights import Weights

_USUAL = Way(cache_type="f16", flash_attention=True)


def _finished(work: Generator[str, None, dict[str, float]]) -> tuple[dict[str, float], list[str]]:
    told = []
    while True:
        try:
            told.append(next(work))
        except StopIteration as end:
            times: dict[str, float] = end.value
            return times, told


def _slower_each_time(name: str, order: list[str]) -> Callable[[], float]:
    times = count(1)

    def trial() -> float:
        order.append(name)
        return next(times) * 0.1

    return trial


def test_trials_take_turns_and_the_shortest_time_counts() -> None:
    """A and B are tried A B A B, and later, disturbed times don't replace short ones."""
    order: list[str] = []
    trials = {name: _slower_each_time(name, order) for name in ("a", "b")}
    times, told = _finished(race(trials, "part"))
    assert order == ["a", "b"] * (len(order) // 2)
    assert len(order) > 2
    assert times == {"a": 0.1, "b": 0.1}
    assert told == ["part"] * len(order)


def test_what_takes_long_is_tried_once_and_what_comes_behind_it_not_at_all() -> None:
    """A model of which a step takes seconds isn't measured for minutes."""
    order: list[str] = []

    def slow() -> float:
        order.append("slow")
        return 3.0

    times, _ = _finished(race({"slow": slow, "slower": slow}, "part"))
    assert times == {"slow": 3.0}
    assert order == ["slow"]


@pytest.mark.parametrize(
    "way",
    [
        _USUAL,
        Way(cache_type="f16", flash_attention=False),
        Way(cache_type="q8_0", flash_attention=True),
    ],
)
def test_steps_of_every_kind_are_timed(generation_weights: Weights, way: Way) -> None:
    """Writing one reply, several, guesses, and reading take some time, again and again."""
    model = Model(generation_weights.path)
    bench = Bench(model, way, longest=64)
    try:
        assert bench.longest == 64
        for _ in range(2):
            assert bench.writing(threads=1) > 0
            assert bench.writing(threads=1, streams=STREAMS) > 0
            assert bench.writing(threads=1, tokens=17) > 0
            assert bench.reading(threads=1, tokens=64) > 0
    finally:
        bench.close()
        model.close()


def test_a_model_that_does_not_write_is_refused(embedding_weights: Weights) -> None:
    """An embedding model can't be measured as a generation model."""
    model = Model(embedding_weights.path)
    try:
        with pytest.raises(ModelError, match="choose a generation model"):
            Bench(model, _USUAL, longest=64)
    finally:
        model.close()
