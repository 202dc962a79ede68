"""Prints the installed packages that Footnote doesn't need to run, one a line.

    python deploy/unneeded.py weights.in

requirements.lock has what tests and development need as well, which has no place in an image.
"""

import sys
from collections.abc import Collection
from importlib.metadata import PackageNotFoundError, distributions, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_PROGRAM = "footnote[postgres]"


def needed(*wanted: str) -> set[str]:
    """Return the names of installed packages that `wanted` and all that they need consist of."""
    found: set[tuple[str, str]] = set()
    open_ = [Requirement(each) for each in wanted]
    while open_:
        requirement = open_.pop()
        name = canonicalize_name(requirement.name)
        for extra in ("", *requirement.extras):
            if (name, extra) not in found:
                found.add((name, extra))
                open_ += _required(name, extra)
    return {name for name, _ in found}


def unneeded(wanted: Collection[str]) -> list[str]:
    """Return the names of all other installed packages."""
    installed = {canonicalize_name(each.metadata["Name"]) for each in distributions()}
    return sorted(installed - needed(*wanted))


def _required(name: str, extra: str) -> list[Requirement]:
    """Return what an installed package, or one of its extras, needs on this machine."""
    try:
        listed = [Requirement(each) for each in requires(name) or ()]
    except PackageNotFoundError:  # it is for other machines
        return []
    return [
        each for each in listed if each.marker is None or each.marker.evaluate({"extra": extra})
    ]


def _weights(path: Path) -> list[str]:
    """Return the packages with the weights, of which nothing but the files is needed."""
    lines = (line.partition("#")[0].strip() for line in path.read_text("utf-8").splitlines())
    return [canonicalize_name(Requirement(line).name) for line in lines if line]


if __name__ == "__main__":
    weights = _weights(Path(sys.argv[1]))
    print("\n".join(name for name in unneeded([_PROGRAM]) if name not in weights))  # noqa: T201 - its purpose
