"""A backup is made beside its place, checked, and put there whole or not at all."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from bot.backups.archive import manifest_of, pack, verify
from bot.backups.manifest import FORMAT, Manifest
from bot.errors import UserError
from index.catalogue import copying, inspection
from index.catalogue.database import Database
from index.clock import utc_now
from index.folders import sync_folder
from index.stoppable import Stopped, never, stoppable

UNFINISHED = ".unfinished-backup-"
"""How the folders begin in which backups are made."""


async def make(database: Database, target: Path) -> Manifest:
    """Make a backup of all that is in `database` at this moment, while others go on using it.

    A file that is there already is replaced if it is a backup, too.

    Args:
        database: what to copy; it needn't be open.
        target: the file; killed meanwhile, it is as it was before.

    Raises:
        UserError: the file can't be written, or something else is there.
        CatalogueError: the catalogue can't be read, or it is damaged.
    """
    with _writing(target), _place_beside(target) as place:
        copied, made = place / "catalogue.sqlite3", utc_now()
        copied.touch(mode=0o600)
        await database.copy(copied)
        return await stoppable(lambda stopped: _finish(copied, target, made, stopped))


def make_now(catalogue: Path, target: Path) -> Manifest:
    """Make a backup of a catalogue's file as `make` does, in this thread.

    Raises:
        UserError: the file can't be written, or something else is there.
        CatalogueError: the catalogue is damaged.
        sqlite3.Error: it can't be read, or its copy can't be written.
    """
    with _writing(target), _place_beside(target) as place:
        copied, made = place / "catalogue.sqlite3", utc_now()
        copied.touch(mode=0o600)
        copying.copy(catalogue, copied, never)
        return _finish(copied, target, made, never)


def _finish(copied: Path, target: Path, made: datetime, stopped: Stopped) -> Manifest:
    contents = inspection.inspect(copied, "The catalogue", stopped)
    packed = copied.with_name("backup")
    manifest = pack(
        copied,
        Manifest(
            format=FORMAT,
            made=made,
            footnote=version("footnote"),
            schema=contents.schema,
            counts=contents.counts,
            bytes=0,
            sha256="",
        ),
        packed,
        stopped,
    )
    verify(packed, stopped)  # the disk may have kept something else than what was written
    packed.replace(target)
    sync_folder(target.parent)
    return manifest


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    """Refuse to replace what is no backup, and say in a sentence when the disk fails."""
    if target.exists():
        try:
            manifest_of(target)
        except (UserError, OSError):
            raise UserError(
                f"{target} is there already and is no backup of Footnote; choose another name."
            ) from None
    try:
        yield
    except OSError as error:
        raise UserError(
            f"The backup {target} can't be written: {error.strerror}. "
            "Check its folder and the room on the disk."
        ) from error


@contextmanager
def _place_beside(target: Path) -> Iterator[Path]:
    """Yield a folder on the same disk, private to its user, which goes afterwards."""
    place = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=target.parent))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
