"""Whether a question's words stand together in a text."""

from hypothesis import given
from hypothesis import strategies as st

from index.proximity import nearness
from index.ranking import Asked, asked

_TERMS = st.lists(st.sampled_from(["castl", "river", "bridg", "boat"]), max_size=30)


def _asked(question: str) -> Asked:
    return asked(question, "en", frequencies={}, passages=10)


@given(terms=_TERMS)
def test_nearness_is_a_share(terms: list[str]) -> None:
    """It lies between 0 and 1 for every text, and nothing is near in an empty one."""
    question = _asked("castle river bridge")

    assert 0 <= nearness(question, terms) <= 1
    assert nearness(question, []) == 0


@given(terms=_TERMS)
def test_the_order_doesnt_matter(terms: list[str]) -> None:
    """Words that stand together do so read backwards, too."""
    question = _asked("castle river bridge")

    assert nearness(question, terms) == nearness(question, terms[::-1])


def test_words_far_apart_arent_together() -> None:
    """Having all words somewhere isn't having them together."""
    question = _asked("castle bridge")

    assert nearness(question, ["castl", "boat", "bridg"]) == 1
    assert nearness(question, ["castl", *["boat"] * 9, "bridg"]) == 0


def test_a_single_word_has_no_company() -> None:
    """A question of one word, or of one word twice, has no pair to look for."""
    assert nearness(_asked("castle"), ["castl"]) == 0
    assert nearness(_asked("castle castle"), ["castl", "castl"]) == 0
