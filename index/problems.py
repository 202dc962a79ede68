"""What went wrong while nobody was looking, kept until somebody asks."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from index.errors import FailedIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An error of the index as it can be kept: its sentence, its name, what is filled into it."""

    sentence: str
    key: str | None = None
    values: Mapping[str, str | float] = field(default_factory=dict)

    @classmethod
    def of(cls, error: FailedIndex) -> Self:
        """Return what is kept of an error."""
        return cls(sentence=str(error), key=error.key, values=dict(error.values))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return the problem that `to_json` wrote."""
        return cls(**json.loads(text))

    def to_json(self) -> str:
        """Return the problem as text that `from_json` reads."""
        kept = {"sentence": self.sentence, "key": self.key, "values": dict(self.values)}
        return json.dumps(kept, ensure_ascii=True)

    @property
    def error(self) -> FailedIndex:
        """The error again, for faces that say errors in several languages."""
        return FailedIndex(self.sentence, key=self.key, **self.values)

    def __str__(self) -> str:
        """Return the sentence."""
        return self.sentence


def problem_of(text: str | None) -> Problem | None:
    """Return the problem that was kept as `text`, if there was one."""
    return None if text is None else Problem.from_json(text)


def problem_text(problem: Problem | None) -> str | None:
    """Return a problem as the text it is kept as, None for none."""
    return None if problem is None else problem.to_json()
