"""What a machine has room for."""

from pathlib import Path

from bot.setup.choices import CHOICES, in_words
from bot.setup.machine import Machine, this_machine


def test_this_machine_is_known(tmp_path: Path) -> None:
    """Its memory and disk, also for a folder that isn't there yet."""
    found = this_machine(tmp_path / "not" / "there")
    assert found.cores >= 1
    assert found.memory is not None
    assert found.memory > 100_000_000
    assert found.disk is not None


def test_what_a_machine_does_not_tell_keeps_nothing_out() -> None:
    """The person knows better."""
    unknown = Machine(memory=None, cores=1, disk=None)
    assert all(choice.fits(unknown) for choice in CHOICES)


def test_a_model_needs_memory_and_disk() -> None:
    """Either may be missing; the bundled one is there already."""
    large = Machine(memory=10**12, cores=1, disk=10**12)
    for machine in (
        Machine(memory=10**9, cores=1, disk=10**12),
        Machine(memory=10**12, cores=1, disk=10**8),
    ):
        assert [choice.fits(machine) for choice in CHOICES] == [True, *[False] * 4]
    assert all(choice.fits(large) for choice in CHOICES)


def test_times_are_told_as_people_say_them() -> None:
    """An estimate has no decimals."""
    seconds = (0.2, 1.4, 3.2, 14, 89, 100, 600)
    assert [in_words(each) for each in seconds] == [
        "a second",
        "a second",
        "3 seconds",
        "10 seconds",
        "90 seconds",
        "2 minutes",
        "10 minutes",
    ]
