"""Changing questions so that they have no answer."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.misleading import Misleading

_ARTICLE = [
    "Trams in Dunholm began to run in 1903.",
    "The northern line was electrified in 1911 by Marta Voss.",
    "Drivers wore grey coats.",
]


def _changes(question: str, place: int, close: dict[str, list[str]] | None = None) -> set[str]:
    """Return all that comes up in many attempts."""
    misleading = Misleading(lambda word: (close or {}).get(word, ()), random.Random(3))  # noqa: S311 - no secret
    made = {misleading.changed(question, _ARTICLE, place) for _ in range(300)}
    return {each for each in made if each}


def test_number_becomes_another_of_the_same_shape() -> None:
    """A year is replaced by one of the article, or one of its digits changes."""
    made = _changes("Who in 1911?", 1)

    assert "Who in 1903?" in made
    assert "Who in 1911?" not in made
    assert len(made) > 10
    years = [each.removeprefix("Who in ").removesuffix("?") for each in made]
    assert all(year.isdecimal() and len(year) == 4 for year in years)


def test_word_becomes_its_opposite() -> None:
    """A word with a listed opposite gets that, and nothing else."""
    assert _changes("Which northern line?", 2, {"line": ["road"], "northern": ["cold"]}) >= {
        "Which southern line?",
        "Which northern road?",
    }
    assert _changes("The northern?", 1, {"northern": ["cold"]}) == {"The southern?"}


def test_word_becomes_a_close_one_or_one_that_stands_nearby() -> None:
    """A word without an opposite gets one of those, written as it was written."""
    made = _changes("Of what colour were Coats?", 2, {"coats": ["hats"], "colour": ["shape"]})

    assert "Of what shape were Coats?" in made
    assert "Of what colour were Hats?" in made
    assert "Of what colour were Dunholm?" in made


def test_question_is_negated_at_times() -> None:
    """Some questions get a "not" behind the verb and its subject."""
    assert "When did trams not run?" in _changes("When did trams run?", 0)
    assert not any(" not" in each for each in _changes("Who is the driver's friend?", 0))


@pytest.mark.parametrize("question", ["Who is it?", "Of what?", ""])
def test_nothing_comes_up_for_questions_without_telling_words(question: str) -> None:
    """What only holds a question together is never changed."""
    made = _changes(question, 2)

    assert made <= {"Who is it not?"}


def test_words_of_the_answering_sentence_are_never_put_in() -> None:
    """The changed question would still be answered by the sentence."""
    assert not any("wore" in each for each in _changes("Who had coats?", 2, {"coats": ["wore"]}))


_texts = st.text(st.sampled_from("abcdeNW 1903 not is?-’"), max_size=40)


@given(question=_texts, article=st.lists(_texts, min_size=1, max_size=4), seed=st.integers())
def test_what_comes_up_differs_from_the_question(
    question: str, article: Sequence[str], seed: int
) -> None:
    """Whatever is asked about whatever text, the outcome is another question or none."""
    misleading = Misleading(lambda _: ["bacca"], random.Random(seed))  # noqa: S311 - no secret

    assert misleading.changed(question, article, 0) != question
