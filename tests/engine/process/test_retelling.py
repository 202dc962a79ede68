"""A text that comes twice is told once."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import ModelCrashed
from engine.process.retelling import Retelling


@given(st.lists(st.text(max_size=4)), st.lists(st.integers(0, 30), max_size=4), st.data())
def test_every_part_is_told_once(
    pieces: list[str], crashes: list[int], data: st.DataObject
) -> None:
    """Wherever it breaks off and however it is cut into pieces then."""
    text = "".join(pieces)
    told: list[str] = []
    retelling = Retelling(told.append)
    for crash in crashes:
        for piece in pieces[:crash]:
            retelling.take(piece)
        retelling.again()
        pieces = _cut(text, data.draw(st.lists(st.integers(0, len(text)), max_size=5)))
    new = [retelling.take(piece) for piece in pieces]
    assert "".join(told) == text
    assert retelling.length == len(text)
    assert all(told)
    assert any(new) or not text or crashes


def _cut(text: str, places: list[int]) -> list[str]:
    cuts = [0, *sorted(places), len(text)]
    return [text[start:end] for start, end in pairwise(cuts)]


@pytest.mark.parametrize("again", ["aX", "X", "abcX", "bab"])
def test_another_text_is_refused(again: str) -> None:
    """Nothing is told of a text that doesn't begin with what was told before."""
    told: list[str] = []
    retelling = Retelling(told.append)
    retelling.take("abd")
    retelling.again()
    with pytest.raises(ModelCrashed, match="wrote another one"):
        retelling.take(again)
    assert told == ["abd"]
