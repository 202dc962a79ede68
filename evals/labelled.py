"""Labelled data: articles, and questions whose answers somebody marked in them."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.extraction.plaintext import ready
from index.models import ExtractedArticle


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledQuestion:
    """A question with what a right answer holds.

    Attributes:
        answers: acceptable strings; empty when it can't be answered.
        article: the title of the article it is about.
        evidence: the paragraph or sentence of that article which holds the answer or, for one that
            can't be answered, looks as if it did.
    """

    id: str
    question: str
    answers: tuple[str, ...]
    article: str
    evidence: str
    answerable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledSet:
    """Articles that share a corpus, and the questions about them."""

    name: str
    articles: tuple[ExtractedArticle, ...]
    questions: tuple[LabelledQuestion, ...]


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
        for line in _lines(path)
    )


def read_squad(folder: Path) -> LabelledSet:
    """Return the Wikipedia articles and questions of the SQuAD 2.0 sample in `folder`."""
    return LabelledSet(
        name="SQuAD 2.0 sample",
        articles=tuple(
            ready(line["title"], line["text"]) for line in _lines(folder / "squad_articles.jsonl")
        ),
        questions=read_questions(folder / "squad_questions.jsonl"),
    )


def _lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]
