"""The file that a backup is: a ZIP archive with the catalogue and, after it, the manifest.

What is read may come from anywhere, so sizes are limited by what the manifest says, and nothing is
believed before the hash fits.
"""

import hashlib
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO

from bot.backups.manifest import Manifest, read, written
from bot.errors import UserError
from index.stoppable import BrokenOff, Stopped, never

_CATALOGUE = "catalogue.sqlite3"
_MANIFEST = "manifest.json"
_MANIFEST_BYTES = 64 * 1024
_PIECE = 2**20
_COMPRESSION = 1  # the vectors hardly become smaller, and text does so quickly

_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


def pack(catalogue: Path, manifest: Manifest, target: Path, stopped: Stopped = never) -> Manifest:
    """Write a backup of a catalogue's file to the new file `target`, private to its user.

    Args:
        catalogue: a copy that nobody changes.
        manifest: what is known of it, but for size and hash, which are filled in.
        target: appears; it is on the disk when this returns.
        stopped: whether to break it off.

    Returns:
        The whole manifest.

    Raises:
        OSError: a file can't be read or written.
        BrokenOff: nobody waits any more.
    """
    with (
        os.fdopen(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_COMPRESSION) as archive,
    ):
        with catalogue.open("rb") as whole, archive.open(_CATALOGUE, "w", force_zip64=True) as part:
            size, digest = _poured(whole, part.write, stopped)
        manifest = replace(manifest, bytes=size, sha256=digest)
        archive.writestr(_MANIFEST, written(manifest))
        archive.close()  # before what it wrote last is synchronised
        file.flush()
        os.fsync(file.fileno())
    return manifest


def manifest_of(path: Path) -> Manifest:
    """Return what the backup at `path` says of itself.

    Raises:
        UserError: there is no backup of Footnote.
    """
    with _opened(path) as archive:
        return _manifest(archive, path)


def verify(path: Path, stopped: Stopped = never) -> Manifest:
    """Read a backup from its beginning to its end, and return what it says of itself.

    Raises:
        UserError: it is no backup of Footnote, or damaged.
        BrokenOff: nobody waits any more.
    """
    return _read_whole(path, lambda _piece: None, stopped)


def unpack(path: Path, target: Path, stopped: Stopped = never) -> Manifest:
    """Write the catalogue in the backup at `path` to the new file `target`; return the manifest.

    Raises:
        UserError: it is no backup of Footnote, or damaged.
        OSError: `target` can't be written.
        BrokenOff: nobody waits any more.
    """
    opened = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "wb") as file:
        manifest = _read_whole(path, file.write, stopped)
        file.flush()
        os.fsync(file.fileno())
    return manifest


def _read_whole(path: Path, write: Callable[[bytes], object], stopped: Stopped) -> Manifest:
    with _opened(path) as archive:
        manifest = _manifest(archive, path)
        with archive.open(_CATALOGUE) as part:
            size, digest = _poured(part, write, stopped, most=manifest.bytes)
    if (size, digest) != (manifest.bytes, manifest.sha256):
        raise UserError(f"The backup {path} is damaged: its catalogue has changed.")
    return manifest


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            if sorted(archive.namelist()) != sorted((_CATALOGUE, _MANIFEST)):
                raise UserError(f"{path} is no backup of Footnote.")
            yield archive
    except _UNREADABLE as error:
        raise UserError(f"{path} is no backup of Footnote, or it is damaged.") from error


def _manifest(archive: zipfile.ZipFile, path: Path) -> Manifest:
    with archive.open(_MANIFEST) as part:
        return read(part.read(_MANIFEST_BYTES), str(path))


def _poured(
    whole: IO[bytes], write: Callable[[bytes], object], stopped: Stopped, most: int | None = None
) -> tuple[int, str]:
    """Write what can be read, but little more than `most`; return how much it is, and its hash."""
    digest, size = hashlib.sha256(), 0
    while piece := whole.read(_PIECE):
        if stopped():
            raise BrokenOff
        digest.update(piece)
        size += len(piece)
        if most is not None and size > most:
            break
        write(piece)
    return size, digest.hexdigest()
