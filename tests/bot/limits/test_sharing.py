"""Who fills a line leaves places in it to others."""

from hypothesis import given
from hypothesis import strategies as st

from bot.limits.sharing import may_wait


@given(length=st.integers(20, 2_000), greedy=st.integers(1, 6))
def test_whoever_comes_after_the_greedy_finds_a_place(length: int, greedy: int) -> None:
    """Some fill the line as far as they may; one who has nothing in it still gets in."""
    waiting = [0] * greedy
    moved = True
    while moved:
        moved = False
        for one, own in enumerate(waiting):
            if may_wait(own=own, waiting=sum(waiting), length=length):
                waiting[one] += 1
                moved = True
    assert sum(waiting) < length
    assert may_wait(own=0, waiting=sum(waiting), length=length)
    assert max(waiting) - min(waiting) <= 1


def test_one_alone_has_most_of_the_line() -> None:
    """Where nobody else asks, two thirds of it can be used."""
    own = 0
    while may_wait(own=own, waiting=own, length=60):
        own += 1
    assert own == 40
