"""Articles with questions about their sentences, out of a file in SQuAD's format."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from index.sentences import sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question and the sentence of its article that it is about.

    Attributes:
        question: its text.
        place: which sentence holds the answer, or looks as if it did.
        answered: whether it really does.
    """

    question: str
    place: int
    answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The sentences of an article, in their order, and what was asked about them."""

    sentences: Sequence[str]
    asked: Sequence[Asked]


class _Mark(BaseModel):
    answer_start: int


class _Question(BaseModel):
    question: str
    answers: list[_Mark]
    plausible_answers: list[_Mark] = []
    is_impossible: bool = False


class _Paragraph(BaseModel):
    context: str
    qas: list[_Question]


class _Entry(BaseModel):
    paragraphs: list[_Paragraph]


class _File(BaseModel):
    data: list[_Entry]


def read_articles(path: Path) -> list[Article]:
    """Return what is in a file of SQuAD's (https://rajpurkar.github.io/SQuAD-explorer).

    Questions without an answer come from version 2.0, where people marked what looks like one.

    Raises:
        OSError: the file can't be read.
        ValueError: it has another format.
    """
    return [_article(each) for each in _File.model_validate_json(path.read_bytes()).data]


def _article(entry: _Entry) -> Article:
    told: list[str] = []
    asked: list[Asked] = []
    for paragraph in entry.paragraphs:
        spans = sentences(paragraph.context, "en")
        asked += _asked(paragraph.qas, spans, len(told))
        told += [paragraph.context[start:end] for start, end in spans]
    return Article(sentences=told, asked=asked)


def _asked(
    questions: Sequence[_Question], spans: Sequence[tuple[int, int]], first: int
) -> Iterator[Asked]:
    """Yield the questions whose sentence is known; the first one of the article is `first`."""
    for each in questions:
        marks = each.plausible_answers if each.is_impossible else each.answers
        for number, (start, end) in enumerate(spans, first):
            if marks and start <= marks[0].answer_start < end:
                yield Asked(question=each.question, place=number, answered=not each.is_impossible)
