"""Labelled questions with what was found for them: what the weights of answering are fitted to."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from answer.candidates import Candidate
from answer.conversation import standalone
from answer.evidence import Search
from bot.answers import Index
from bot.assembly import Assembly
from bot.scoring import contains, occurrences, overlaps, within
from bot.terminal.terminal import Terminal
from evals.asking import add_all
from evals.conversations import UNDERSPECIFIED, read_conversations
from evals.fitting import Numbers
from evals.labelled import LabelledQuestion, LabelledSet, read_squad
from evals.news import DISAGREEMENT, read_news
from evals.searching import retrieved_for

_EACH_FOREIGN = 3  # of so many answerable questions one is asked again without its article


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A question, what was found for it, and what is right.

    Attributes:
        kind: which kind of labelled data it is from.
        group: what is held out together with it: its article, or others at random.
        foreign: whether the question's own article was left out, which makes it unanswerable.
        marks: one row per compared sentence.
        right: which of those sentences answer the question.
        signs: the signs that count, by their names.
        quoted: whether the evidence holds an acceptable answer.
        in_gold: for each piece of evidence, whether it lies in the gold paragraph.
        recalled: the rank of the first passage with the answer, None if there is none.
    """

    question: LabelledQuestion
    kind: str
    group: str
    foreign: bool
    marks: Numbers
    right: NDArray[np.bool_]
    signs: dict[str, float]
    probability: float
    quoted: bool
    in_gold: tuple[bool, ...]
    recalled: int | None

    @property
    def answerable(self) -> bool:
        """Whether the passages searched can answer the question."""
        return self.question.answerable and not self.foreign


async def collect(folder: Path, assembly: Assembly, terminal: Terminal) -> list[Example]:
    """Add the labelled articles in `folder` to a store, and look for evidence for each question."""
    wikipedia = read_squad(folder)
    news = [each for each in read_news(folder) if each.questions[0].label != DISAGREEMENT]
    sets = [wikipedia, *news, *read_conversations(folder)]
    for labelled in sets:
        await add_all(labelled, assembly, terminal)
    index = await assembly.index()
    asked = [
        (labelled, question)
        for labelled in sets
        for question in labelled.questions
        if question.label != UNDERSPECIFIED
    ]
    examples = [await _example(labelled, question, index) for labelled, question in asked]
    answerable = [question for question in wikipedia.questions if question.answerable]
    return examples + [
        await _example(wikipedia, question, index, foreign=True)
        for question in answerable[::_EACH_FOREIGN]
    ]


async def _example(
    labelled: LabelledSet, question: LabelledQuestion, index: Index, *, foreign: bool = False
) -> Example:
    text = next((each.text for each in labelled.articles if each.title == question.article), "")
    gold = occurrences(text, question.evidence) if question.article else []
    searched = standalone(question.question, question.history)
    retrieved = await retrieved_for(
        searched, labelled.corpus, index, without=question if foreign else None
    )
    search: Search = await index.finder.search(searched, retrieved)
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
        group=question.article or labelled.name + question.question[:1],
        kind=labelled.name,
        foreign=foreign,
        marks=np.array([candidate.marks for candidate in search.ranked]),
        right=np.array(
            [
                question.answered_by(candidate.sentence.text)
                and (not question.article or _in_gold(candidate, question, gold))
                for candidate in search.ranked
            ]
        ),
        signs=search.signs.weighed,
        probability=found.answerability,
        quoted=bool(question.answers)
        and question.answered_by(" ".join(each.text for each in found.evidence)),
        in_gold=tuple(
            each.passage.article.title == question.article and within(each.start, each.end, gold)
            for each in found.evidence
        ),
        recalled=next(holding, None),
    )


def _in_gold(
    candidate: Candidate, question: LabelledQuestion, gold: Sequence[tuple[int, int]]
) -> bool:
    is_there = candidate.retrieved.article.title == question.article
    return is_there and within(candidate.sentence.start, candidate.sentence.end, gold)
