"""Fitting weights to labelled rows."""

import numpy as np

from evals.fitting import fit_chance, fit_choice


def test_choice_favours_what_marks_right_rows() -> None:
    """The mark that right rows have more of gets the greater weight."""
    marks = np.array([[1.0, 0.2], [0.1, 0.9], [0.2, 0.5]])
    right = np.array([True, False, False])

    weights = fit_choice([(marks, right), (marks[::-1], right[::-1]), (marks, ~right & right)])

    assert weights[0] > weights[1]
    assert np.argmax(marks @ weights) == 0


def test_chance_recovers_the_odds() -> None:
    """The fitted odds have the direction and roughly the size of those the labels came from."""
    random = np.random.default_rng(7)
    signs = random.normal(size=(4000, 2))
    true = random.random(4000) < 1 / (1 + np.exp(-(0.5 + 2.0 * signs[:, 0])))

    bias, slopes = fit_chance(signs, true)

    assert abs(bias - 0.5) < 0.2
    assert abs(slopes[0] - 2.0) < 0.3
    assert abs(slopes[1]) < 0.2


def test_constant_sign_gets_no_weight() -> None:
    """A sign that is always the same says nothing."""
    signs = np.column_stack([np.linspace(-1, 1, 50), np.ones(50)])

    _, slopes = fit_chance(signs, signs[:, 0] > 0)

    assert slopes[1] == 0
