"""A run, or two side by side, as one page that a person can read: no scripts, no outside parts."""

from collections.abc import Sequence
from pathlib import Path

from bot.evaluation.comparing import Change, compared
from bot.evaluation.exhibits import MEANINGS, VERDICTS, exhibit
from bot.evaluation.figures import Figures, curve, figures, point_at, verdicts, worst
from bot.evaluation.html import foreign, percent, shown, table
from bot.evaluation.models import Run
from bot.evaluation.plots import Bar, Curve, bars_plot, coverage_plot

_STYLE = (Path(__file__).parent / "report.css").read_text(encoding="utf-8")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_FIGURES = (
    "ended as expected",
    "answered",
    "answers that are right",
    "median time to the first words",
    "median time in all",
    "median prompt tokens",
    "declines below",
)
_HEADS = ("answered", "rightly", "as expected")
_THRESHOLDS = tuple(tenth / 10 for tenth in range(1, 10))


def report(runs: Sequence[Run], *, title: str, made: str) -> str:
    """Return the page.

    Args:
        runs: one, or two of the same questions to be compared.
        title: what was asked, such as the name of a corpus.
        made: when.
    """
    last = runs[-1]
    parts = (
        f"<h1>{shown(title)}</h1><p class=made>{shown(made)}</p>",
        _summary(runs),
        _coverage(runs),
        _failures(runs),
        _changes(runs),
        _worst(last),
        _all(last),
        _gone(last),
    )
    return (
        "<!doctype html><html lang=en><meta charset=utf-8>"
        "<meta name=viewport content='width=device-width, initial-scale=1'>"
        f'<meta http-equiv=Content-Security-Policy content="{_POLICY}">'
        f"<title>{shown(title)}</title><style>{_STYLE}</style>"
        f"<body><main>{''.join(parts)}</main>"
    )


def _summary(runs: Sequence[Run]) -> str:
    cells = [_cells(figures(run), run.threshold) for run in runs]
    rows = [(name, *(cell[row] for cell in cells)) for row, name in enumerate(_FIGURES)]
    return table(["", *(_named(number, run) for number, run in enumerate(runs))], rows)


def _cells(of: Figures, threshold: float) -> tuple[str, ...]:
    return (
        _of(of.right, of.questions),
        _of(of.answered, of.questions),
        _of(of.right_answers, of.answered),
        f"{of.first_seconds:.2f} s",
        f"{of.total_seconds:.2f} s",
        f"{of.prompt_tokens:.0f}",
        f"{threshold:.2f}",
    )


def _of(part: int, whole: int) -> str:
    return f"{part} of {whole}" + (f" <small>{percent(part / whole)}</small>" if whole else "")


def _named(number: int, run: Run) -> str:
    return f"<span class='key run{number}'></span>{foreign(run.name)}"


def _changes(runs: Sequence[Run]) -> str:
    if len(runs) < 2:
        return ""
    found = compared(runs[0], runs[-1])
    return (
        "<h2>What changed</h2>"
        + _changed(f"Better: {len(found.better)}", found.better)
        + _changed(f"Worse: {len(found.worse)}", found.worse)
        + f"<p>The same in both: {found.same}</p>"
    )


def _changed(heading: str, changes: Sequence[Change]) -> str:
    rows = "".join(
        f"<div class=pair>{exhibit(change.before)}{exhibit(change.after)}</div>"
        for change in changes
    )
    return f"<h3>{heading}</h3>{rows}"


def _coverage(runs: Sequence[Run]) -> str:
    curves = [
        Curve(
            name=run.name,
            points=curve(run.results),
            current=point_at(run.results, run.threshold),
        )
        for run in runs
    ]
    rows = [
        (
            f"{threshold:.1f}",
            *(cell for run in runs for cell in _thresholded(run, threshold)),
        )
        for threshold in _THRESHOLDS
    ]
    keys = [f"<span class='key run{number}'></span>" for number in range(len(runs))]
    heads = [f"{key}{head}" for key in keys for head in _HEADS] if len(runs) > 1 else _HEADS
    headers = ["declining below", *heads]
    return (
        "<h2>Accuracy against coverage</h2><p>How many of the answers are right as the threshold "
        "moves: from left to right it falls, and more is answered. The dot is the threshold that "
        f"is set.</p><figure>{coverage_plot(curves)}{_keys(runs)}</figure>{table(headers, rows)}"
    )


def _thresholded(run: Run, threshold: float) -> tuple[str, str, str]:
    point = point_at(run.results, threshold)
    accuracy = percent(point.accuracy) if point.coverage else "–"
    return percent(point.coverage), accuracy, percent(point.right)


def _failures(runs: Sequence[Run]) -> str:
    counted = [verdicts(run) for run in runs]
    bars = [
        Bar(
            label=VERDICTS[verdict],
            note=meaning,
            counts=tuple(counts[verdict] for counts in counted),
        )
        for verdict, meaning in MEANINGS.items()
    ]
    plot = bars_plot(bars, "Where failures fall")
    return f"<h2>Where failures fall</h2><figure>{plot}{_keys(runs)}</figure>"


def _keys(runs: Sequence[Run]) -> str:
    if len(runs) < 2:
        return ""
    keys = "".join(f"<li>{_named(number, run)}</li>" for number, run in enumerate(runs))
    return f"<ul class=keys>{keys}</ul>"


def _worst(run: Run) -> str:
    failures = worst(run.results)
    if not failures:
        return "<h2>The worst</h2><p>Every question ended as expected.</p>"
    heading = f"The worst {len(failures)}" if len(failures) > 1 else "The worst"
    return f"<h2>{heading}</h2>{''.join(map(exhibit, failures))}"


def _all(run: Run) -> str:
    rows = [
        (
            foreign(result.question.question),
            VERDICTS[result.verdict],
            f"{result.outcome.answerability:.2f}",
        )
        for result in run.results
    ]
    listed = table(["question", "verdict", "answerability"], rows)
    return (
        f"<h2>All questions</h2><details><summary>{len(rows)} questions</summary>{listed}</details>"
    )


def _gone(run: Run) -> str:
    if not run.gone:
        return ""
    rows = "".join(f"<li>{foreign(question.question)}</li>" for question in run.gone)
    return f"<h2>Not asked</h2><p>Their article isn't here any more.</p><ul>{rows}</ul>"
