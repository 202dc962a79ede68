"""So much may happen in any stretch of time, and no more is remembered than that needs."""

from hypothesis import given
from hypothesis import strategies as st

from bot.limits.windows import Window
from tests.bot.clock import Clock


def test_more_at_once_than_there_may_ever_be() -> None:
    """It is told to wait for the whole stretch, and those who want less needn't."""
    window = Window(most=3, seconds=60.0, now=Clock())
    assert window.wait("a", 4) == 60.0
    assert window.wait("a", 3) == 0.0


@given(st.lists(st.tuples(st.integers(1, 5), st.floats(0.0, 30.0)), max_size=40))
def test_after_the_wait_it_may(tries: list[tuple[int, float]]) -> None:
    """Who waits as long as told, and no shorter, may have what was refused."""
    clock = Clock()
    window = Window(most=5, seconds=60.0, now=clock)
    for count, pause in tries:
        clock.pass_(pause)
        wait = window.wait("a", count)
        if wait:
            clock.pass_(wait * 0.99)
            assert window.wait("a", count) > 0.0
            clock.pass_(wait * 0.01 + 1e-6)
        assert window.wait("a", count) == 0.0
        window.take("a", count)


def test_idle_keys_are_forgotten() -> None:
    """However many come by, only those of late are remembered."""
    clock = Clock()
    window = Window(most=2, seconds=60.0, now=clock)
    for key in range(10_000):
        window.wait(key)
        window.take(key)
        clock.pass_(1.0)
    assert len(window) == 60
