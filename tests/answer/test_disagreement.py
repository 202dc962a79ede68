from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.citations import Footnotes
from answer.disagreement import difference, disagreements
from answer.models import Disagreement
from index.models import Repeat, RetrievedPassage
from tests.answer.fakes import evidence, retrieved

ONE = "Police said that 34 people were hurt in the harbour fire on Monday."
QUESTION = "How many people were hurt?"


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (ONE.replace("34", "36"), ("34", "36")),
        (ONE.replace("Monday", "Sunday night").replace(" night", ""), ("Monday", "Sunday")),
        (ONE.replace("34", "1,200"), ("34", "1,200")),
    ],
)
def test_what_two_sentences_say_differently_is_found(other: str, words: tuple[str, str]) -> None:
    """A number, a date or a name in another's place, in sentences that are the same otherwise."""
    assert difference(ONE, other, "en") == words


def test_whom_a_sentence_is_about_may_differ() -> None:
    """A name at a sentence's beginning counts if it is written in several words."""
    one = "Simone Hale beat the champion in the final on Saturday."
    assert difference(one, one.replace("Simone Hale", "Angela Kerr"), "en") == (
        "Simone Hale",
        "Angela Kerr",
    )
    assert difference(one, one.replace("Simone Hale", "Experts"), "en") is not None
    assert (
        difference("Doctors hurt in fire at night.", "Lawyers hurt in fire at night.", "en") is None
    )


@pytest.mark.parametrize(
    "other",
    [
        ONE,
        ONE.replace("34", "36").replace("Monday", "Sunday"),
        ONE.replace("hurt", "killed"),
        ONE.replace("34 ", ""),
        "Police said that 36 people live near the harbour.",
    ],
)
def test_other_sentences_do_not_disagree(other: str) -> None:
    """The same, another event, another verb, less said, something else: no disagreement."""
    assert difference(ONE, other, "en") is None


@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from(["en", "de", "es", "xx"]))
def test_a_difference_is_made_of_the_sentences(one: str, other: str, language: str) -> None:
    """Whatever the texts, what differs stands in them."""
    found = difference(one, other, language)
    assert found is None or (found[0] in one and found[1] in other)


def _disagreements(question: str, *found: RetrievedPassage) -> tuple[Disagreement, ...]:
    footnotes = Footnotes()
    footnotes.cite_evidence(replace(evidence(ONE), passage=retrieved(ONE, title="Ours")))
    return disagreements(question, footnotes, found)


def test_another_article_is_the_other_side() -> None:
    """Both sides are told with the words in which they differ and their citations."""
    (found,) = _disagreements(QUESTION, retrieved(ONE.replace("34", "36"), title="Theirs"))
    assert {(side.words, side.marker) for side in found.sides} == {("34", 1), ("36", 2)}


def test_a_passage_that_was_found_as_a_repetition_is_looked_into() -> None:
    """Nearly the same text with another name is told, although it isn't shown by itself."""
    theirs = retrieved(ONE.replace("Monday", "Sunday"), title="Theirs")
    repeat = Repeat(passage=theirs.passage, article=theirs.article)
    (found,) = _disagreements(QUESTION, replace(retrieved(ONE, title="Ours"), repeats=(repeat,)))
    assert {side.words for side in found.sides} == {"Monday", "Sunday"}


def test_an_article_does_not_disagree_with_itself() -> None:
    """Two numbers in one article are its own business."""
    assert _disagreements(QUESTION, retrieved(ONE.replace("34", "36"), title="Ours")) == ()


def test_what_the_question_says_is_not_in_dispute() -> None:
    """Asked about Monday's fire, Sunday's isn't another opinion of when it was."""
    other = retrieved(ONE.replace("Monday", "Sunday"), title="Theirs")
    assert _disagreements("How many were hurt on Monday?", other) == ()
