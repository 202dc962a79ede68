"""Which models word what."""

import pytest

from answer.wording import Wording, reads_around, words_answers, words_points, words_questions
from tests.answer.fakes import FakeGenerator

BUNDLED, SMALL, LARGE = (
    FakeGenerator("", parameters=parameters)
    for parameters in (135_000_000, 500_000_000, 3_000_000_000)
)


@pytest.mark.parametrize(
    ("wording", "answers", "points"),
    [
        ("quotes", [False, False, False], [False, False, False]),
        ("auto", [False, True, True], [False, False, True]),
        ("model", [True, True, True], [True, True, True]),
    ],
)
def test_the_host_decides_who_words(
    wording: Wording, answers: list[bool], points: list[bool]
) -> None:
    """By itself a model words what it is large enough for; the host may want all of it or none."""
    models = (BUNDLED, SMALL, LARGE)
    assert [words_answers(each, wording) for each in models] == answers
    assert [words_points(each, wording) for each in models] == points


@pytest.mark.parametrize("wording", ["quotes", "auto", "model"])
def test_without_a_model_nobody_words(wording: Wording) -> None:
    """Where there is none, answers are quotes whatever the host wants."""
    assert not words_answers(None, wording)
    assert not words_points(None, wording)
    assert not words_questions(None)


def test_small_models_are_kept_from_what_confuses_them() -> None:
    """They word no questions, which are searched for, and the smallest read the evidence alone."""
    assert [words_questions(each) for each in (BUNDLED, SMALL, LARGE)] == [False, False, True]
    assert [reads_around(each) for each in (BUNDLED, SMALL, LARGE)] == [False, True, True]
