"""Fits weights to labelled rows of numbers: which of several is right, and whether something is."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Choices = Sequence[tuple[Numbers, NDArray[np.bool_]]]

_PULL = 0.0001  # towards zero
_STEPS = 400
_RATE = 0.3
_RIDGE = 10.0  # on numbers of unit variance
_ROUNDS = 30


def fit_choice(choices: Choices) -> Numbers:
    """Return the weights under which the right rows get the most of a softmax over all rows.

    Args:
        choices: rows of marks, and which of them are right; those without a right one are skipped.
    """
    usable = [(marks, right) for marks, right in choices if right.any()]
    weights = np.ones(usable[0][0].shape[1])
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _STEPS + 1):
        gradient = 2 * _PULL * weights - np.mean(
            [_towards_right(marks, right, weights) for marks, right in usable], axis=0
        )
        # Adam (Kingma and Ba 2015), for the marks differ much in spread.
        mean = 0.9 * mean + 0.1 * gradient
        spread = 0.999 * spread + 0.001 * gradient**2
        weights = weights - _RATE * (mean / (1 - 0.9**step)) / (
            np.sqrt(spread / (1 - 0.999**step)) + 1e-8
        )
    return weights


def _towards_right(marks: Numbers, right: NDArray[np.bool_], weights: Numbers) -> Numbers:
    """Return the gradient of the log-likelihood that one of the right rows is chosen."""
    scores = marks @ weights
    chances = np.exp(scores - scores.max())
    among_right = chances * right
    difference = among_right / among_right.sum() - chances / chances.sum()
    return np.asarray(difference @ marks)


def fit_chance(signs: Numbers, true: NDArray[np.bool_]) -> tuple[float, Numbers]:
    """Return bias and weights of a ridge logistic regression, by Newton's method."""
    centre, scale = signs.mean(axis=0), signs.std(axis=0)
    scale[scale == 0] = 1.0
    rows = np.column_stack([np.ones(len(signs)), (signs - centre) / scale])
    ridge = np.diag([0.0] + [_RIDGE] * signs.shape[1])
    weights = np.zeros(rows.shape[1])
    for _ in range(_ROUNDS):
        chances = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (chances - true) + ridge @ weights
        curvature = (rows * (chances * (1 - chances))[:, np.newaxis]).T @ rows + ridge
        weights = weights - np.linalg.solve(curvature, slope)
    raw = weights[1:] / scale
    return float(weights[0] - raw @ centre), raw
