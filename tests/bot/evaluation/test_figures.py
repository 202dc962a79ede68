"""The figures of runs, and what changes from one to another."""

from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.comparing import compared
from bot.evaluation.figures import curve, figures, point_at, verdicts, worst
from bot.evaluation.models import Result
from tests.bot.evaluation.values import abstention, declined, question, result, right, run, wrong


def test_figures_count_what_was_asked() -> None:
    """Abstentions have a time but no prompt."""
    of = figures(run(right(1), wrong(2), declined(3)))
    assert (of.questions, of.right, of.answered, of.right_answers) == (3, 1, 2, 1)
    assert (of.first_seconds, of.total_seconds, of.prompt_tokens) == (0.2, 0.5, 100)
    assert figures(run()).total_seconds == 0


def test_a_lower_threshold_answers_more() -> None:
    """A point tells how much is answered, how much of it rightly, and what ends as expected."""
    results = [
        right(1, answerability=0.9),
        wrong(2, answerability=0.6),
        declined(3, answerability=0.3, if_answered=True),
        declined(4, answerability=0.2, if_answered=None),
    ]
    points = curve(results)
    assert [point.threshold for point in points] == [0.9, 0.6, 0.3]
    assert [point.coverage for point in points] == [0.25, 0.5, 0.75]
    assert [point.accuracy for point in points] == [1.0, 0.5, 2 / 3]
    assert [point.right for point in points] == [0.5, 0.25, 0.5]


def test_declining_everything_is_right_for_what_is_to_be_declined() -> None:
    """Above every answerability nothing is answered."""
    point = point_at([right(1), wrong(2)], 1.0)
    assert (point.coverage, point.accuracy, point.right) == (0.0, 1.0, 0.5)
    assert point_at([], 0.5).coverage == 0
    assert curve([]) == ()


@given(st.lists(st.tuples(st.sampled_from((right, wrong, declined)), st.floats(0, 1)), max_size=20))
def test_coverage_only_grows(made: list[tuple[object, float]]) -> None:
    """As the threshold falls; accuracy stays a share."""
    results = [
        make(number, answerability=score)  # type: ignore[operator]  # one of the builders
        for number, (make, score) in enumerate(made)
    ]
    points = curve(results)
    assert sorted(points, key=lambda point: point.coverage) == list(points)
    assert all(0 <= point.accuracy <= 1 and 0 <= point.right <= 1 for point in points)


def test_confident_mistakes_come_first() -> None:
    """A wrong answer is worse than a wrong abstention, each the worse the surer it was."""
    results = [
        declined(1, answerability=0.3),
        right(2),
        declined(3, answerability=0.1),
        wrong(4, answerability=0.6),
        wrong(5, answerability=0.8),
    ]
    assert [each.question.id for each in worst(results)] == ["5", "4", "3", "1"]
    assert len(worst(results, 2)) == 2


def test_verdicts_are_counted() -> None:
    """Those that didn't occur, too."""
    counted = verdicts(run(right(1), wrong(2), wrong(3)))
    assert counted["right"] == 1
    assert counted["answered-wrongly"] == 2
    assert counted["wording-lost"] == 0


def test_two_runs_are_compared_by_question() -> None:
    """What only one of them has isn't compared."""
    to_decline = question(2, expected="abstention")
    was_wrong = wrong(2)
    now_right: Result = result(to_decline, abstention())
    found = compared(
        run(right(1), was_wrong, right(3), right(9)), run(declined(1), now_right, right(3))
    )
    assert [change.after.question.id for change in found.better] == ["2"]
    assert [change.after.question.id for change in found.worse] == ["1"]
    assert found.same == 1
