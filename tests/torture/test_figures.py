"""What is called flat, and what isn't."""

from tests.torture.figures import FLAT, is_flat, rise, sample


def test_caches_that_fill_in_the_first_third_are_no_leak() -> None:
    """What rises at first and stays there afterwards is flat."""
    assert rise([(at, min(100 + at, 130)) for at in range(90)]) < FLAT


def test_a_small_leak_is_seen_through_noise() -> None:
    """One part in a thousand at each step is more than flat, whatever else goes up and down."""
    leaking = [(at, 100 + 0.1 * at + (3 if at % 2 else -3)) for at in range(90)]
    assert rise(leaking) > FLAT
    assert not is_flat(leaking)


def test_one_more_is_no_leak() -> None:
    """A file that stays open once it is needed is flat, one every few operations isn't."""
    assert is_flat([(at, 40 + (at > 50)) for at in range(90)])
    assert not is_flat([(at, 40 + at // 10) for at in range(90)])


def test_something_is_held() -> None:
    """This process has memory and open files."""
    held = sample(7)
    assert held.operations == 7
    assert held.own > 1
    assert held.files > 1
