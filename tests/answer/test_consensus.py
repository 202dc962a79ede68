"""Other articles as witnesses of an answer."""

from dataclasses import replace

from answer.candidates import candidates
from answer.consensus import Consensus, are_snippets
from answer.question import Question, take_apart
from index.models import RetrievedPassage
from tests.answer.fakes import retrieved

_ASKED = "Who won the harbour race in 2021?"


def _question(text: str = _ASKED) -> Question:
    return take_apart(text, "en", frequencies={}, passages=100)


def _witnesses(*passages: RetrievedPassage, question: str = _ASKED) -> list[int]:
    asked = _question(question)
    found = Consensus(asked, passages).with_witnesses(candidates(asked, passages))
    return [each.witnesses for each in found]


_MAYOR = retrieved("Nora Veidt won the harbour race.", title="Mayor")
_PAPER = retrieved("The race went to Nora Veidt.", title="Paper")
_NOISE = retrieved("Tomas Arno sailed in the harbour.", title="Noise")


def test_what_two_articles_say_has_a_witness() -> None:
    """A sentence whose name stands in another article has that as a witness; others have none."""
    assert _witnesses(_MAYOR, _NOISE, _PAPER) == [1, 0, 1]


def test_an_article_is_no_witness_of_itself() -> None:
    """What an article says twice is said once."""
    twice = retrieved("Again Nora Veidt was first.", title="Mayor")

    assert _witnesses(_MAYOR, twice) == [0, 0]


def test_names_of_the_question_witness_nothing() -> None:
    """What the question says itself is no answer, however many articles say it."""
    ones = [retrieved(f"Nora Veidt {did} once.", title=did) for did in ("sang", "rowed")]

    assert _witnesses(*ones, question="When did Nora Veidt win?") == [0, 0]


def test_days_agree_in_any_spelling() -> None:
    """A day of a month is the same however it is written."""
    early = retrieved("The fire broke out on March 12.", title="Early")
    late = retrieved("On 12 Mar. the harbour burned.", title="Late")

    assert _witnesses(early, late, question="When did the fire break out?") == [1, 1]


def test_articles_far_from_the_question_are_no_witnesses() -> None:
    """Only articles whose passages come near to the question count."""
    far = replace(_PAPER, score=0.1)

    assert _witnesses(_MAYOR, far) == [0, 1]


def test_what_most_articles_say_is_agreed() -> None:
    """It counts how many articles besides the first have the same to answer with."""
    third = retrieved("Veidt was first again.", title="Third")

    assert Consensus(_question(), [_MAYOR, _NOISE]).agreed == 0
    assert Consensus(_question(), [_MAYOR, _PAPER, _NOISE, third]).agreed == 2
    assert Consensus(_question(), []).agreed == 0


def test_short_texts_of_several_articles_are_snippets() -> None:
    """Three short articles are news in brief; one article, or long ones, aren't."""
    long = [retrieved("Nora Veidt won. " * 30, title=title) for title in "abc"]

    assert are_snippets([_MAYOR, _PAPER, _NOISE])
    assert not are_snippets([_MAYOR, _MAYOR, _MAYOR])
    assert not are_snippets(long)
    assert not are_snippets([])
