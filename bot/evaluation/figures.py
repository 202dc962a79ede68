"""The figures of a run; all pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import get_args

from answer.models import Answer
from bot.evaluation.models import Result, Run, Verdict

_WORST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A run in figures.

    Attributes:
        right: questions that ended as expected.
        answered: questions that were answered, rightly or not.
        right_answers: those of them that were right.
        first_seconds: the median time until evidence could be shown.
        prompt_tokens: the median of the prompts that the model was given.
    """

    questions: int
    right: int
    answered: int
    right_answers: int
    first_seconds: float
    total_seconds: float
    prompt_tokens: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What a threshold would bring.

    Attributes:
        threshold: an answer is declined below this answerability.
        coverage: the share of all questions that are answered then.
        accuracy: the share of the answered ones that are answered rightly.
        right: the share of all questions that end as expected.
    """

    threshold: float
    coverage: float
    accuracy: float
    right: float


def figures(run: Run) -> Figures:
    """Return the figures of a run; times and tokens are 0 where there are none."""
    outcomes = [result.outcome for result in run.results]
    answered = [result for result in run.results if result.answered]
    prompts = [
        outcome.prompt_tokens
        for outcome in outcomes
        if isinstance(outcome, Answer) and outcome.prompt_tokens
    ]
    return Figures(
        questions=len(run.results),
        right=sum(result.right for result in run.results),
        answered=len(answered),
        right_answers=sum(result.right for result in answered),
        first_seconds=_median([outcome.seconds.first_token for outcome in outcomes]),
        total_seconds=_median([outcome.seconds.total for outcome in outcomes]),
        prompt_tokens=_median(prompts),
    )


def curve(results: Sequence[Result]) -> tuple[Point, ...]:
    """Return what each threshold that makes a difference would bring, the highest first.

    Accuracy against coverage is how selective answering is judged: El-Yaniv and Wiener, "On the
    foundations of noise-free selective classification", JMLR 11 (2010).
    """
    willing = [result for result in results if result.if_answered is not None]
    thresholds = sorted({result.outcome.answerability for result in willing}, reverse=True)
    return tuple(point_at(results, threshold) for threshold in thresholds)


def point_at(results: Sequence[Result], threshold: float) -> Point:
    """Return what a threshold would bring; nothing answered counts as accurate."""
    answered = [
        result
        for result in results
        if result.if_answered is not None and result.outcome.answerability >= threshold
    ]
    right = sum(bool(result.if_answered) for result in answered)
    to_decline = sum(result.question.expected == "abstention" for result in results)
    declined = to_decline - sum(result.question.expected == "abstention" for result in answered)
    return Point(
        threshold=threshold,
        coverage=len(answered) / len(results) if results else 0.0,
        accuracy=right / len(answered) if answered else 1.0,
        right=(right + declined) / len(results) if results else 0.0,
    )


def verdicts(run: Run) -> dict[Verdict, int]:
    """Return how many questions ended with each verdict, 0 included."""
    counted = Counter(result.verdict for result in run.results)
    return {verdict: counted[verdict] for verdict in get_args(Verdict)}


def worst(results: Sequence[Result], most: int = _WORST) -> list[Result]:
    """Return the worst failures.

    First comes what was answered wrongly with the greatest certainty, last what was declined
    wrongly with the least.
    """
    failures = [result for result in results if not result.right]
    return sorted(failures, key=_badness, reverse=True)[:most]


def _badness(result: Result) -> float:
    certainty = result.outcome.answerability
    return 1 + certainty if result.answered else 1 - certainty


def _median(values: Sequence[float]) -> float:
    return median(values) if values else 0.0
