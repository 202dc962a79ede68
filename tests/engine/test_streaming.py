from hypothesis import given
from hypothesis import strategies as st

from engine.streaming import ReplyText


def shown(pieces: list[bytes], stop: tuple[str, ...] = ()) -> list[str]:
    """Return what is shown for each piece, and what remains at the end."""
    reply = ReplyText(stop)
    return [*map(reply.feed, pieces), reply.rest()]


def test_a_character_split_over_tokens_comes_whole() -> None:
    """Bytes of an unfinished character wait for the others."""
    fish = "🐟".encode()
    assert shown([b"a", fish[:1], fish[1:3], fish[3:] + b"b"]) == ["a", "", "", "🐟b", ""]


def test_a_character_cut_in_half_at_the_end_is_dropped() -> None:
    """A reply that ends inside a character ends before it."""
    assert shown(["né".encode()[:-1]]) == ["n", ""]


def test_invalid_bytes_are_replaced() -> None:
    """Bytes that aren't UTF-8 become the replacement character and don't end the reply."""
    assert "".join(shown([b"a\xff", b"b"])) == "a\N{REPLACEMENT CHARACTER}b"


def test_a_stop_string_split_over_tokens_does_not_leak() -> None:
    """No part of a stop string is shown, nor anything after it."""
    assert shown([b"yes#", b"#", b"END", b"no"], ("##END",)) == ["yes", "", "", "", ""]


def test_a_false_start_of_a_stop_string_is_shown() -> None:
    """What looked like a stop string and wasn't is shown in the end."""
    assert shown([b"a#", b"b", b"#"], ("##",)) == ["a", "#b", "", "#"]


def test_the_first_of_several_stop_strings_counts() -> None:
    """A reply ends where its first stop string begins; an empty one means nothing."""
    assert shown([b"one. two\n"], ("\n", ".", "")) == ["one", ""]


@given(
    st.text(alphabet="ab\né🐟"),
    st.lists(st.text(alphabet="ab\n", min_size=1, max_size=3), max_size=2),
    st.integers(min_value=1, max_value=4),
)
def test_the_reply_is_the_text_before_the_first_stop(
    text: str, stop: list[str], width: int
) -> None:
    """However the bytes are cut into tokens, the same text is shown.

    It ends before the stop string that is complete first, of several the longest.
    """
    encoded = text.encode()
    pieces = [encoded[start : start + width] for start in range(0, len(encoded), width)]
    ends = [(text.index(mark) + len(mark), text.index(mark)) for mark in stop if mark in text]
    _, end = min(ends, default=(0, len(text)))
    assert "".join(shown(pieces, tuple(stop))) == text[:end]


def test_a_stop_string_inside_another_counts_when_it_is_complete() -> None:
    """The reply is over with the first complete stop string, whatever might have become another."""
    assert shown([b"\na"], ("a", "\naa")) == ["\n", ""]
    assert shown([b"\n", b"aa"], ("a", "\naa")) == ["", "\n", ""]
