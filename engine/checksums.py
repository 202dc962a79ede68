"""The hashes that downloaded files had when they came, kept beside them.

They are written as `sha256sum` writes them, so that `sha256sum --check` reads them, too.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

_SUFFIX = ".sha256"


def checksum(file: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def keep_with_checksum(arrived: Path, target: Path, sha256: str) -> None:
    """Put a file that has arrived in its place, and its hash beside it.

    Killed meanwhile, the file may have no hash, but never another one's.
    """
    beside = _beside(target)
    beside.unlink(missing_ok=True)
    arrived.replace(target)
    beside.write_text(f"{sha256}  {target.name}\n", encoding="utf-8")


def changed_since(folder: Path) -> Iterator[Path]:
    """Yield the files below `folder` that aren't what they were when they came."""
    for beside in sorted(folder.rglob(f"*{_SUFFIX}")):
        file = beside.with_name(beside.name.removesuffix(_SUFFIX))
        noted = beside.read_text(encoding="utf-8", errors="replace").split(maxsplit=1)
        if file.is_file() and noted and checksum(file) != noted[0]:
            yield file


def _beside(file: Path) -> Path:
    return file.with_name(file.name + _SUFFIX)
