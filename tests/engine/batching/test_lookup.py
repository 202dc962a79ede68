from hypothesis import given
from hypothesis import strategies as st

from engine.batching.drafting import Drafting
from engine.batching.lookup import Lookup

_tokens = st.lists(st.integers(0, 3), max_size=40)


@given(tokens=_tokens, most=st.integers(1, 10))
def test_guesses_followed_the_same_tokens_before(tokens: list[int], most: int) -> None:
    """What is guessed stands in the text, right behind the tokens that the text ends with."""
    guesses = Lookup(tokens).guess(most)
    assert len(guesses) <= most
    if guesses:
        copied = tokens[-3:] + guesses
        starts = range(len(tokens) - len(copied) + 1)
        assert any(tokens[start : start + len(copied)] == copied for start in starts)


@given(tokens=_tokens, most=st.integers(1, 10))
def test_nothing_is_guessed_only_where_nothing_repeats(tokens: list[int], most: int) -> None:
    """Where the last three tokens occurred before, something is guessed."""
    ending = tokens[-3:]
    before = [tokens[at : at + 3] for at in range(len(tokens) - 3)]
    assert bool(Lookup(tokens).guess(most)) == (ending in before)


def test_the_longest_likeness_decides() -> None:
    """Of several places the one is taken before which most is the same."""
    lookup = Lookup([7, 1, 2, 3, 50, 8, 1, 2, 3, 60, 9, 1, 2, 3, 70])
    for token in (8, 1, 2, 3):
        lookup.add(token)
    assert lookup.guess(1) == [60]


def test_guesses_grow_while_they_are_right() -> None:
    """A reply that copies is guessed further ahead with every success, up to the most."""
    drafting = Drafting([*range(100), 0, 1, 2], most=32)
    lengths: list[int] = []
    for _ in range(4):
        lengths.append(len(drafting.guess(32)))
        drafting.learn(guessed=lengths[-1], right=lengths[-1])
    assert lengths == [8, 16, 32, 32]


def test_guesses_stop_where_they_are_wrong() -> None:
    """After guesses that were mostly wrong a reply is written without, for longer each time."""
    text = [1, 2, 3, 4, 5, 6, 7, 8]
    drafting = Drafting([*text, *text, 1, 2, 3], most=8)
    pauses: list[int] = []
    for _ in range(3):
        guesses = drafting.guess(8)
        assert guesses
        drafting.learn(guessed=len(guesses), right=0)
        pause = 0
        while not drafting.guess(8):
            drafting.add(text[(3 + sum(pauses) + pause) % 8])
            pause += 1
        pauses.append(pause)
    assert pauses == [8, 16, 32]


def test_few_guesses_are_not_worth_a_step() -> None:
    """Where hardly anything follows the place that is copied, nothing is guessed."""
    assert Drafting([1, 2, 3, 4, 1, 2, 3], most=8).guess(3) == []
    assert Drafting([1, 2, 3, 4, 1, 2, 3], most=8).guess(8) == [4, 1, 2, 3]
    assert Drafting([1, 2, 3, 4, 1, 2, 3], most=1).guess(8) == [4]
