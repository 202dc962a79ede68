"""The kinds of labelled data that there are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evals.asking import Session
from evals.conversations import conversation_measures, read_conversations
from evals.labelled import LabelledSet, read_squad
from evals.measures import Measure
from evals.news import news_measures, read_news
from evals.paragraphs import paragraph_measures


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of labelled data.

    Attributes:
        name: how it is chosen, and how the baseline names it.
        title: what it is called in tables.
        file: the file without which there is none of it.
        read: returns its sets from the folder of that file.
        measures: returns its table.
    """

    name: str
    title: str
    file: str
    read: Callable[[Path], Sequence[LabelledSet]]
    measures: Callable[[Session], list[Measure]]


KINDS = (
    Kind(
        name="squad",
        title="Wikipedia (SQuAD 2.0)",
        file="squad_questions.jsonl",
        read=lambda folder: [read_squad(folder)],
        measures=paragraph_measures,
    ),
    Kind(
        name="news",
        title="News snippets (RGB)",
        file="rgb_news.jsonl",
        read=read_news,
        measures=news_measures,
    ),
    Kind(
        name="conversations",
        title="Conversations (MTRAG-UN)",
        file="conversations.jsonl",
        read=read_conversations,
        measures=conversation_measures,
    ),
)


def sampled(sets: Sequence[LabelledSet], count: int) -> list[LabelledSet]:
    """Return the sets with `count` of their questions, evenly spread over all of them.

    Sets that keep no question are left out.
    """
    total = sum(len(each.questions) for each in sets)
    kept = {round(step * total / count) for step in range(count)} if count < total else None
    some: list[LabelledSet] = []
    before = 0
    for each in sets:
        questions = tuple(
            question
            for number, question in enumerate(each.questions, start=before)
            if kept is None or number in kept
        )
        before += len(each.questions)
        if questions:
            some.append(replace(each, questions=questions))
    return some
