"""A backup takes the place of the catalogue: checked before, in one step, and never by half.

1. The backup's catalogue is unpacked to `restoring.part` and checked; what is there is itself kept.
2. `restoring.part` becomes `restoring.sqlite3`. From here on the restored catalogue is the one.
3. The vectors are deleted, since they were made for the other one.
4. `restoring.sqlite3` becomes the catalogue.

Killed before 2, nothing has happened; killed after it, `finish` does the rest at the next start.
"""

import asyncio
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.backups.archive import manifest_of, unpack
from bot.backups.making import make
from bot.backups.manifest import Manifest
from bot.backups.shelf import BEFORE_RESTORE, DAMAGED, Shelf
from bot.errors import UserError
from index.catalogue import inspection
from index.catalogue.database import Database
from index.errors import CatalogueError
from index.folders import sync_folder
from index.stoppable import Stopped, stoppable

_PART = "restoring.part"
_STAGED = "restoring.sqlite3"
_ROOM = 64 * 2**20  # bytes that are left free


class Clearable(Protocol):
    """What is made anew from the catalogue."""

    async def clear(self) -> None:
        """Delete everything."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A backup that has taken the catalogue's place.

    Attributes:
        manifest: what the backup said of itself.
        kept: where that is what was there before; None if there was nothing.
        orphans: rows whose article or answer isn't there, which the doctor deletes.
    """

    manifest: Manifest
    kept: Path | None
    orphans: int


class Restoring:
    """Restores backups into a data folder that is ours, and whose catalogue isn't open."""

    def __init__(
        self,
        folder: Path,
        *,
        database: Database,
        vectors: Clearable,
        shelf: Shelf,
        catalogue: Path | None,
    ) -> None:
        """Restore into `database`.

        Args:
            folder: the data folder.
            database: what the backup is put into.
            vectors: what has to go with what was there before.
            shelf: keeps what was there before.
            catalogue: the database's file; None if it isn't kept in one.
        """
        self._folder = folder
        self._database = database
        self._vectors = vectors
        self._shelf = shelf
        self._catalogue = catalogue

    async def restore(self, backup: Path) -> Restored:
        """Put the catalogue in `backup` in the place of the one in use.

        Raises:
            UserError: it is no backup, or damaged, or there isn't room enough for it; nothing has
                changed then.
            CatalogueError: what is there can't be kept, which changes nothing either, or can't be
                replaced, which is done at the next start.
            VectorsError: the vectors can't be deleted; that is done at the next start.
        """
        await self.finish()
        try:
            manifest, contents = await stoppable(lambda stopped: self._unpacked(backup, stopped))
            kept = await self._keep()
            (self._folder / _PART).replace(self._folder / _STAGED)
            sync_folder(self._folder)
        except OSError as error:
            raise UserError(
                f"The backup {backup} can't be restored: {error.strerror}; nothing has changed."
            ) from error
        finally:
            _delete(self._folder / _PART)
        await self.finish()
        return Restored(manifest=manifest, kept=kept, orphans=contents.orphans)

    async def finish(self) -> bool:
        """Finish what an earlier process was killed at; return whether there was something.

        Raises:
            CatalogueError: the catalogue can't be replaced, or what is left over not be deleted.
            VectorsError: the vectors can't be deleted.
        """
        staged = self._folder / _STAGED
        if not staged.exists():
            _delete(self._folder / _PART)
            return False
        await self._vectors.clear()
        await self._database.fill(staged)
        _delete(staged)
        return True

    def _unpacked(self, backup: Path, stopped: Stopped) -> tuple[Manifest, inspection.Contents]:
        self._check_room(backup, manifest_of(backup))
        manifest = unpack(backup, self._folder / _PART, stopped)
        contents = inspection.inspect(
            self._folder / _PART, f"The catalogue in the backup {backup}", stopped
        )
        return manifest, contents

    def _check_room(self, backup: Path, manifest: Manifest) -> None:
        """Refuse a backup for which there isn't room beside what is there and its own backup."""
        present = 0
        if self._catalogue is not None and self._catalogue.exists():
            present = self._catalogue.stat().st_size
        needed = manifest.bytes + 2 * present + _ROOM
        free = shutil.disk_usage(self._folder).free
        if free < needed:
            raise UserError(
                f"Restoring {backup} takes {needed // 2**20} MiB, but only {free // 2**20} MiB are "
                f"free in {self._folder}; make room there."
            )

    async def _keep(self) -> Path | None:
        """Keep what is there as a backup or, if it is damaged, as it is."""
        file = self._catalogue
        if file is not None and not file.exists():
            return None
        place = self._shelf.place(BEFORE_RESTORE)
        try:
            await make(self._database, place)
        except CatalogueError:
            if file is None:
                raise
            place = self._shelf.place(DAMAGED, ".sqlite3")
            await asyncio.to_thread(_put_aside, file, place)
        return place


def _delete(left: Path) -> None:
    try:
        if left.exists():
            left.unlink()
    except OSError as error:
        raise CatalogueError(
            f"{left}, which an interrupted restore has left, can't be deleted: {error.strerror}; "
            "check the disk and the permissions of its folder."
        ) from error


def _put_aside(catalogue: Path, place: Path) -> None:
    """Copy a catalogue's files as they are."""
    for suffix in ("", "-wal"):
        file = catalogue.with_name(catalogue.name + suffix)
        if file.exists():
            copied = place.with_name(place.name + suffix)
            copied.touch(mode=0o600)
            shutil.copyfile(file, copied)
