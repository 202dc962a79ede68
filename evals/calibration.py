"""Fits the weights of answer/candidates.py and answer/answerability.py to labelled questions.

`python -m evals.calibration FOLDER` adds the articles of FOLDER to a store of their own, with the
models of the settings, looks for evidence for each question, and prints

1. the weights of a sentence's marks: a softmax over a question's sentences, fitted to those which
   hold an acceptable answer and, where one is marked, stand in the gold paragraph;
2. the weights of the signs: a logistic regression for evidence from whole passages and one for
   snippets, fitted to whether a question is answerable, to which every third answerable one about
   Wikipedia is added once more without its own article;
3. what the current weights and, with whole articles held out, new ones reach, by kind of data.

There are weights with a reranker and without one: `RERANKER_MODEL=off` fits the latter. Nothing is
written; weights are carried over by hand, once they have proved better.
"""

import argparse
import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console

from answer.candidates import weight_names
from bot.settings import load_settings
from bot.terminal.terminal import Terminal
from evals.asking import opened_store
from evals.conversations import KIND as CONVERSATIONS
from evals.examples import Example, collect
from evals.fitting import Numbers, fit_chance, fit_choice

_ABSTAINED = (0.08, 0.10, 0.12, 0.15)


def held_out(examples: Sequence[Example]) -> tuple[Numbers, Numbers]:
    """Return what weights fitted without each question's article say about the question.

    Returns:
        For each question whether the best sentence is right, and the probability that it is
        answerable.
    """
    firsts = np.zeros(len(examples))
    probabilities = np.zeros(len(examples))
    for inside, outside in _folds(examples):
        train = [examples[index] for index in outside]
        weights = fit_choice(_choices(train))
        chances = _chances(train)
        for index in inside:
            each = examples[index]
            bias, slopes = chances[tuple(each.signs)]
            odds = bias + np.array(list(each.signs.values())) @ slopes
            probabilities[index] = 1 / (1 + np.exp(-odds))
            firsts[index] = each.right[int(np.argmax(each.marks @ weights))]
    return firsts, probabilities


def _folds(examples: Sequence[Example]) -> Iterator[tuple[list[int], list[int]]]:
    for article in sorted({each.group for each in examples}):
        inside = [i for i, each in enumerate(examples) if each.group == article]
        yield inside, sorted(set(range(len(examples))) - set(inside))


def _choices(examples: Sequence[Example]) -> list[tuple[Numbers, NDArray[np.bool_]]]:
    return [(each.marks, each.right) for each in examples]


def _chances(examples: Sequence[Example]) -> dict[tuple[str, ...], tuple[float, Numbers]]:
    """Return bias and slopes for each set of signs, by the names of its signs.

    Conversations are only judged by them: fitted to them as well, names that the question has from
    the turns before count for nothing, which costs more elsewhere than it brings there.
    """
    fitted = {}
    for names in {tuple(each.signs) for each in examples}:
        alike = [each for each in examples if tuple(each.signs) == names]
        fits = [each for each in alike if each.kind != CONVERSATIONS] or alike
        fitted[names] = fit_chance(
            np.array([list(each.signs.values()) for each in fits]),
            np.array([each.answerable for each in fits]),
        )
    return fitted


def report(examples: Sequence[Example], console: Console) -> None:
    """Print fitted weights and what they reach."""
    marks = fit_choice(_choices(examples))
    firsts, probabilities = held_out(examples)
    read = len(marks) == len(weight_names(read=True))
    for name, weight in zip(weight_names(read=read), marks, strict=True):
        console.print(f"mark {name}: {weight:.2f}")
    for names, (bias, slopes) in _chances(examples).items():
        console.print(f"bias: {bias:.3f}")
        for name, slope in zip(names, slopes, strict=True):
            console.print(f"sign {name}: {slope:.3f}")
    current = np.array([each.probability for each in examples])
    for kind in dict.fromkeys(each.kind for each in examples):
        inside = np.array([each.kind == kind for each in examples])
        of_kind = [each for each in examples if each.kind == kind]
        console.print(f"[bold]{kind}[/bold]: {len(of_kind)} questions")
        _report_found(of_kind, firsts[inside], console)
        _report_abstention("current weights", current[inside], of_kind, console)
        _report_abstention("new weights, held out", probabilities[inside], of_kind, console)


def _report_found(examples: Sequence[Example], firsts: Numbers, console: Console) -> None:
    marked = np.array([each.answerable and bool(each.question.answers) for each in examples])
    if not marked.any():
        return
    of_marked = [each for each, is_marked in zip(examples, marked, strict=True) if is_marked]
    for limit in (1, 5, 10):
        hits = np.mean([(each.recalled or limit + 1) <= limit for each in of_marked])
        console.print(f"passage recall at {limit}: {hits:.3f}")
    console.print(f"quotes hold the answer: {np.mean([each.quoted for each in of_marked]):.3f}")
    console.print(f"first sentence right: {np.mean([each.right[0] for each in of_marked]):.3f}")
    console.print(f"first sentence right, held out: {firsts[marked].mean():.3f}")


def _report_abstention(
    name: str, values: Numbers, examples: Sequence[Example], console: Console
) -> None:
    answerable = np.array([each.answerable for each in examples])
    foreign = np.array([each.foreign for each in examples])
    for share in _ABSTAINED:
        threshold = float(np.quantile(values[answerable], share))
        declined = values < threshold
        console.print(
            f"{name}: below {threshold:.3f} abstains on {declined[answerable].mean():.1%} of the "
            f"answerable, {declined[~answerable & ~foreign].mean():.1%} of the unanswerable"
            + (f", {declined[foreign].mean():.1%} of the foreign" if foreign.any() else "")
        )


async def _measure(folder: Path, terminal: Terminal) -> list[Example]:
    async with opened_store(load_settings(), terminal) as assembly:
        return await collect(folder, assembly, terminal)


def main() -> None:
    """Measure, fit and print."""
    parser = argparse.ArgumentParser(prog="python -m evals.calibration", description=__doc__)
    parser.add_argument("folder", type=Path)
    console = Console(highlight=False)
    terminal = Terminal(console, notices=Console(stderr=True))
    report(asyncio.run(_measure(parser.parse_args().folder, terminal)), console)


if __name__ == "__main__":
    main()
