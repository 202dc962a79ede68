from dataclasses import replace

import numpy as np
import pytest

from answer.agreement import Statement, agreements, contradictions, says_the_same
from index.models import Sentence
from index.ports import Vectors
from tests.answer.fakes import card

SAME = np.ones((9, 1), dtype=np.float32)  # all close to each other


def _statement(number: int, text: str, *, published: str | None = None) -> Statement:
    article = replace(card(f"Article {number}"), published=published)
    return Statement(
        number=number, article=article, sentence=Sentence(start=0, end=len(text), text=text)
    )


def _apart(count: int) -> Vectors:
    return np.eye(count, dtype=np.float32)


def test_articles_that_say_the_same_agree() -> None:
    """In their own words, if one has all names and numbers of the other."""
    one = _statement(0, "Ashleigh Barty won the ladies' title at Wimbledon.")
    other = _statement(1, "The title of the ladies at Wimbledon was won by Ashleigh Barty in 2021.")
    aside = _statement(1, "Rain fell on the roofs of Wimbledon.")
    assert agreements([one, other, aside], SAME[:3]) == [(one, other)]


@pytest.mark.parametrize(
    "text",
    [
        "Angelique Kerber won the ladies' title at Wimbledon in 2019.",
        "Simona Halep won the ladies' title at Wimbledon in 2018.",
        "Simona Halep never won the ladies' title at Wimbledon in 2019.",
        "Simona Halep lost the ladies' title at Wimbledon in 2019.",
        "Simona Halep was at Wimbledon in 2019.",
    ],
)
def test_another_name_number_or_sense_is_no_agreement(text: str) -> None:
    """However close they are."""
    one = _statement(0, "Simona Halep won the ladies' title at Wimbledon in 2019.")
    assert not says_the_same(one, _statement(1, text))
    assert agreements([one, _statement(1, text)], SAME[:2]) == []


def test_what_means_something_else_is_no_agreement() -> None:
    """The same words in sentences that are far from each other."""
    text = "Tobias Renn opened the bridge of Hallow."
    assert agreements([_statement(0, text), _statement(1, text)], _apart(2)) == []


def test_an_article_does_not_agree_with_itself() -> None:
    """Only what different articles say counts."""
    text = "Tobias Renn opened the bridge of Hallow."
    assert agreements([_statement(0, text), _statement(0, text)], SAME[:2]) == []


def test_three_articles_agree_in_one_group() -> None:
    """Each with one statement, whatever pairs were found first."""
    text = "Tobias Renn opened the bridge of Hallow in 1931."
    statements = [_statement(number, text) for number in (0, 1, 1, 2)]
    [group] = agreements(statements, SAME[:4])[:1]
    assert [each.number for each in group] == [0, 1, 2]


def test_no_statement_agrees_twice() -> None:
    """Groups don't overlap."""
    text = "Tobias Renn opened the bridge of Hallow in 1931."
    statements = [_statement(number, text) for number in (0, 0, 1, 1, 2, 2)]
    groups = agreements(statements, SAME[:6])
    spoken = [id(each) for group in groups for each in group]
    assert len(spoken) == len(set(spoken))


def test_articles_that_differ_in_a_number_contradict_each_other() -> None:
    """Both sides are told, that of the newest article first."""
    old = _statement(
        0, "In all, 34 people were taken to hospital in Norwick.", published="2026-01-01"
    )
    new = _statement(
        1, "In all, 43 people were taken to hospital in Norwick.", published="2026-02-01"
    )
    [found] = contradictions([old, new], SAME[:2])
    assert [(side.number, words) for side, words in found.sides] == [(1, "43"), (0, "34")]


def test_three_sides_are_told_together() -> None:
    """What two articles contradict in the same words is one contradiction."""
    texts = [f"In all, {count} people were taken to hospital in Norwick." for count in (3, 4, 5)]
    statements = [_statement(number, text) for number, text in enumerate(texts)]
    [found] = contradictions(statements, SAME[:3])
    assert sorted(words for _, words in found.sides) == ["3", "4", "5"]


def test_what_is_about_something_else_is_no_contradiction() -> None:
    """Sentences far from each other, or in different languages, aren't compared."""
    one = _statement(0, "In all, 34 people were taken to hospital in Norwick.")
    other = _statement(1, "In all, 43 people were taken to hospital in Norwick.")
    german = replace(other, article=replace(other.article, language="de"))
    assert contradictions([one, other], _apart(2)) == []
    assert contradictions([one, german], SAME[:2]) == []
