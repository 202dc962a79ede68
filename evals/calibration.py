"""Fits the weights of answer/candidates.py and answer/answerability.py to labelled questions.

`python -m evals.calibration FOLDER` adds the articles of FOLDER to a store of their own, with the
bundled embedding model, looks for evidence for each question, and prints

1. the weights of a sentence's marks: a softmax over a question's sentences, fitted to those which
   stand in the gold paragraph and hold an acceptable answer;
2. the weights of the signs: a logistic regression, fitted to whether a question is answerable,
   to which every third answerable one is added once more with its own article left out;
3. what the current weights and, with whole articles held out, new ones reach.

Nothing is written; weights are carried over by hand, once they have proved better.
"""

import argparse
import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console

from answer.answerability import Signs
from answer.candidates import weight_names
from answer.evidence import Search
from bot.assembly import Assembly, Index
from bot.scoring import contains, occurrences, overlaps, within
from bot.settings import load_settings
from bot.terminal.terminal import Terminal
from evals.asking import add_all
from evals.fitting import Numbers, fit_chance, fit_choice
from evals.labelled import CORPUS, LabelledQuestion, LabelledSet, read_squad

_PASSAGES = 10
_EACH_FOREIGN = 3  # of so many answerable questions one is asked again without its article
_MANY = 200  # passages, among which are enough of other articles
_ABSTAINED = (0.08, 0.10, 0.12, 0.15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A question, what was found for it, and what is right.

    Attributes:
        foreign: whether the question's own article was left out, which makes it unanswerable.
        marks: one row per compared sentence.
        right: which of those sentences answer the question.
        signs: one number per sign.
        quoted: whether the evidence holds an acceptable answer.
        in_gold: for each piece of evidence, whether it lies in the gold paragraph.
        recalled: the rank of the first passage with the answer, None if there is none.
    """

    question: LabelledQuestion
    foreign: bool
    marks: Numbers
    right: NDArray[np.bool_]
    signs: Numbers
    probability: float
    quoted: bool
    in_gold: tuple[bool, ...]
    recalled: int | None

    @property
    def answerable(self) -> bool:
        """Whether the passages searched can answer the question."""
        return self.question.answerable and not self.foreign


async def collect(labelled: LabelledSet, assembly: Assembly, terminal: Terminal) -> list[Example]:
    """Add the articles to a store, and look for evidence for every question."""
    await add_all(labelled, assembly, terminal)
    index = await assembly.index()
    texts = {article.title: article.text for article in labelled.articles}
    own = [(question, False) for question in labelled.questions]
    answerable = [question for question in labelled.questions if question.answerable]
    foreign = [(question, True) for question in answerable[::_EACH_FOREIGN]]
    return [
        await _example(question, texts[question.article], index, foreign=is_foreign)
        for question, is_foreign in own + foreign
    ]


async def _example(
    question: LabelledQuestion,
    text: str,
    index: Index,
    *,
    foreign: bool,
) -> Example:
    gold = occurrences(text, question.evidence)
    retrieved = await index.retrieval.retrieve(
        CORPUS, question.question, limit=_MANY if foreign else _PASSAGES
    )
    if foreign:
        elsewhere = (each for each in retrieved if each.article.title != question.article)
        retrieved = tuple(elsewhere)[:_PASSAGES]
    search: Search = await index.finder.search(question.question, retrieved)
    found = search.found
    holding = (
        rank
        for rank, each in enumerate(retrieved, start=1)
        if each.article.title == question.article
        and overlaps(each.passage.start, each.passage.end, gold)
        and contains(each.passage.text, question.answers)
    )
    return Example(
        question=question,
        foreign=foreign,
        marks=np.array([candidate.marks for candidate in search.ranked]),
        right=np.array(
            [
                candidate.retrieved.article.title == question.article
                and within(candidate.sentence.start, candidate.sentence.end, gold)
                and contains(candidate.sentence.text, question.answers)
                for candidate in search.ranked
            ]
        ),
        signs=np.array(search.signs.numbers),
        probability=found.answerability,
        quoted=any(contains(each.text, question.answers) for each in found.evidence),
        in_gold=tuple(
            each.passage.article.title == question.article and within(each.start, each.end, gold)
            for each in found.evidence
        ),
        recalled=next(holding, None),
    )


def held_out(examples: Sequence[Example]) -> tuple[list[float], Numbers]:
    """Return what weights fitted without each question's article say about the question.

    Returns:
        Whether the best sentence is right, for each answerable question; and for each question the
        probability that it is answerable.
    """
    firsts: list[float] = []
    probabilities = np.zeros(len(examples))
    for inside, outside in _folds(examples):
        train = [examples[index] for index in outside]
        weights = fit_choice(_choices(train))
        bias, slopes = fit_chance(*_table(train))
        for index in inside:
            each = examples[index]
            probabilities[index] = 1 / (1 + np.exp(-bias - each.signs @ slopes))
            if each.answerable:
                firsts.append(float(each.right[int(np.argmax(each.marks @ weights))]))
    return firsts, probabilities


def _folds(examples: Sequence[Example]) -> Iterator[tuple[list[int], list[int]]]:
    for article in sorted({each.question.article for each in examples}):
        inside = [i for i, each in enumerate(examples) if each.question.article == article]
        yield inside, sorted(set(range(len(examples))) - set(inside))


def _choices(examples: Sequence[Example]) -> list[tuple[Numbers, NDArray[np.bool_]]]:
    return [(each.marks, each.right) for each in examples]


def _table(examples: Sequence[Example]) -> tuple[Numbers, NDArray[np.bool_]]:
    return (
        np.array([each.signs for each in examples]),
        np.array([each.answerable for each in examples]),
    )


def report(examples: Sequence[Example], console: Console) -> None:
    """Print fitted weights and what they reach."""
    answerable = [each for each in examples if each.answerable]
    marks = fit_choice(_choices(examples))
    bias, slopes = fit_chance(*_table(examples))
    firsts, probabilities = held_out(examples)
    for name, weight in zip(
        weight_names(read=len(marks) > len(weight_names(read=False))), marks, strict=True
    ):
        console.print(f"mark {name}: {weight:.2f}")
    console.print(f"bias: {bias:.3f}")
    for field, slope in zip(fields(Signs), slopes, strict=True):
        console.print(f"sign {field.name}: {slope:.3f}")
    for limit in (1, 5, 10):
        hits = np.mean([(each.recalled or limit + 1) <= limit for each in answerable])
        console.print(f"passage recall at {limit}: {hits:.3f}")
    console.print(f"quotes hold the answer: {np.mean([each.quoted for each in answerable]):.3f}")
    console.print(f"first sentence right: {np.mean([each.right[0] for each in answerable]):.3f}")
    console.print(f"first sentence right, held out: {np.mean(firsts):.3f}")
    current = np.array([each.probability for each in examples])
    for name, values in (("current weights", current), ("new weights, held out", probabilities)):
        _report_abstention(name, values, examples, console)


def _report_abstention(
    name: str, values: Numbers, examples: Sequence[Example], console: Console
) -> None:
    answerable = np.array([each.answerable for each in examples])
    foreign = np.array([each.foreign for each in examples])
    for share in _ABSTAINED:
        threshold = float(np.quantile(values[answerable], share))
        kept = values >= threshold
        quoted = np.mean([each.quoted for each in examples], where=answerable & kept)
        quoted *= kept[answerable].mean()
        precision = np.mean(
            [
                inside
                for each, shown in zip(examples, answerable & kept, strict=True)
                if shown
                for inside in each.in_gold
            ]
        )
        console.print(
            f"{name}: below {threshold:.3f} abstains on {1 - kept[answerable].mean():.1%} of the "
            f"answerable, {1 - kept[~answerable & ~foreign].mean():.1%} of the unanswerable, "
            f"{1 - kept[foreign].mean():.1%} of questions to other articles; quotes "
            f"{quoted:.3f}, citation precision {precision:.3f}"
        )


async def _measure(folder: Path, terminal: Terminal) -> list[Example]:
    with tempfile.TemporaryDirectory(prefix="footnote-calibration-") as scratch:
        settings = load_settings(data_dir=Path(scratch))
        bundled = settings.model_copy(update={"embedding_model": "bundled"})
        async with Assembly(bundled, terminal) as assembly:
            return await collect(read_squad(folder), assembly, terminal)


def main() -> None:
    """Measure, fit and print."""
    parser = argparse.ArgumentParser(prog="python -m evals.calibration", description=__doc__)
    parser.add_argument("folder", type=Path)
    console = Console(highlight=False)
    terminal = Terminal(console, notices=Console(stderr=True))
    report(asyncio.run(_measure(parser.parse_args().folder, terminal)), console)


if __name__ == "__main__":
    main()
