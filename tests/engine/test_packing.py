"""Texts of several calls in one batch."""

from collections import deque

from hypothesis import given
from hypothesis import strategies as st

from engine.packing import SEQUENCES, Waiting, pack, packed_tokens

TOKENS = 128


class Lengths:
    """A call whose texts are known by the name of the call and their length."""

    def __init__(self, name: int, lengths: list[int]) -> None:
        """Let texts of these lengths wait."""
        self._name = name
        self._lengths = deque(lengths)

    def next_length(self) -> int | None:
        """Return the length of the next text."""
        return self._lengths[0] if self._lengths else None

    def take(self) -> tuple[int, int]:
        """Return the name of the call and the length of the text."""
        return self._name, self._lengths.popleft()


def waiting(*calls: list[int]) -> "deque[Waiting[tuple[int, int]]]":
    """Return calls with texts of these lengths, named by their place."""
    return deque(Lengths(name, lengths) for name, lengths in enumerate(calls))


@given(st.lists(st.lists(st.integers(min_value=1, max_value=512), max_size=40), max_size=12))
def test_every_text_is_read_once(calls: list[list[int]]) -> None:
    """Batches hold every text once, in the order of its call, and several only where they fit."""
    queue = waiting(*calls)
    read: list[list[int]] = [[] for _ in calls]
    while queue:
        batch = pack(queue, tokens=TOKENS)
        assert len(batch) <= SEQUENCES
        assert len(batch) <= 1 or sum(length for _, length in batch) <= TOKENS
        for name, length in batch:
            read[name].append(length)
    assert read == calls


@given(st.lists(st.integers(min_value=1, max_value=512), min_size=1), st.integers(1, TOKENS))
def test_one_text_does_not_wait_for_many(long: list[int], short: int) -> None:
    """The only text of a call is read in the first or second batch, however much came before it."""
    queue = waiting(long, [short])
    first = pack(queue, tokens=TOKENS)
    second = pack(queue, tokens=TOKENS)
    assert (1, short) in first + second
    assert (1, short) in first or second[0] == (1, short)


@given(st.lists(st.integers(min_value=1, max_value=512), min_size=1, max_size=12))
def test_every_call_has_its_turn(lengths: list[int]) -> None:
    """Of so many calls, each is in one of as many batches, however much the others want."""
    queue = waiting(*([length] * 50 for length in lengths))
    served = {name for _ in lengths for name, _ in pack(queue, tokens=TOKENS)}
    assert served == set(range(len(lengths)))


def test_a_text_longer_than_a_batch_is_read_alone() -> None:
    """What is too long to be packed is a batch of its own, and holds up nothing that fits."""
    queue = waiting([10, 500], [10])
    assert pack(queue, tokens=TOKENS) == [(0, 10), (1, 10)]
    assert pack(queue, tokens=TOKENS) == [(0, 500)]
    assert not queue


def test_calls_without_texts_are_removed() -> None:
    """A call from which nothing is wanted any more is forgotten."""
    queue = waiting([], [], [])
    assert pack(queue, tokens=TOKENS) == []
    assert not queue


def test_a_graphics_card_gets_larger_batches() -> None:
    """What computes thousands of tokens at once gets more than a processor does."""
    assert packed_tokens(on_gpu=True) > packed_tokens(on_gpu=False)
