"""The data folder: can it be written, has it room, can others read it?"""

import asyncio
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.assembly import Assembly
from bot.data_folder import make_private
from bot.doctor.findings import Finding, Report, mended, ok, wrong
from bot.errors import UserError

_ROOM_NEEDED = 200 * 2**20  # bytes; the converted bundled model and a store to begin with


async def room(assembly: Assembly, _report: Report) -> list[Finding]:
    """Look whether the folder can be written, and whether there is room for it and a backup."""
    folder = assembly.settings.data_dir
    return [await asyncio.to_thread(_room, folder)]


async def privacy(assembly: Assembly, _report: Report) -> list[Finding]:
    """Take from others what they may do with the folder and what is in it."""
    folder = assembly.settings.data_dir
    found = await asyncio.to_thread(_look, folder)
    findings = []
    if found.changed:
        findings.append(mended(f"files and folders that other users could read: {found.changed}"))
    if found.foreign is not None:
        findings.append(
            wrong(
                f"{found.foreign} belongs to another user, and can't be kept or made private; give "
                f"it to the one that runs Footnote: chown -R {_user()} '{folder}'"
            )
        )
    return findings or [ok("data: private to its user")]


async def environment(_assembly: Assembly, _report: Report) -> list[Finding]:
    """Take from others what they may do with `.env`, which has tokens."""
    return await asyncio.to_thread(_look_at_tokens, Path(".env"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looked:
    """What was found in a folder.

    Attributes:
        changed: how much could be read by others, and can't any more.
        foreign: something that belongs to another user.
    """

    changed: int
    foreign: Path | None


def _room(folder: Path) -> Finding:
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    if not existing.is_dir():
        raise UserError(f"{existing} is a file. Move it away, or choose another folder.")
    if not os.access(existing, os.W_OK | os.X_OK):
        raise UserError(f"{existing} can't be written to. Choose another folder with DATA_DIR.")
    free, catalogue = shutil.disk_usage(existing).free, folder / "catalogue.sqlite3"
    needed = _ROOM_NEEDED
    if catalogue.exists():
        needed += 2 * catalogue.stat().st_size  # its backup is made beside it
    if free < needed:
        raise UserError(
            f"Only {free // 2**20} MiB are free in {existing}, and {needed // 2**20} may be "
            "needed for articles and a backup. Make room there."
        )
    return ok(f"data in {folder}, {free / 2**30:.1f} GiB free")


def _look_at_tokens(file: Path) -> list[Finding]:
    try:
        if file.is_file() and make_private(file):
            return [mended(f"{file.absolute()}, which has tokens, could be read by other users")]
    except OSError as error:
        raise UserError(f"{file.absolute()} can't be made private: {error.strerror}.") from error
    return []


def _look(folder: Path) -> _Looked:
    changed, foreign = 0, None
    for path in _all(folder):
        try:
            if path.stat().st_uid != os.geteuid():
                foreign = foreign or path
            else:
                changed += make_private(path)
        except FileNotFoundError:
            continue  # a bot that runs has just deleted it
        except OSError as error:
            raise UserError(f"{path} can't be made private: {error.strerror}.") from error
    return _Looked(changed=changed, foreign=foreign)


def _all(folder: Path) -> Iterator[Path]:
    """Yield a folder and all that is in it; what links lead to isn't in it."""
    if folder.is_dir():
        yield folder
        for parent, folders, files in os.walk(folder):
            yield from (
                path for name in (*folders, *files) if not (path := Path(parent, name)).is_symlink()
            )


def _user() -> str:
    return os.environ.get("USER") or str(os.geteuid())
