"""People may ask so many questions in any minute."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cooldowns import Cooldowns
from bot.errors import Refused
from tests.bot.clock import Clock

ALICE, BOB = 1, 2


def test_too_many_in_a_minute() -> None:
    """One question too many is refused with the seconds to wait; after them it is taken."""
    clock = Clock()
    cooldowns = Cooldowns(per_minute=2, now=clock)
    cooldowns.take(ALICE)
    clock.pass_(20.5)
    cooldowns.take(ALICE)
    with pytest.raises(Refused) as refusal:
        cooldowns.take(ALICE)
    assert (refusal.value.key, refusal.value.values) == ("cooling-down", {"seconds": 40})
    cooldowns.take(BOB)
    clock.pass_(39.5)
    cooldowns.take(ALICE)
    with pytest.raises(Refused):
        cooldowns.take(ALICE)


def test_any_number() -> None:
    """With no limit nobody is refused, and nobody is remembered."""
    cooldowns = Cooldowns(per_minute=0, now=Clock())
    for _ in range(1000):
        cooldowns.take(ALICE)
    assert len(cooldowns) == 0


def test_who_is_idle_is_forgotten() -> None:
    """Only people who asked within the last minute are remembered."""
    clock = Clock()
    cooldowns = Cooldowns(per_minute=3, now=clock)
    for user_id in range(10_000):
        cooldowns.take(user_id)
        clock.pass_(1.0)
    assert len(cooldowns) == 60


@given(
    per_minute=st.integers(1, 4),
    tries=st.lists(st.tuples(st.integers(1, 3), st.floats(0.0, 40.0)), max_size=60),
)
def test_every_minute_has_its_limit(per_minute: int, tries: list[tuple[int, float]]) -> None:
    """What is taken never exceeds the limit in any minute, and a try is refused only for that."""
    clock = Clock()
    cooldowns = Cooldowns(per_minute=per_minute, now=clock)
    taken: list[tuple[int, float]] = []
    for user_id, pause in tries:
        clock.pass_(pause)
        lately = [at for user, at in taken if user == user_id and at > clock() - 60.0]
        try:
            cooldowns.take(user_id)
        except Refused as refusal:
            assert len(lately) == per_minute
            seconds = refusal.values["seconds"]
            assert isinstance(seconds, int)
            assert 1 <= seconds <= 60
            assert lately[0] + 60.0 <= clock() + seconds + 1e-6
        else:
            assert len(lately) < per_minute
            taken.append((user_id, clock()))
    lately_asked = {user for user, at in taken if at > clock() - 60.0}
    assert len(cooldowns) == len(lately_asked)


def test_a_server_asks_so_much_in_a_minute() -> None:
    """Its members share that; other servers and direct messages have their own."""
    clock = Clock()
    cooldowns = Cooldowns(per_minute=2, of_server=3, now=clock)
    for user_id in range(3):
        cooldowns.take(user_id, 1001)
    with pytest.raises(Refused) as refusal:
        cooldowns.take(9, 1001)
    assert (refusal.value.key, refusal.value.values) == ("server-cooling-down", {"seconds": 60})
    for _ in range(2):
        cooldowns.take(9, 2002)  # the refused try doesn't count against the person
    cooldowns.take(0)
    with pytest.raises(Refused, match=r"^cooling-down"):
        cooldowns.take(0, 2002)
    cooldowns.take(1, 2002)  # nor does one that the person is refused count against the server
    clock.pass_(61.0)
    cooldowns.take(9, 1001)
