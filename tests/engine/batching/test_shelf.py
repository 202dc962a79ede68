import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.batching.prefixes import common
from engine.batching.shelf import Kept, Shelf


def kept(*tokens: int, size: int = 10) -> Kept:
    """Return a prompt whose state has `size` bytes."""
    return Kept(tokens=list(tokens), state=np.zeros(size, np.uint8))


def test_a_prompt_takes_the_place_of_its_beginning() -> None:
    """What a longer prompt begins with needn't be kept beside it."""
    shelf = Shelf(25)
    shelf.put(kept(1, 2))
    shelf.put(kept(3, 4))
    shelf.put(kept(1, 2, 5))
    assert shelf.holds([1, 2, 5])
    assert shelf.holds([3, 4])
    assert shelf.holds([1, 2])
    assert not shelf.holds([1, 3])


def test_what_was_used_last_stays() -> None:
    """Where room is short, what has been used least recently goes."""
    shelf = Shelf(25)
    shelf.put(kept(1, 1))
    shelf.put(kept(2, 2))
    found, length = shelf.best([1, 1, 7])
    assert found is not None
    assert length == 2
    shelf.use(found)
    shelf.put(kept(3, 3))
    assert shelf.holds([1, 1])
    assert not shelf.holds([2, 2])


def test_a_large_prompt_displaces_several() -> None:
    """As many are given up as a prompt needs room, and no more."""
    shelf = Shelf(30)
    for token in (1, 2, 3):
        shelf.put(kept(token, token))
    shelf.put(kept(4, 4, size=20))
    assert [shelf.holds([token, token]) for token in (1, 2, 3, 4)] == [False, False, True, True]


@given(prompts=st.lists(st.lists(st.integers(0, 2), min_size=1, max_size=6), max_size=12))
def test_the_best_is_found_among_what_is_kept(prompts: list[list[int]]) -> None:
    """With room for all, every beginning that was ever put is found again."""
    shelf = Shelf(1000)
    for prompt in prompts:
        shelf.put(kept(*prompt))
    for prompt in prompts:
        found, length = shelf.best([*prompt, 9])
        assert found is not None
        assert length == len(prompt) == common(prompt, found.tokens)
