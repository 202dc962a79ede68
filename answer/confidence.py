"""From the share of wrong answers that a host accepts to the probability that evidence needs.

`_TABLE` was measured by `python -m evals.confidence`, on questions of which `ANSWERABLE` can be
answered; the others were written to mislead, are answered by other articles only, or are asked of
news snippets beside the point. A wrong answer is one to a question that can't be answered, or one
whose quotes lack what answers it.
"""

from itertools import pairwise

WRONG_AT_MOST = 0.17
"""What is accepted unless a host sets it."""

ANSWERABLE = 0.8
"""The share of the labelled questions that can be answered, after weighing."""

# Shares of wrong answers among those shown, and the least probability that keeps to each.
_TABLE = (
    (0.0, 1.0),
    (0.02, 0.884),
    (0.03, 0.873),
    (0.04, 0.846),
    (0.05, 0.779),
    (0.06, 0.74),
    (0.08, 0.678),
    (0.1, 0.61),
    (0.12, 0.554),
    (0.15, 0.394),
    (0.2, 0.215),
    (0.25, 0.07),
    (0.294, 0.0),
)


def threshold(wrong_at_most: float) -> float:
    """Return the probability of answering from which on evidence is good enough.

    Args:
        wrong_at_most: share, 0 to 1, of the answers shown that may be wrong. 0 answers nothing,
            and from the last share of the table on everything is answered.
    """
    for (low, high_bar), (high, low_bar) in pairwise(_TABLE):
        if wrong_at_most <= high:
            return high_bar - (high_bar - low_bar) * (wrong_at_most - low) / (high - low)
    return _TABLE[-1][1]
