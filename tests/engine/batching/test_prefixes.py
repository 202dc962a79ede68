from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from engine.batching.prefixes import best, common

_tokens = st.lists(st.integers(0, 2), max_size=12)


@dataclass(frozen=True)
class Line:
    """Something that was read."""

    tokens: tuple[int, ...]


@given(one=_tokens, other=_tokens)
def test_what_two_lists_share(one: list[int], other: list[int]) -> None:
    """The common beginning is the longest one: equal so far, and no further."""
    length = common(one, other)
    assert one[:length] == other[:length]
    assert one[: length + 1] != other[: length + 1] or length == len(one) == len(other)


@given(prompt=_tokens.filter(bool), offered=st.lists(_tokens, max_size=6))
def test_the_longest_beginning_is_taken(prompt: list[int], offered: list[list[int]]) -> None:
    """No other offer shares more with a prompt, and the prompt's last token is never counted."""
    lines = [Line(tuple(tokens)) for tokens in offered]
    found, length = best(tuple(prompt), lines)
    shared = [min(common(prompt, tokens), len(prompt) - 1) for tokens in offered]
    assert length == max(shared, default=0)
    assert (found is None) == (length == 0)
