"""How often the same is said."""

from bot.throttle import Throttle
from tests.bot.clock import Clock


def test_it_happens_once_in_a_while_for_each() -> None:
    """One key doesn't hold up another, and after the time it may happen again."""
    clock = Clock()
    throttle = Throttle(seconds=30, now=clock)
    assert throttle.allows("a")
    assert throttle.allows("b")
    clock.pass_(29)
    assert not throttle.allows("a")
    clock.pass_(1)
    assert throttle.allows("a")
    assert not throttle.allows("a")


def test_what_was_refused_does_not_count() -> None:
    """Trying again and again doesn't make the time longer."""
    clock = Clock()
    throttle = Throttle(seconds=30, now=clock)
    assert throttle.allows("a")
    for _ in range(3):
        clock.pass_(9)
        assert not throttle.allows("a")
    clock.pass_(3)
    assert throttle.allows("a")
