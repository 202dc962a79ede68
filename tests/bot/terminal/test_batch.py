"""Files of questions are answered several at once, and written in order."""

import json
from pathlib import Path

import pytest

from answer.answering import Answering
from answer.rewriting import Rewriting
from answer.verification import WordVerifier
from answer.writing import Writer
from bot.errors import UserError
from bot.terminal.batch import BatchQuestion, answer_batch
from index.models import ArticleId, Corpus, RetrievedPassage
from tests.answer.fakes import (
    CORPUS,
    FakeFinder,
    FakeGenerator,
    FakeRetriever,
    FakeSpeller,
    retrieved,
)
from tests.bot.crowd import settled

QUESTIONS = [BatchQuestion(id=number, question=f"Who owns ship {number}?") for number in range(7)]


class SlowRetriever(FakeRetriever):
    """Lets everybody else go on while it searches, later questions less long.

    Attributes:
        most: how many searched at a time.
        done: the questions in the order in which they were searched for.
    """

    def __init__(self, *, broken: str = "") -> None:
        """Fail at the question `broken`."""
        super().__init__(retrieved("Ada owns every ship."))
        self._broken = broken
        self._searching = 0
        self.most = 0
        self.done: list[str] = []

    async def retrieve(
        self,
        corpus: Corpus,
        question: str,
        *,
        article: ArticleId | None = None,
        limit: int = 10,
    ) -> tuple[RetrievedPassage, ...]:
        """Return the passages after a while."""
        self._searching += 1
        self.most = max(self.most, self._searching)
        for _ in range(9 - len(self.questions)):
            await settled()
        self._searching -= 1
        if question == self._broken:
            raise ValueError(question)
        self.done.append(question)
        return await super().retrieve(corpus, question, article=article, limit=limit)


def _answering(retriever: FakeRetriever) -> Answering:
    return Answering(
        rewriting=Rewriting(generator=None, speller=FakeSpeller()),
        retriever=retriever,
        finder=FakeFinder(),
        writer=Writer(generator=FakeGenerator("")),
        verifier=WordVerifier(),
        abstain_below=0.5,
    )


def _files(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def _answered(retriever: FakeRetriever, output: Path, told: list[int]) -> None:
    await answer_batch(
        _answering(retriever),
        CORPUS,
        QUESTIONS,
        output,
        article=None,
        style="standard",
        at_once=3,
        report=lambda done, _total, _told="": told.append(done),
    )


async def test_several_at_once_and_written_in_order(tmp_path: Path) -> None:
    """As many as may be are under way, and each line has its question's answer."""
    retriever, output, told = SlowRetriever(), tmp_path / "answers.jsonl", list[int]()
    await _answered(retriever, output, told)
    lines = [json.loads(line) for line in output.read_text().splitlines()]
    assert [(line["id"], line["question"]) for line in lines] == [
        (question.id, question.question) for question in QUESTIONS
    ]
    assert retriever.most == 3
    assert told == list(range(8))


async def test_a_failure_writes_nothing(tmp_path: Path) -> None:
    """Neither the file nor a part of it is there, and nothing goes on."""
    retriever, output = SlowRetriever(broken="Who owns ship 4?"), tmp_path / "answers.jsonl"
    with pytest.raises(ValueError, match="ship 4"):
        await _answered(retriever, output, [])
    assert _files(tmp_path) == []
    done = len(retriever.done)
    await settled()
    assert len(retriever.done) == done


async def test_a_file_that_cant_be_written_is_named(tmp_path: Path) -> None:
    """The sentence says which."""
    with pytest.raises(UserError, match="nowhere"):
        await _answered(SlowRetriever(), tmp_path / "nowhere" / "answers.jsonl", [])
