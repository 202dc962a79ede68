"""`footnote backup` and `footnote restore`, as people use them."""

import asyncio
from pathlib import Path

import pytest
from filelock import FileLock

from tests.bot.backups.kept import fill, opened
from tests.bot.conftest import Footnote
from tests.bot.records.values import LAB_CORPUS


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder of the command line, with an article."""
    asyncio.run(_add(tmp_path / "data", "Salmon"))
    return tmp_path / "data"


async def _add(folder: Path, title: str) -> None:
    async with opened(folder) as database:
        await fill(database, title)


def _articles(footnote: Footnote) -> list[str]:
    """Return the titles that are listed."""
    lines = footnote("articles", "--corpus", LAB_CORPUS).stdout.splitlines()[1:]
    return sorted(line.split()[1] for line in lines)


def test_there_and_back(footnote: Footnote, data: Path, tmp_path: Path) -> None:
    """What was backed up takes the place of what is there, which is kept and can come back."""
    made = footnote("backup", "mine.zip")
    assert made.exit_code == 0, made.stderr
    assert f"Backed up to {tmp_path / 'mine.zip'} (articles: 1," in made.stdout
    asyncio.run(_add(data, "Trout"))
    restored = footnote("restore", "mine.zip")
    assert restored.exit_code == 0, restored.stderr
    assert "Restored what was backed up on" in restored.stdout
    assert _articles(footnote) == ["Salmon"]
    (kept,) = (data / "backups").iterdir()
    assert f"What was there before is kept in {kept}." in restored.stdout
    footnote("restore", str(kept))
    assert _articles(footnote) == ["Salmon", "Trout"]


def test_while_the_bot_runs(footnote: Footnote, data: Path) -> None:
    """A backup is made all the same; restoring is refused with what to do."""
    with FileLock(data / "lock"):
        made = footnote("backup", "mine.zip")
        refused = footnote("restore", "mine.zip")
    assert made.exit_code == 0, made.stderr
    assert refused.exit_code == 1
    assert "Another Footnote is using" in refused.stderr
    assert not (data / "backups").exists()


def test_nothing_to_back_up(footnote: Footnote, tmp_path: Path) -> None:
    """The sentence names the folder, which isn't made."""
    refused = footnote("backup", "mine.zip")
    assert refused.exit_code == 1
    assert f"There is nothing to back up in {tmp_path / 'data'} yet." in refused.stderr
    assert not (tmp_path / "data").exists()
    assert not (tmp_path / "mine.zip").exists()


@pytest.mark.parametrize("file", ["diary.txt", "missing.zip"])
def test_no_backup(footnote: Footnote, data: Path, file: str) -> None:
    """A file that is none is named and refused, and nothing changes."""
    (data.parent / "diary.txt").write_text("A fine day.")
    refused = footnote("restore", file)
    assert refused.exit_code == 1
    assert str(data.parent / file) in refused.stderr
    assert _articles(footnote) == ["Salmon"]
