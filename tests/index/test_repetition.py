"""Which passages repeat what better ones say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.repetition import Found, distinct

FERRY = (
    "Ferries between the mainland and the four northern islands left port again on Wednesday "
    "morning, ending the longest interruption of the service since it was founded in 1964. The "
    "first boat took 212 passengers and nineteen lorries with food to the harbour of Vestrøy."
)
MORE = " A school gym had been turned into a dormitory, and the shop had run out of flour."
OTHER = "Meteorologists expect calmer weather until the weekend, with light winds from the south."
NOTHING: frozenset[str] = frozenset()


def _kept(*texts: str) -> dict[int, tuple[int, ...]]:
    kept = distinct([Found(text=text, asked=NOTHING) for text in texts])
    return {each.place: each.repeats for each in kept}


@pytest.mark.parametrize(
    "repeat",
    [
        pytest.param(FERRY, id="the same"),
        pytest.param(f"VESTRØY (NTB) – {FERRY}", id="with a dateline"),
        pytest.param(FERRY.replace("took", "carried"), id="with another word"),
        pytest.param(FERRY[: FERRY.index(" The first")], id="cut"),
        pytest.param(FERRY.replace("islands", "Islands\n").upper(), id="set differently"),
    ],
)
def test_what_says_the_same_is_a_repeat(repeat: str) -> None:
    """An edit doesn't make a passage say anything else, so the better one stands for both."""
    assert _kept(FERRY, OTHER, repeat) == {0: (2,), 1: ()}


@pytest.mark.parametrize(
    "own",
    [
        pytest.param(FERRY.replace("212", "221"), id="another number"),
        pytest.param(OTHER, id="another subject"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_says_something_else_stays(own: str) -> None:
    """A passage with a number of its own isn't hidden behind one that is worded alike."""
    assert _kept(FERRY, own) == {0: (), 1: ()}


def test_what_says_more_stays_and_is_remembered() -> None:
    """A longer passage is no repeat of a shorter one, but has what that one says, too."""
    assert _kept(FERRY, FERRY + MORE * 2) == {0: (1,), 1: ()}
    assert _kept(FERRY + MORE * 2, FERRY) == {0: (1,)}


def test_what_has_another_word_of_the_question_stays() -> None:
    """A passage with a word of the question that the better one lacks may be what was meant."""
    better = Found(text=FERRY, asked=frozenset({"ferry"}))
    other = Found(text=FERRY.replace("took", "carried"), asked=frozenset({"ferry", "carry"}))

    assert [each.place for each in distinct([better, other])] == [0, 1]
    assert [each.place for each in distinct([other, better])] == [0]


def test_nothing_is_found_in_nothing() -> None:
    """Without texts nothing is kept."""
    assert distinct([]) == ()


@given(
    texts=st.lists(
        st.lists(st.sampled_from(["one", "two", "three", "2", "four"]), max_size=9).map(" ".join),
        max_size=8,
    )
)
def test_every_text_is_kept_or_remembered(texts: list[str]) -> None:
    """The best text is kept, and each other one is kept or comes with a better one."""
    kept = distinct([Found(text=text, asked=NOTHING) for text in texts])
    places = [each.place for each in kept]

    assert places == sorted(places)
    assert places[:1] == [0][: len(texts)]
    for each in kept:
        assert all(each.place < repeat for repeat in each.repeats)
    assert {*places, *(repeat for each in kept for repeat in each.repeats)} == set(
        range(len(texts))
    )
