from evals.speed.machine import limits, this_machine


def test_the_machine_is_named_with_what_computes() -> None:
    """Who reads figures learns on what and with which versions they were measured."""
    machine = this_machine()
    told = str(machine)
    assert machine.cores >= 1
    assert machine.memory_gib > 0
    assert machine.cpu in told
    assert f"{machine.cores} cores" in told
    for name in ("Python", "llama-cpp-python", "chromadb", "numpy"):
        assert f"{name} {machine.versions[name]}" in told


def test_limits_are_those_of_a_computer() -> None:
    """Any machine that runs Footnote reads and multiplies some, and none without end."""
    found = limits(2)
    assert 1e8 < found.bytes_read < 1e13
    assert 1e8 < found.operations < 1e15
