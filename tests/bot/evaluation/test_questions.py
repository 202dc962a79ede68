"""Files of questions, and what people write down of right answers."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.models import Turn
from bot.errors import UserError
from bot.evaluation.expectations import alternatives
from bot.evaluation.models import EvalQuestion
from bot.evaluation.questions import read_questions, with_articles, written_questions
from index.models import ArticleCard
from tests.answer.fakes import card


def test_a_file_is_read(tmp_path: Path) -> None:
    """A question is all that a line needs; its number is its id where it has none."""
    path = tmp_path / "q.jsonl"
    path.write_text(
        '{"question": "Who?", "answers": ["Renn"], "more": 1}\n\n'
        '{"id": 7, "question": "Why?", "expected": "abstention", "article": "Bridge", '
        '"history": [{"speaker": "user", "text": "What?"}]}\n'
    )
    first, second = read_questions(path)
    assert first.question == EvalQuestion(id="1", question="Who?", answers=("Renn",))
    assert first.article is None
    assert second.question.id == "7"
    assert second.question.expected == "abstention"
    assert second.question.history == (Turn(speaker="user", text="What?"),)
    assert second.article == "Bridge"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{}", "isn't a question"),
        ('{"question": ""}', "isn't a question"),
        ('{"question": "Who?", "answers": "Renn"}', "isn't a question"),
        ('{"question": "Who?", "expected": "perhaps"}', "isn't a question"),
        ('{"question": "Who?", "id": "1"}', "the id of an earlier line"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, told: str) -> None:
    """Nothing is asked then."""
    path = tmp_path / "q.jsonl"
    path.write_text(f'{{"question": "What?"}}\n{line}\n')
    with pytest.raises(UserError, match=f"Line 2 of .*{told}"):
        read_questions(path)


async def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """Nothing of a question is lost, its article included."""
    harbour = card("Harbour fire")
    whole = EvalQuestion(
        id="q",
        question="¿Quién?",
        answers=("a", "b"),
        quotes=("c",),
        rejected=("d",),
        history=(Turn(speaker="agent", text="e"),),
        article=harbour.id,
    )
    declined = EvalQuestion(id="r", question="Why?", expected="abstention")
    path = tmp_path / "q.jsonl"
    path.write_text(written_questions([whole, declined]), encoding="utf-8")

    async def find(named: str) -> ArticleCard:
        assert named == harbour.id
        return harbour

    assert await with_articles(read_questions(path), find) == (whole, declined)


def test_possibilities_are_separated_by_semicolons() -> None:
    """White space counts once, and so does what is written twice."""
    assert alternatives(" 34 ;thirty-  four;;34") == ("34", "thirty- four")
    assert alternatives(" ; ") == ()


@given(st.lists(st.text(max_size=8), max_size=5))
def test_possibilities_are_never_blank(parts: list[str]) -> None:
    """Whatever is written, what is left has letters or signs, each once."""
    found = alternatives(";".join(parts))
    assert all(each.strip() == each != "" for each in found)
    assert len(set(found)) == len(found)
