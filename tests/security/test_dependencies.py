"""Footnote installs what it imports, imports what it installs, and says why."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any, Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Final = Path(__file__).parents[2]
PACKAGES: Final = ("bot", "answer", "index", "engine", "evals")
NOT_IMPORTED: Final = {
    "lxml-html-clean": "trafilatura imports it",
}
"""What is installed without our importing it, and why."""

NOT_INSTALLED: Final = {
    "aiohttp": "discord.py brings it, and metrics are served with it",
    "fluent-syntax": "fluent.runtime reads with it, and raises its errors",
    "onnxruntime": "Chroma brings it; `make bench` alone compares the engine with it",
    "pydantic-core": "pydantic brings it, and raises its errors",
}
"""What is imported without being a dependency of ours, and why."""


def _project() -> dict[str, Any]:
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return project


def _wanted(lines: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(line).name) for line in lines}


def _imported() -> set[str]:
    """Return the packages of others that the code of the wheel imports, as they are installed."""
    modules: set[str] = set()
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    modules |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                    modules.add(node.module.partition(".")[0])
    others = modules - sys.stdlib_module_names - {*PACKAGES, "tests", "training"}
    installed = packages_distributions()
    return {
        canonicalize_name(name) for module in others for name in installed.get(module, [module])
    }


def test_nothing_is_installed_for_nothing() -> None:
    """Every dependency is imported, or has its reason here."""
    wanted = _wanted(_project()["dependencies"])
    assert wanted - _imported() == NOT_IMPORTED.keys()


def test_nothing_is_imported_by_luck() -> None:
    """Every import is of a dependency, an extra, or of what is known to come with one."""
    project = _project()
    extras = project["optional-dependencies"]
    wanted = _wanted([*project["dependencies"], *extras["postgres"]])
    assert _imported() - wanted == NOT_INSTALLED.keys()


def test_every_dependency_has_its_reason() -> None:
    """ARCHITECTURE.md says of each what it is for."""
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    told = {canonicalize_name(name) for row in rows for name in re.findall(r"`([\w.-]+)`", row)}
    project = _project()
    wanted = _wanted([*project["dependencies"], *project["optional-dependencies"]["postgres"]])
    assert wanted - told - NOT_IMPORTED.keys() == set()
