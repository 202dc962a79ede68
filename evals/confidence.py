"""Measures the table of answer/confidence.py: what share of answers is wrong above each threshold.

`python -m evals.confidence FOLDER` looks for evidence for the labelled questions in FOLDER, for
some of them once more without their own article, and prints the table, to be carried over by hand.
It has to be measured anew whenever answerability changes.
"""

import argparse
import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from rich.console import Console

from answer.abstaining import MENTIONED, judged
from answer.confidence import ANSWERABLE, WRONG_AT_MOST, threshold
from bot.answers import Index
from bot.assembly import Assembly
from bot.settings import load_settings
from bot.terminal.terminal import Terminal
from evals.asking import add_all, opened_store
from evals.fitting import Numbers
from evals.labelled import LabelledQuestion, LabelledSet, read_squad
from evals.news import DISAGREEMENT, ONLY_NOISE, read_news
from evals.searching import retrieved_for
from index.models import RetrievedPassage

Case = Literal["answerable", "misleading", "elsewhere", "noise"]

_EACH_ELSEWHERE = 2  # of so many answerable questions one is asked again without its article
_SHARES = (0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A labelled question and what its evidence is worth.

    Attributes:
        case: whether it can be answered, and what it is an example of if not: a question that looks
            answerable, one that only other articles answer, one among noise.
        right: whether the evidence answers it, as now and then noise does.
        score: of the best passage.
    """

    case: Case
    answerability: float
    right: bool
    score: float


async def judge_all(folder: Path, assembly: Assembly, terminal: Terminal) -> list[Judged]:
    """Return what the evidence for each labelled question is worth."""
    wikipedia = read_squad(folder)
    news = [each for each in read_news(folder) if each.questions[0].label != DISAGREEMENT]
    for labelled in (wikipedia, *news):
        await add_all(labelled, assembly, terminal)
    index = await assembly.index()
    return [
        judgement
        for labelled in (wikipedia, *news)
        async for judgement in _judgements(labelled, index)
    ]


async def _judgements(labelled: LabelledSet, index: Index) -> AsyncIterator[Judged]:
    for number, question in enumerate(labelled.questions):
        retrieved = await retrieved_for(question.question, labelled.corpus, index)
        yield await _judged(question, _case(question), retrieved, index)
        if question.answerable and question.article and not number % _EACH_ELSEWHERE:
            others = await retrieved_for(
                question.question, labelled.corpus, index, without=question
            )
            yield await _judged(question, "elsewhere", others, index)


async def _judged(
    question: LabelledQuestion, case: Case, retrieved: Sequence[RetrievedPassage], index: Index
) -> Judged:
    found = await index.finder.find(question.question, retrieved)
    quoted = " ".join(each.text for each in found.evidence)
    return Judged(
        case=case,
        answerability=judged(question.question, found).answerability,
        right=case in {"answerable", "noise"} and question.answered_by(quoted),
        score=max((each.score for each in retrieved), default=0.0),
    )


def _case(question: LabelledQuestion) -> Case:
    if question.answerable:
        return "answerable"
    return "noise" if question.label == ONLY_NOISE else "misleading"


def weights(questions: Sequence[Judged]) -> list[float]:
    """Return how much each question counts, so that the answerable ones make up `ANSWERABLE`.

    Args:
        questions: labelled questions, of which some can be answered and some can't.
    """
    answerable = sum(each.case == "answerable" for each in questions)
    others = len(questions) - answerable
    return [
        ANSWERABLE / answerable if each.case == "answerable" else (1 - ANSWERABLE) / others
        for each in questions
    ]


def table(questions: Sequence[Judged]) -> list[tuple[float, float]]:
    """Return shares of wrong answers, rising, each with the least threshold that keeps to it.

    The chance of being right is smoothed, so that it only rises with answerability, and the share
    of wrong answers only falls with the threshold.

    Args:
        questions: labelled questions; at least one.
    """
    order = np.argsort([each.answerability for each in questions], kind="stable")
    bars = np.array([each.answerability for each in questions])[order]
    weighed = np.array(weights(questions))[order]
    right = rising(np.array([float(each.right) for each in questions])[order], weighed)
    # For each threshold: the weighted share of wrong answers among what is at or above it.
    shown = np.cumsum(weighed[::-1])[::-1]
    wrong = np.cumsum((weighed * (1 - right))[::-1])[::-1] / shown
    between = [
        (share, round(float(bars[np.argmax(wrong <= share)]), 3))
        for share in _SHARES
        if wrong[-1] <= share < wrong[0]
    ]
    return [(0.0, 1.0), *between, (round(float(wrong[0]), 3), 0.0)]


def rising(values: Numbers, weights: Numbers) -> Numbers:
    """Return the values that come closest to `values` and never fall, by weighted squares.

    Pool adjacent violators (Ayer et al. 1955).

    Args:
        values: in their order.
        weights: how much each counts; positive.
    """
    pools: list[tuple[float, float, int]] = []  # mean, weight, how many values
    for value, weight in zip(values, weights, strict=True):
        mean, heavy, many = float(value), float(weight), 1
        while pools and pools[-1][0] >= mean:
            before, its_weight, its_many = pools.pop()
            mean = (before * its_weight + mean * heavy) / (its_weight + heavy)
            heavy, many = heavy + its_weight, many + its_many
        pools.append((mean, heavy, many))
    return np.repeat([mean for mean, _, _ in pools], [many for _, _, many in pools])


def report(questions: Sequence[Judged], console: Console) -> None:
    """Print the table as it stands in answer/confidence.py, and what the present one reaches."""
    console.print("_TABLE = (")
    for share, bar in table(questions):
        console.print(f"    ({share}, {bar}),")
    console.print(")")
    bar = threshold(WRONG_AT_MOST)
    console.print(f"present threshold for at most {WRONG_AT_MOST} wrong: {bar:.3f}")
    for case in ("answerable", "misleading", "elsewhere", "noise"):
        of_case = [each for each in questions if each.case == case]
        abstains = _share(each.answerability < bar for each in of_case)
        mentioned = _share(each.score >= MENTIONED for each in of_case)
        console.print(f"{case}: {len(of_case)}, abstains {abstains}, mentioned {mentioned}")
    pairs = list(zip(questions, weights(questions), strict=True))
    shown = sum(weight for each, weight in pairs if each.answerability >= bar)
    wrong = sum(weight for each, weight in pairs if each.answerability >= bar and not each.right)
    console.print(f"wrong of what is shown: {wrong / shown:.3f}")


def _share(hits: Iterable[bool]) -> str:
    return f"{np.mean(list(hits)):.3f}"


async def _measure(folder: Path, terminal: Terminal) -> list[Judged]:
    async with opened_store(load_settings(), terminal) as assembly:
        return await judge_all(folder, assembly, terminal)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m evals.confidence", description=__doc__)
    parser.add_argument("folder", type=Path)
    console = Console(highlight=False)
    terminal = Terminal(console, notices=Console(stderr=True))
    report(asyncio.run(_measure(parser.parse_args().folder, terminal)), console)


if __name__ == "__main__":
    main()
