"""Runs as JSON: what `footnote eval --json` prints, a contract for programs."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from answer.models import Answer
from bot.evaluation.comparing import compared
from bot.evaluation.figures import figures, verdicts
from bot.evaluation.models import Result, Run


def runs_json(runs: Sequence[Run]) -> dict[str, Any]:
    """Return the object for one run, or for two of the same questions."""
    whole: dict[str, Any] = {"runs": [_run_json(run) for run in runs]}
    if len(runs) > 1:
        found = compared(runs[0], runs[-1])
        whole["better"] = [change.after.question.id for change in found.better]
        whole["worse"] = [change.after.question.id for change in found.worse]
    return whole


def _run_json(run: Run) -> dict[str, Any]:
    return {
        "name": run.name,
        "threshold": run.threshold,
        **asdict(figures(run)),
        "verdicts": verdicts(run),
        "not_asked": [question.id for question in run.gone],
        "results": [_result_json(result) for result in run.results],
    }


def _result_json(result: Result) -> dict[str, Any]:
    outcome = result.outcome
    answered = isinstance(outcome, Answer)
    return {
        "id": result.question.id,
        "question": result.question.question,
        "expected": result.question.expected,
        "verdict": result.verdict,
        "answerability": round(outcome.answerability, 4),
        "abstained": not answered,
        "answer": outcome.text if isinstance(outcome, Answer) else outcome.reason,
        "quotes": [c.quote for c in outcome.citations] if isinstance(outcome, Answer) else [],
        "right_if_answered": result.if_answered,
        "seconds": round(outcome.seconds.total, 4),
    }
