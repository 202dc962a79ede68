"""Every line of SECURITY.md has its tests, and every test that it names is there."""

import ast
import re
from functools import cache
from pathlib import Path
from typing import Final

import pytest

TESTS: Final = Path(__file__).parents[1]
PAGE: Final = TESTS.parent / "SECURITY.md"
ATTACKERS: Final = (
    "A member of a server",
    "Another server",
    "The author of an article",
    "A linked site",
    "The network",
    "A poisoned file: model, feed, import or backup",
    "A mistake of the host",
)
_CELLS: Final = 3
_NAMED: Final = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


def lines() -> list[tuple[str, str]]:
    """Return every line of the tables with the heading above it."""
    found: list[tuple[str, str]] = []
    heading = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("### "):
            heading = line.removeprefix("### ")
        elif line.startswith("## "):
            heading = ""
        elif heading and line.startswith("| ") and not line.startswith("| could"):
            found.append((heading, line))
    return found


@cache
def names_in(path: Path) -> frozenset[str]:
    """Return the names of the tests in a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in tree.body if isinstance(node, functions))


def test_every_attacker_has_lines() -> None:
    """Nobody who could attack is forgotten."""
    assert tuple(dict.fromkeys(heading for heading, _ in lines())) == ATTACKERS


@pytest.mark.parametrize(
    "line", [line for _, line in lines()], ids=lambda line: line.split("|")[1].strip()[:50]
)
def test_every_line_has_tests_that_exist(line: str) -> None:
    """A line says what could be tried, what stops it, and which tests show that."""
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    assert len(cells) == _CELLS
    assert all(cells)
    named = _NAMED.findall(cells[2])
    assert named
    assert _NAMED.sub("", cells[2]).strip(", ") == ""
    for file, name in named:
        assert (TESTS / file).is_file(), f"there is no tests/{file}"
        assert name in names_in(TESTS / file), f"there is no {name} in tests/{file}"
