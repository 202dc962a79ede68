import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.confidence import ANSWERABLE
from evals.confidence import Case, Judged, rising, table, weights


def _judged(answerability: float, *, right: bool, case: Case = "answerable") -> Judged:
    return Judged(case=case, answerability=answerability, right=right, score=0.5)


def _questions() -> list[Judged]:
    """Return questions whose chance of being right is their answerability."""
    chances = np.linspace(0.01, 0.99, 99)
    answerable = [
        _judged(chance, right=number < chance * 20) for chance in chances for number in range(20)
    ]
    others = [_judged(chance / 2, right=False, case="misleading") for chance in chances]
    return [*answerable, *others]


def test_the_threshold_of_a_share_keeps_to_it() -> None:
    """Of what is at or above each threshold, no more than the share is wrong."""
    questions = _questions()
    weighed = list(zip(questions, weights(questions), strict=True))
    points = table(questions)
    assert points[0] == (0.0, 1.0)
    assert points[-1][1] == 0.0
    assert len(points) > 8
    assert points == sorted(points, key=lambda point: (point[0], -point[1]))
    for share, bar in points[1:-1]:
        shown = [(each, weight) for each, weight in weighed if each.answerability >= bar]
        wrong = sum(weight for each, weight in shown if not each.right)
        assert wrong / sum(weight for _, weight in shown) == pytest.approx(share, abs=0.02)


def test_answerable_questions_weigh_the_same_in_all() -> None:
    """However many there are, four fifths of the weight can be answered; the others share alike."""
    questions = [
        *(_judged(0.5, right=True) for _ in range(7)),
        *(_judged(0.5, right=False, case="misleading") for _ in range(20)),
        _judged(0.5, right=False, case="noise"),
    ]
    found = weights(questions)
    assert sum(found[:7]) == pytest.approx(ANSWERABLE)
    assert found[7:] == pytest.approx([(1 - ANSWERABLE) / 21] * 21)
    assert sum(found) == pytest.approx(1)


@given(
    st.lists(
        st.tuples(st.floats(0, 1), st.floats(0.1, 2)),
        min_size=1,
        max_size=30,
    )
)
def test_smoothed_values_never_fall(points: list[tuple[float, float]]) -> None:
    """They keep the weighted mean, and what never fell stays as it was."""
    values, heavy = (np.array(column) for column in zip(*points, strict=True))
    smooth = rising(values, heavy)
    assert np.all(np.diff(smooth) >= 0)
    assert np.average(smooth, weights=heavy) == pytest.approx(np.average(values, weights=heavy))
    assert rising(smooth, heavy) == pytest.approx(smooth)
