import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.importing.json_elements import BrokenJson, elements

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


class _Drops(io.StringIO):
    """Text that comes a few characters at a time."""

    def read(self, _size: int | None = -1, /) -> str:
        return super().read(3)


@given(values=st.lists(_VALUES), indent=st.none() | st.just(2))
def test_elements_are_what_the_array_holds(values: list[Any], indent: int | None) -> None:
    """Reading in parts, however short, finds the same as reading it whole."""
    text = json.dumps(values, indent=indent)
    assert list(elements(_Drops(text))) == values


@given(before=st.dictionaries(st.text(), _VALUES, max_size=3), values=st.lists(_VALUES))
def test_an_array_in_an_object_is_found(before: dict[str, Any], values: list[Any]) -> None:
    """What stands before it is passed over, even if the key's name occurs in it."""
    before.pop("items", None)
    text = json.dumps({**before, "other": {"items": [0]}, "items": values, "after": 1})
    assert list(elements(_Drops(text), key="items")) == values


@pytest.mark.parametrize("text", ["", "{", "[1, 2", "[1 2]", "[,]", '["a', "[[[", "nonsense"])
def test_what_is_no_array_is_broken(text: str) -> None:
    """An array that never ends is told after what it held."""
    with pytest.raises(BrokenJson):
        list(elements(io.StringIO(text)))


def test_a_missing_key_is_broken() -> None:
    """An object without the array has nothing to read."""
    with pytest.raises(BrokenJson):
        list(elements(io.StringIO('{"a": [1]}'), key="items"))


def test_depth_is_no_danger() -> None:
    """Brackets by the thousand are broken, not a crash."""
    with pytest.raises(BrokenJson):
        list(elements(io.StringIO("[" * 100_000)))
