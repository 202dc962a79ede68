"""Two runs of the same questions side by side; all pure."""

from dataclasses import dataclass

from bot.evaluation.models import Result, Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What came of a question before and after."""

    before: Result
    after: Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What another configuration changes.

    Attributes:
        better: questions that only the later run got right.
        worse: questions that only the earlier run got right.
        same: how many both got right, or both wrong.
    """

    better: tuple[Change, ...]
    worse: tuple[Change, ...]
    same: int


def compared(before: Run, after: Run) -> Comparison:
    """Return what changed between two runs, in the order of the earlier; each needs both."""
    later = {result.question.id: result for result in after.results}
    changes = [
        Change(before=result, after=later[result.question.id])
        for result in before.results
        if result.question.id in later
    ]
    better = tuple(each for each in changes if each.after.right and not each.before.right)
    worse = tuple(each for each in changes if each.before.right and not each.after.right)
    return Comparison(better=better, worse=worse, same=len(changes) - len(better) - len(worse))
