"""Which words may be one misspelled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.spelling import edits, is_slip, most_edits

_WORDS = st.text("abcdé", max_size=12)


@given(one=_WORDS, other=_WORDS)
def test_slips_count_the_same_from_both_sides(one: str, other: str) -> None:
    """A word is as far from another as that from it, and nothing is near itself but itself."""
    there = edits(one, other, 12)

    assert there == edits(other, one, 12)
    assert (there == 0) == (one == other)
    assert there is not None
    assert abs(len(one) - len(other)) <= there <= max(len(one), len(other))


@given(one=_WORDS, other=_WORDS, most=st.integers(0, 4))
def test_a_limit_changes_no_count(one: str, other: str, most: int) -> None:
    """With a limit the count is the same, or None where it is higher."""
    full = edits(one, other, 12)
    assert full is not None

    assert edits(one, other, most) == (full if full <= most else None)


def test_two_neighbours_that_changed_places_are_one_slip() -> None:
    """Swapped letters are one slip of the pen, not two."""
    assert edits("kubali", "kublai", 2) == 1


def test_short_words_have_no_slips() -> None:
    """What has few letters is near too many words; long ones may have two slips."""
    assert [most_edits("x" * length) for length in (4, 5, 8, 9)] == [0, 1, 1, 2]


@pytest.mark.parametrize(
    ("written", "right"),
    [("hohenfles", "hohenfels"), ("lindqist", "lindqvist"), ("bismark", "bismarck")],
)
def test_a_misspelled_name_is_told(written: str, right: str) -> None:
    """A letter too few, or two that changed places, leave a name to be recognised."""
    assert is_slip(written, right, name=True)


@pytest.mark.parametrize(
    ("written", "right"),
    [("marie", "maria"), ("dutch", "ditch"), ("norman", "german"), ("lindqvist", "lindgrens")],
)
def test_another_name_is_no_slip(written: str, right: str) -> None:
    """Names that differ at the end, in a letter of a short one, or in much are two names."""
    assert not is_slip(written, right, name=True)


@pytest.mark.parametrize(
    ("written", "right"),
    [("goovernment", "government"), ("familes", "families"), ("comninatorial", "combinatorial")],
)
def test_a_misspelled_word_is_told(written: str, right: str) -> None:
    """A letter too many or too few, and another letter in a long word, are slips."""
    assert is_slip(written, right, name=False)


@pytest.mark.parametrize(
    ("written", "right"),
    [("expensive", "extensive"), ("presence", "present"), ("produced", "product")],
)
def test_another_word_or_form_is_no_slip(written: str, right: str) -> None:
    """Two words that look alike, and two forms of one, stay what they are."""
    assert not is_slip(written, right, name=False)
