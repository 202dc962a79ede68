"""What has become of the things that were to be imported."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

Outcome = Literal["added", "known", "updated", "followed", "repeated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Something that couldn't be imported.

    Attributes:
        name: its link, path or title.
        reason: what failures of the same kind have in common.
        sentence: why, for the person who wanted it.
    """

    name: str
    reason: str
    sentence: str


class Watch(Protocol):
    """Is told what becomes of things, as it happens."""

    def changed(self, tally: "Tally") -> None:
        """Something is through, or there is more to do than was known."""
        ...

    def failed(self, failure: Failure, line: Mapping[str, str] | None) -> None:
        """Something failed; `line` of an import file would try it again, None if nothing would."""
        ...


class Tally:
    """Counts while an import goes on."""

    def __init__(self, watch: Watch) -> None:
        """Start at nothing, and tell `watch` of every change."""
        self.counts: Counter[Outcome] = Counter()
        self.skipped: Counter[str] = Counter()
        self.failures: list[Failure] = []
        self.total = 0
        self._watch = watch

    @property
    def done(self) -> int:
        """How many things are through, one way or the other."""
        return self.counts.total() + len(self.failures)

    @property
    def told(self) -> str:
        """The counts as a person reads them: "12 added, 3 failed"."""
        counts = [(outcome, self.counts[outcome]) for outcome in self.counts]
        parts = [f"{count} {outcome}" for outcome, count in counts if count]
        if self.failures:
            parts.append(f"{len(self.failures)} failed")
        if self.skipped:
            parts.append(f"{self.skipped.total()} passed over")
        return ", ".join(parts) or "nothing yet"

    def expect(self) -> None:
        """There is one thing more to do."""
        self.total += 1
        self._watch.changed(self)

    def count(self, outcome: Outcome) -> None:
        """One thing that was expected is through."""
        self.counts[outcome] += 1
        self._watch.changed(self)

    def skip(self, kind: str) -> None:
        """Something was there that isn't imported, and needn't be."""
        self.skipped[kind] += 1

    def fail(self, failure: Failure, line: Mapping[str, str] | None = None) -> None:
        """One thing that was expected has failed; `line` would try it again."""
        self.failures.append(failure)
        self._watch.failed(failure, line)
        self._watch.changed(self)
