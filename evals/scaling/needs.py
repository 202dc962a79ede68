"""What larger ones need, reckoned from what was measured: straight lines through figures by size.

Memory and disk grow with passages and with corpora, in lines as far as was measured. Beyond, they
are what the lines say.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from evals.scaling.measuring import AtSize


@dataclass(frozen=True, slots=True, kw_only=True)
class Plane:
    """A figure as a sum of parts.

    Attributes:
        base: what there is in any case.
        passage: what a passage adds.
        corpus: what a corpus adds.
    """

    base: float
    passage: float
    corpus: float

    def at(self, *, passages: float, corpora: float) -> float:
        """Return the figure at a size."""
        return self.base + self.passage * passages + self.corpus * corpora


def fitted(sizes: Sequence[AtSize], figure: Callable[[AtSize], float]) -> Plane:
    """Return the plane that is nearest to a figure at some sizes (least squares); none falls."""
    rows = np.array([[1.0, each.passages, each.corpora] for each in sizes])
    values = np.array([figure(each) for each in sizes])
    scale = rows.max(axis=0)
    found, *_ = np.linalg.lstsq(rows / scale, values, rcond=None)
    base, passage, corpus = (max(float(each), 0.0) for each in found / scale)
    return Plane(base=base, passage=passage, corpus=corpus)
