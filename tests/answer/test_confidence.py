from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from answer.confidence import WRONG_AT_MOST, threshold

_SHARES = st.floats(min_value=0, max_value=1)


@given(_SHARES, _SHARES)
def test_who_accepts_fewer_wrong_answers_needs_better_evidence(one: float, other: float) -> None:
    """The threshold is a probability that never rises with the share."""
    few, many = sorted((one, other))
    assert 0 <= threshold(many) <= threshold(few) <= 1


def test_the_ends_answer_nothing_and_everything() -> None:
    """Who accepts no wrong answer gets none at all, and who accepts any gets all."""
    assert threshold(0.0) == 1.0
    assert threshold(1.0) == 0.0


def test_shares_between_those_measured_are_interpolated() -> None:
    """Each step of the usual share makes a difference, a small one."""
    bars = [threshold(WRONG_AT_MOST + step / 1000) for step in range(-10, 11)]
    assert all(0 < low - high < 0.02 for low, high in pairwise(bars))
