"""The data folder is private, writable, has room, and belongs to one process."""

import os
import stat
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.data_folder import own_folder
from bot.errors import UserError
from tests.bot.doctor.patients import fill, findings


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def test_what_others_could_read(tmp_path: Path) -> None:
    """It is made private, whatever it is, and links are left alone."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "shared.gguf").touch()
    (outside / "shared.gguf").chmod(0o644)
    folder = tmp_path / "data"
    await fill(folder)
    (folder / "link.gguf").symlink_to(outside / "shared.gguf")
    (folder / "catalogue.sqlite3").chmod(0o664)
    (folder / "vectors").chmod(0o755)
    assert await findings(folder) == ["mended files and folders that other users could read: 2"]
    assert _mode(folder / "catalogue.sqlite3") == 0o600
    assert _mode(folder / "vectors") == 0o700
    assert _mode(outside / "shared.gguf") == 0o644
    assert await findings(folder) == []


async def test_tokens_that_others_could_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file with the settings is made private."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("#DISCORD_TOKEN=\n")
    (tmp_path / ".env").chmod(0o644)
    assert await findings(tmp_path / "data") == [
        f"mended {tmp_path / '.env'}, which has tokens, could be read by other users"
    ]
    assert _mode(tmp_path / ".env") == 0o600
    assert await findings(tmp_path / "data") == []


async def test_an_open_folder_is_closed_at_any_start(tmp_path: Path) -> None:
    """The folder itself is made private by whoever uses it, and so is what is written in it."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    before = os.umask(0o022)
    try:
        await fill(folder)
        assert os.umask(0o022) == 0o022  # it is as before when the folder is let go
    finally:
        os.umask(before)
    assert _mode(folder) == 0o700
    for path in folder.rglob("*"):
        assert not _mode(path) & 0o077, path


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files to somebody else")
async def test_what_belongs_to_another_user(patient: Path) -> None:
    """It can't be made private by us, so the command is told that gives it to us."""
    os.chown(patient / "lock", 12345, 12345)
    (told,) = await findings(patient)
    assert f"{patient / 'lock'} belongs to another user" in told
    assert f"chown -R {os.environ.get('USER') or 0} '{patient}'" in told


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
async def test_a_folder_that_can_not_be_written(tmp_path: Path) -> None:
    """The sentence names it."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o500)
    assert any("can't be written to" in told for told in await findings(folder))


async def test_a_file_in_the_folders_place(tmp_path: Path) -> None:
    """The sentence names it."""
    (tmp_path / "data").write_text("in the way")
    told = await findings(tmp_path / "data")
    assert f"wrong {tmp_path / 'data'} is a file. Move it away, or choose another folder." in told


async def test_a_full_disk(tmp_path: Path) -> None:
    """Room is needed for a backup of the catalogue, too; here it seems to be very large."""
    with (tmp_path / "catalogue.sqlite3").open("wb") as file:
        file.truncate(2**42)  # none of it is on the disk
    told = await findings(tmp_path)
    assert any("may be needed for articles and a backup. Make room there." in each for each in told)


async def test_another_process(patient: Path) -> None:
    """The store isn't touched while another process uses it, and who that is, is said."""
    async with AsyncExitStack() as stack:
        own_folder(patient, stack)
        (told,) = await findings(patient)
        assert told.startswith(f"wrong Another Footnote is using {patient}.")
        async with AsyncExitStack() as other:
            with pytest.raises(UserError, match="Another Footnote is using"):
                own_folder(patient, other)
    assert await findings(patient) == []


async def test_a_stale_lock(patient: Path) -> None:
    """The lock file of a process that was killed keeps nobody out."""
    (patient / "lock").write_text("12345")
    assert await findings(patient) == []
