from pathlib import Path

import pytest

from bot.errors import UserError
from bot.importing.collecting import collect
from bot.importing.items import File, Link, Skipped
from tests.bot.importing import exports


def test_a_folder_is_gone_through(tmp_path: Path) -> None:
    """Articles and lists in all folders; hidden ones, pictures and strange JSON stay out."""
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "notes.txt").write_text("hidden")
    (tmp_path / "in" / "b.txt").write_text("A text.")
    (tmp_path / "in" / "deep" / "a.html").write_text("<p>A page.")
    (tmp_path / "pocket.csv").write_text(exports.POCKET_CSV)
    (tmp_path / "sea.png").write_bytes(b"\x89PNG")
    (tmp_path / "land.PNG").write_bytes(b"\x89PNG")
    (tmp_path / "package.json").write_text('{"name": "x"}')
    (tmp_path / "Makefile").write_text("all:")
    items = list(collect([tmp_path]).items())
    assert [item.path.name for item in items if isinstance(item, File)] == ["b.txt", "a.html"]
    assert sum(isinstance(item, Link) for item in items) == 2
    assert sorted(item.kind for item in items if isinstance(item, Skipped)) == [
        ".json files",
        ".png files",
        ".png files",
        "files without an ending",
    ]


def test_folders_that_lead_into_each_other_end(tmp_path: Path) -> None:
    """A folder that a link leads back to is entered once; a link to nowhere is passed over."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("A text.")
    (tmp_path / "in" / "back").symlink_to(tmp_path)
    (tmp_path / "in" / "again").symlink_to(tmp_path / "in")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    collected = collect([tmp_path])
    assert [file.path.name for file in collected.files] == ["a.txt"]
    assert collected.skipped == {".txt files": 2}


def test_a_bad_line_anywhere_stops_all(tmp_path: Path) -> None:
    """Import files are checked wherever they are, before anything else is imported."""
    (tmp_path / "a.txt").write_text("A text.")
    (tmp_path / "lines.jsonl").write_text('{"source": "a.txt"}\nnonsense\n')
    with pytest.raises(UserError, match="Line 2"):
        collect([tmp_path])


def test_a_named_path_has_to_be_usable(tmp_path: Path) -> None:
    """What a person names is said to be missing, not passed over."""
    with pytest.raises(UserError, match="missing"):
        collect([tmp_path / "missing.csv"])
