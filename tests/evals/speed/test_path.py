"""Where the milliseconds of one question go."""

import pytest

from answer.models import Answer, Seconds
from evals.speed.path import Way, findings, ways
from index.models import Corpus
from index.tracing import stage, traced_seconds


class _Answers:
    """Answers everything within two seconds, one of which the search takes."""

    def __init__(self) -> None:
        """Nothing was asked yet."""
        self.asked: list[str] = []

    async def outcome(self, corpus: Corpus, question: str) -> Answer:
        """Remember the question."""
        assert corpus
        self.asked.append(question)
        with stage("search"):
            pass
        assert list(traced_seconds()) == ["search"]
        return Answer(
            question=question,
            claims=(),
            citations=(),
            retrieved=(),
            answerability=1.0,
            seconds=Seconds(retrieve=1.0, first_token=1.5, total=2.0, stages={"search": 1.0}),
            prompt_tokens=0,
        )


def _way(milliseconds: int) -> Way:
    second = milliseconds / 1_000
    stages = {"embedding": second, "reranking": second, "search": second}
    return Way(stages=stages, shown=3 * second, total=3 * second)


async def test_questions_that_warm_up_are_not_counted() -> None:
    """All questions are asked under a trace, in their order, and the first six left out."""
    answers = _Answers()
    questions = [f"Question {number}?" for number in range(8)]
    found = await ways(answers, questions)
    assert answers.asked == questions
    assert len(found) == 2
    assert found[0].stages == {"search": 1.0, "anything else": 1.0}
    assert (found[0].shown, found[0].total) == (1.5, 2.0)


def test_what_models_compute_is_told_apart() -> None:
    """Embedding and reranking are the models' part, and all else is the rest."""
    way = _way(10)
    assert way.by_models == pytest.approx(0.02)
    assert way.sums == pytest.approx((0.02, 0.01, 0.03, 0.03))


def test_the_goal_is_about_the_largest_store() -> None:
    """The figures are those of the store that comes last, in seconds; the table has both."""
    found = findings({"small": [_way(1)] * 4, "large": [_way(10)] * 4})
    assert found.values["evidence_p95"] == pytest.approx(0.03)
    assert found.values["besides_models_p95"] == pytest.approx(0.01)
    rows = {row[0]: row[1:] for row in found.tables[0].rows}
    assert rows["embedding"] == ("1.0", "1.0", "10.0", "10.0")
    assert rows["all but the models"] == ("1.0", "1.0", "10.0", "10.0")
    assert "4 in small, 4 in large" in found.notes[0]
    assert "embedding" in found.plots[0].svg
