"""Articles go to plain files and into another store, on the command line."""

from pathlib import Path

import pytest

from tests.bot.conftest import Footnote


@pytest.mark.parametrize("name", ["all.jsonl", "folder"])
def test_out_and_in_again(
    footnote: Footnote, samples: dict[str, str], tmp_path: Path, name: str
) -> None:
    """Another data folder has the article then, and a place that is taken is left alone."""
    footnote("add", samples["the-light-at-skarness.md"])
    told = footnote("export", name)
    assert told.output.strip() == f"Exported 1 article and 0 feeds to {name}."
    again = footnote("export", name)
    assert again.exit_code == 1
    assert f"{name} is there already" in again.output
    elsewhere = ("--data-dir", str(tmp_path / "other"))
    assert "1 added" in footnote("import", name, *elsewhere).output
    assert "The Light at Skarness" in footnote("articles", *elsewhere).output
    assert "1 known" in footnote("import", name, "--replace", *elsewhere).output
