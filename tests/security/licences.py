"""The licences of all that a plain installation brings, as docs/licences.md lists them.

python -m tests.security.licences [docs/licences.md]

The exit code is 1 when a licence isn't among those that let Footnote be MIT-licensed and used by
anybody for anything.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Final = Path(__file__).parents[2]
PROJECT: Final = "footnote"
WEIGHTS: Final = ROOT / "weights.in"
_COPYLEFT: Final = re.compile(r"GPL|Affero|General Public", re.IGNORECASE)
_FREE: Final = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|Python-2.0|MPL|Mozilla|Zlib|Unlicense"
    r"|Public Domain|CC0|0BSD|HPND|Dual License",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Licensed:
    """A package that is installed, and under which licence.

    Attributes:
        direct: whether Footnote names it itself.
    """

    name: str
    version: str
    licence: str
    direct: bool

    @property
    def allowed(self) -> bool:
        """Whether its licence asks nothing of who uses Footnote but to name it."""
        choices = re.split(r"\s+OR\s+", self.licence)
        return any(_FREE.search(each) and not _COPYLEFT.search(each) for each in choices)


def installed() -> list[Licensed]:
    """Return what a plain installation brings, the bundled weights included, by name."""
    direct = {*_needed_by(PROJECT), *_weights()}
    names = _closure(direct)
    told = subprocess.run(
        [sys.executable, "-m", "piplicenses", "--from=mixed", "--format=json", "--with-system"],
        capture_output=True,
        check=True,
    )
    return sorted(
        (
            Licensed(
                name=row["Name"],
                version=row["Version"],
                licence=row["License"],
                direct=canonicalize_name(row["Name"]) in direct,
            )
            for row in json.loads(told.stdout)
            if canonicalize_name(row["Name"]) in names
        ),
        key=lambda each: each.name.lower(),
    )


def page(found: Iterable[Licensed]) -> str:
    """Return the page that lists licences."""
    rows = [
        f"| {'**' * each.direct}{each.name}{'**' * each.direct} | {each.version} | {each.licence} |"
        for each in found
    ]
    return "\n".join(
        [
            "# Licences",
            "",
            "What `make run` installs, besides Footnote itself (MIT), and under which licence; in "
            "bold what",
            "Footnote names in `pyproject.toml` or `weights.in`, the rest comes with it. Written "
            "by `make licences`,",
            "which fails on a licence that would ask more of whoever uses Footnote than to keep "
            "its text.",
            "",
            "| package | version | licence |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def main(arguments: list[str]) -> int:
    """Write the page if a path is given; return 1 if a licence isn't allowed."""
    found = installed()
    if arguments:
        Path(arguments[0]).write_text(page(found), encoding="utf-8")
    refused = [each for each in found if not each.allowed]
    for each in refused:
        sys.stderr.write(f"{each.name} {each.version} is under {each.licence}.\n")
    sys.stdout.write(f"{len(found)} packages, {len(refused)} under a licence that isn't allowed.\n")
    return 1 if refused else 0


def _closure(direct: Iterable[str]) -> set[str]:
    """Return packages and all that they need."""
    known: set[str] = set()
    waiting = list(direct)
    while waiting:
        name = waiting.pop()
        if name not in known:
            known.add(name)
            if name not in _weights():  # whose own needs are never installed
                waiting += _needed_by(name)
    return known


def _needed_by(name: str) -> set[str]:
    """Return what a package needs here, without its extras; nothing if it isn't installed."""
    try:
        needs = distribution(name).requires or []
    except PackageNotFoundError:
        return set()
    wanted = (Requirement(need) for need in needs)
    return {
        canonicalize_name(each.name)
        for each in wanted
        if each.marker is None or each.marker.evaluate({"extra": ""})
    }


def _weights() -> set[str]:
    lines = WEIGHTS.read_text(encoding="utf-8").splitlines()
    return {canonicalize_name(line.partition("==")[0]) for line in lines if "==" in line}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
