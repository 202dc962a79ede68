"""How runs and kept questions look in the terminal; pure, from values to renderables."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.evaluation.comparing import Change, compared
from bot.evaluation.exhibits import VERDICTS
from bot.evaluation.figures import Figures, figures, verdicts, worst
from bot.evaluation.models import EvalQuestion, Result, Run

_FAILURES = 10


def runs_view(runs: Sequence[Run]) -> RenderableType:
    """Return the figures of a run and its worst failures, or two runs and what changed."""
    last = runs[-1]
    if len(runs) > 1:
        found = compared(runs[0], last)
        below = [*_changes("Better", found.better), *_changes("Worse", found.worse)]
    else:
        below = [_failure(result) for result in worst(last.results, _FAILURES)]
    gone = [Text(f"Not asked, its article is gone: {each.question}") for each in last.gone]
    return Group(_table(runs), Text(), *below, *gone)


def questions_view(questions: Sequence[EvalQuestion]) -> RenderableType:
    """Return a table of questions with what is expected of them."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("id", no_wrap=True)
    table.add_column("question", overflow="fold")
    table.add_column("expected", overflow="fold")
    for each in questions:
        table.add_row(each.id, Text(each.question), Text(_expected(each)))
    return table


def _table(runs: Sequence[Run]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("")
    for run in runs:
        table.add_column(Text(run.name), justify="right")
    cells = [_cells(figures(run)) for run in runs]
    for name in cells[0]:
        table.add_row(name, *(cell[name] for cell in cells))
    counted = [verdicts(run) for run in runs]
    for verdict, told in VERDICTS.items():
        if verdict != "right":
            table.add_row(told.lower(), *(str(counts[verdict]) for counts in counted))
    return table


def _cells(of: Figures) -> dict[str, str]:
    return {
        "as expected": f"{of.right} of {of.questions}",
        "answered": str(of.answered),
        "answers that are right": str(of.right_answers),
        "median seconds": f"{of.total_seconds:.2f}",
        "median prompt tokens": f"{of.prompt_tokens:.0f}",
    }


def _changes(name: str, changes: Sequence[Change]) -> list[Text]:
    heading = Text(f"{name}: {len(changes)}", style="bold")
    return [
        heading,
        *(
            Text(
                f"  {change.after.question.question} "
                f"({VERDICTS[change.before.verdict].lower()} → "
                f"{VERDICTS[change.after.verdict].lower()})"
            )
            for change in changes
        ),
    ]


def _failure(result: Result) -> Text:
    return Text.assemble(
        (f"{VERDICTS[result.verdict]}: ", "red"),
        result.question.question,
        (f"  ({result.outcome.answerability:.2f})", "dim"),
    )


def _expected(question: EvalQuestion) -> str:
    if question.expected == "abstention":
        return "to be declined"
    if question.answers:
        return "; ".join(question.answers)
    if question.quotes:
        return f"“{question.quotes[0]}”"
    return "another answer" if question.rejected else "an answer"
