"""Reading articles and questions from SQuAD's format."""

import json
from pathlib import Path

import pytest

from training.questions import Asked, read_articles

_FIRST = "The mill was built in 1840. It ground oats for the valley."
_SECOND = "Anna Reed bought it later. She sold flour to bakers in Leeds."


def _written(folder: Path, *questions: dict[str, object]) -> Path:
    paragraphs = [{"context": _FIRST, "qas": []}, {"context": _SECOND, "qas": list(questions)}]
    path = folder / "mill.json"
    path.write_text(json.dumps({"data": [{"title": "Mill", "paragraphs": paragraphs}]}))
    return path


def test_question_is_about_the_sentence_with_its_answer(tmp_path: Path) -> None:
    """The place counts the sentences of the whole article, over its paragraphs."""
    answer = {"text": "bakers", "answer_start": _SECOND.index("bakers")}
    path = _written(tmp_path, {"question": "Who got flour?", "answers": [answer]})

    (article,) = read_articles(path)

    assert article.sentences[3] == "She sold flour to bakers in Leeds."
    assert article.asked == [Asked(question="Who got flour?", place=3, answered=True)]


def test_unanswerable_question_has_the_sentence_that_looks_right(tmp_path: Path) -> None:
    """A question without an answer is kept with the place that people marked as plausible."""
    marked = {"text": "Anna Reed", "answer_start": 0}
    path = _written(
        tmp_path,
        {
            "question": "Who rented it?",
            "answers": [],
            "plausible_answers": [marked],
            "is_impossible": True,
        },
    )

    (article,) = read_articles(path)

    assert article.asked == [Asked(question="Who rented it?", place=2, answered=False)]


def test_question_without_any_mark_is_left_out(tmp_path: Path) -> None:
    """Nobody knows which sentence such a question is about."""
    path = _written(tmp_path, {"question": "Why?", "answers": [], "is_impossible": True})

    (article,) = read_articles(path)

    assert article.asked == []


def test_other_formats_are_refused(tmp_path: Path) -> None:
    """A file that isn't SQuAD's is an error, not an empty list."""
    path = tmp_path / "other.json"
    path.write_text('{"questions": []}')

    with pytest.raises(ValueError, match="data"):
        read_articles(path)
