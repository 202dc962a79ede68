import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.tuning.choosing import (
    best_attention,
    best_piece,
    drafted,
    fewest,
    thread_counts,
)
from engine.tuning.tuned import Attention, Way

_times = st.dictionaries(
    st.integers(1, 512), st.floats(0.001, 10, allow_nan=False), min_size=1, max_size=8
)


def _attention(*, flash: bool, writing: float, together: float, reading: float) -> Attention:
    return Attention(
        way=Way(cache_type="f16", flash_attention=flash),
        writing=writing,
        together=together,
        reading=reading,
    )


@pytest.mark.parametrize(
    ("most", "counts"), [(1, (1,)), (2, (2, 1)), (6, (6, 3, 1)), (8, (8, 4, 2, 1))]
)
def test_threads_are_halved_down_to_one(most: int, counts: tuple[int, ...]) -> None:
    """All threads are tried, half of them, and so on, and one alone."""
    assert thread_counts(most) == counts


def test_threads_that_gain_nothing_are_not_used() -> None:
    """What four threads do hardly slower than eight is left to four."""
    assert fewest({8: 1.0, 4: 1.04, 2: 1.9, 1: 3.8}) == 4
    assert fewest({2: 1.2, 1: 1.0}) == 1


def test_a_piece_is_no_larger_than_need_be() -> None:
    """The smallest piece is taken that is read nearly as fast as the best."""
    assert best_piece({32: 0.008, 64: 0.013, 128: 0.025, 256: 0.05}) == 64
    assert best_piece({32: 0.01, 64: 0.01, 512: 0.01}) == 512


def test_a_piece_keeps_nobody_waiting_for_long() -> None:
    """What is read faster in large pieces is read in smaller ones where these take too long."""
    assert best_piece({32: 0.07, 64: 0.12, 128: 0.22, 256: 0.4}) == 64
    assert best_piece({16: 1.8, 32: 2.5, 64: 4.95}) == 32


def test_nothing_is_guessed_where_tokens_cost_as_much_together() -> None:
    """Where two tokens take twice as long as one, guessing would only cost."""
    assert drafted({n: n * 0.01 for n in (1, 2, 5, 9, 17)}) == 0


def test_much_is_guessed_where_tokens_cost_nothing() -> None:
    """Where memory sets the speed, a step with many tokens is as fast as one with one."""
    assert drafted({1: 0.2, 2: 0.201, 5: 0.204, 9: 0.208, 17: 0.22}) == 16


@given(_times)
def test_what_is_chosen_was_tried(times: dict[int, float]) -> None:
    """Threads, pieces and numbers of guesses are among those that were timed."""
    assert fewest(times) in times
    assert best_piece(times) in times
    assert drafted(times | {1: 0.1}) in {n - 1 for n in times} | {0}


def test_the_usual_attention_stays_unless_another_is_clearly_faster() -> None:
    """What is faster by what may be noise changes nothing; what is clearly faster is taken."""
    usual = _attention(flash=True, writing=100, together=200, reading=500)
    nearly = _attention(flash=False, writing=103, together=206, reading=515)
    faster = _attention(flash=False, writing=100, together=200, reading=700)
    assert best_attention([usual, nearly]) == usual
    assert best_attention([usual, nearly, faster]) == faster
