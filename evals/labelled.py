"""Labelled data: articles, and questions whose answers somebody marked in them."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answer.models import Turn
from bot.scoring import contains
from index.extraction.plaintext import ready
from index.models import Corpus, ExtractedArticle

CORPUS = Corpus("evals")


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledQuestion:
    """A question with what a right answer holds.

    Attributes:
        answers: acceptable strings; empty when it can't be answered, or isn't judged by strings.
        further: acceptable strings of each other part that a right answer has.
        rejected: strings of answers that are known to be false.
        article: the title of the article it is about; empty where no single one is marked.
        evidence: the paragraph or sentence of that article which holds the answer or, for one that
            can't be answered, looks as if it did.
        label: which case of its set it is an example of; empty where there is only one.
        history: the conversation before it, oldest first.
        references: the titles of the articles that a right answer rests on, if those are marked.
    """

    id: str
    question: str
    answers: tuple[str, ...]
    article: str
    evidence: str
    answerable: bool
    further: tuple[tuple[str, ...], ...] = ()
    rejected: tuple[str, ...] = ()
    label: str = ""
    history: tuple[Turn, ...] = ()
    references: tuple[str, ...] = ()

    def answered_by(self, text: str) -> bool:
        """Tell whether `text` has every part of a right answer."""
        return all(contains(text, part) for part in (self.answers, *self.further))


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledSet:
    """Articles that share a corpus, and the questions about them."""

    name: str
    articles: tuple[ExtractedArticle, ...]
    questions: tuple[LabelledQuestion, ...]
    corpus: Corpus = CORPUS


def read_questions(path: Path) -> tuple[LabelledQuestion, ...]:
    """Return the questions of a JSONL file."""
    return tuple(
        LabelledQuestion(
            id=str(line["id"]),
            question=line["question"],
            answers=tuple(line["answers"]),
            article=line["article"],
            evidence=line["evidence"],
            answerable=line["answerable"],
        )
        for line in read_lines(path)
    )


def read_squad(folder: Path) -> LabelledSet:
    """Return the Wikipedia articles and questions of the SQuAD 2.0 sample in `folder`."""
    return LabelledSet(
        name="SQuAD 2.0 sample",
        articles=tuple(
            ready(line["title"], line["text"])
            for line in read_lines(folder / "squad_articles.jsonl")
        ),
        questions=read_questions(folder / "squad_questions.jsonl"),
    )


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]
