import io
from collections import Counter

from rich.console import Console

from evals.support import Judged, Pair, by_kind, judge, read_pairs, report, support_measures


def test_the_verifier_keeps_no_false_claim_and_most_true_ones() -> None:
    """Precision is 1 on the labelled pairs, and recall doesn't fall below what was reached."""
    precision, recall, inventions = support_measures(judge(read_pairs()))
    assert precision.value == 1.0
    assert recall.value >= 0.93
    assert inventions.value == 0


def test_the_labelled_pairs_cover_what_can_go_wrong() -> None:
    """There are enough of them, of every kind, in three languages, none twice."""
    pairs = read_pairs()
    assert len(pairs) == len({(pair.claim, pair.evidence) for pair in pairs}) >= 600
    assert {pair.language for pair in pairs} == {"en", "de", "es"}
    kinds = Counter(pair.kind for pair in pairs)
    assert len(kinds) == 18
    assert min(kinds.values()) >= 5


def test_the_report_names_what_was_lost() -> None:
    """The table of kinds and the lost claims are printed; there is nothing to complain of."""
    shown = io.StringIO()
    assert report(Console(file=shown, width=200)) == []
    assert "paraphrased" in shown.getvalue()
    assert "lost (" in shown.getvalue()


def test_measures_count_what_was_kept_and_lost() -> None:
    """Precision is over kept claims, recall over supported ones; invented numbers are counted."""

    def judged(kind: str, *, supported: bool, kept: bool) -> Judged:
        pair = Pair(language="en", kind=kind, supported=supported, evidence="e", claim="c")
        return Judged(pair=pair, kept=kept)

    verdicts = [
        judged("copied", supported=True, kept=True),
        judged("copied", supported=True, kept=False),
        judged("number", supported=False, kept=True),
        judged("negation", supported=False, kept=False),
    ]
    precision, recall, inventions = support_measures(verdicts)
    assert (precision.value, recall.value, inventions.value) == (0.5, 0.5, 1.0)
    assert by_kind(verdicts)[0] == ("copied", True, 1, 2)
