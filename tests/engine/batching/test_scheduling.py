from hypothesis import given
from hypothesis import strategies as st

from engine.batching.scheduling import shares

_lefts = st.lists(st.integers(1, 60), max_size=8)
_rooms = st.integers(4, 128)


@given(left=_lefts, room=_rooms)
def test_a_step_is_filled_and_never_overfilled(left: list[int], room: int) -> None:
    """A step reads as much as there is and as fits, and of no prompt more than is left."""
    given_ = shares(left, room)
    assert sum(given_) == min(room, sum(left))
    assert all(0 <= share <= most for share, most in zip(given_, left, strict=True))


@given(left=_lefts.filter(bool), room=_rooms)
def test_the_oldest_prompt_always_goes_on(left: list[int], room: int) -> None:
    """The prompt that came first gets something of each step, however short the others are."""
    assert shares(left, room)[0] >= 1


@given(left=_lefts.filter(bool), room=_rooms)
def test_all_is_read_in_the_end(left: list[int], room: int) -> None:
    """Step by step all prompts are read, in the fewest steps that are possible."""
    steps = 0
    total = sum(left)
    while any(left):
        left = [each - share for each, share in zip(left, shares(left, room), strict=True)]
        steps += 1
    assert steps == -(-total // room)


def test_short_prompts_overtake_long_ones() -> None:
    """A newcomer with a short prompt is read before most of a long one."""
    assert shares([1000, 30, 20], 64) == [16, 28, 20]
