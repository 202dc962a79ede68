"""Judges the verifier by claims of which it is known whether a sentence supports them.

`python -m evals support` prints precision and recall, each kind of claim and every mistake. The
claims were written for this: true ones that are copied, shortened, inflected, paraphrased or in the
other voice, and false ones that differ from the truth in one thing.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from answer.verification import word_support
from evals.measures import Measure

_PAIRS = Path(__file__).with_name("support.jsonl")
_INVENTING = frozenset({"number", "unit", "date", "name"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A claim and a text that it may rest on.

    Attributes:
        language: ISO 639-1 code of both.
        kind: how the claim was made from the text.
        supported: whether the text says what the claim says.
    """

    language: str
    kind: str
    supported: bool
    evidence: str
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A pair, and whether the verifier kept its claim."""

    pair: Pair
    kept: bool

    @property
    def right(self) -> bool:
        """Whether it was judged as it is labelled."""
        return self.kept == self.pair.supported


def read_pairs(path: Path = _PAIRS) -> tuple[Pair, ...]:
    """Return the labelled pairs."""
    with path.open(encoding="utf-8") as lines:
        return tuple(Pair(**json.loads(line)) for line in lines)


def judge(pairs: Sequence[Pair]) -> tuple[Judged, ...]:
    """Return what the verifier makes of the pairs."""
    return tuple(
        Judged(
            pair=pair,
            kept=word_support(pair.claim, pair.evidence, language=pair.language) >= 1.0,
        )
        for pair in pairs
    )


def support_measures(judged: Sequence[Judged] | None = None) -> list[Measure]:
    """Return how good the verifier is; without judgements the labelled pairs are judged first."""
    judged = judge(read_pairs()) if judged is None else judged
    kept = [each for each in judged if each.kept]
    supported = [each for each in judged if each.pair.supported]
    invented = [each for each in judged if each.pair.kind in _INVENTING]
    return [
        _share("support_precision", "kept claims that are supported", kept),
        _share("support_recall", "supported claims that are kept", supported),
        Measure(
            key="support_inventions",
            label="kept claims with a wrong number, unit, date or name",
            value=float(sum(each.kept for each in invented)),
            over=len(invented),
            falling=True,
            digits=0,
        ),
    ]


def _share(key: str, label: str, judged: Sequence[Judged]) -> Measure:
    right = sum(each.right for each in judged)
    return Measure(key=key, label=label, value=right / max(len(judged), 1), over=len(judged))


def by_kind(judged: Sequence[Judged]) -> list[tuple[str, bool, int, int]]:
    """Return of each kind whether it is supported, how many were judged right, and of how many."""
    kinds = dict.fromkeys(
        each.pair.kind for each in sorted(judged, key=lambda each: not each.pair.supported)
    )
    return [_row(kind, [each for each in judged if each.pair.kind == kind]) for kind in kinds]


def _row(kind: str, judged: Sequence[Judged]) -> tuple[str, bool, int, int]:
    return kind, judged[0].pair.supported, sum(each.right for each in judged), len(judged)


def report(console: Console) -> list[str]:
    """Print measures, kinds and mistakes; return a sentence for each false claim that was kept."""
    judged = judge(read_pairs())
    table = Table("kind", "label", "right", "of")
    for kind, supported, right, of in by_kind(judged):
        table.add_row(kind, "supported" if supported else "not supported", str(right), str(of))
    console.print(table)
    for measure in support_measures(judged):
        console.print(f"{measure.label}: {measure.value:.{measure.digits}f} (of {measure.over})")
    for each in (each for each in judged if not each.kept and not each.right):
        console.print(f"\nlost ({each.pair.kind}): {each.pair.claim}", markup=False)
        console.print(f"  {each.pair.evidence}", markup=False)
    return [
        f"The verifier kept a false claim ({each.pair.kind}): {each.pair.claim}"
        for each in judged
        if each.kept and not each.right
    ]
