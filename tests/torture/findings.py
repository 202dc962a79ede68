"""What a part of the torture found, and what every part looks like."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

Tell = Callable[[str], None]
"""Shows a line to who waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the table: what was tried, how often, and what was lost.

    Attributes:
        part: the name of the part that tried it.
        tried: what was done to Footnote, in a few words.
        times: how often.
        lost: in how many of these something was lost, wrong, or said unclearly.
        detail: what is worth knowing besides; of what was lost, the first that was.
    """

    part: str
    tried: str
    times: int
    lost: int
    detail: str = ""


class Part(Protocol):
    """A part: the function `run` of a module `tests.torture.NAME`."""

    async def __call__(self, *, seconds: float, seed: int, tell: Tell) -> list[Finding]:
        """Return what was found.

        Args:
            seconds: about how long it may take; what doesn't fit is left out evenly.
            seed: the same one tries the same.
            tell: shows how far it is.
        """
        ...


def lost(findings: Iterable[Finding]) -> int:
    """Return in how many tries something was lost."""
    return sum(finding.lost for finding in findings)
