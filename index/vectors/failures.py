"""What is wrong when Chroma fails, told from what it says."""

import re
from pathlib import Path

from index.errors import ReindexNeeded, VectorsError

# Chroma's Rust core passes on SQLite's codes and the system's as text.
_CODE = re.compile(r"\((code: |os error )(\d+)\)")
_DELETED_UNDER_US = "1032"  # SQLITE_READONLY_DBMOVED
_REASONS = {
    ("code: ", 5): "another process keeps them locked; stop that one and try again",
    ("code: ", 8): "they can't be written; check the permissions of the folder",
    ("code: ", 10): "the disk reports an error; check the disk",
    ("code: ", 13): "the disk is full; free some space and try again",
    ("os error ", 13): "access is denied; check the permissions of the folder",
    ("os error ", 24): "too many files are open; raise the limit (ulimit -n)",
    ("os error ", 28): "the disk is full; free some space and try again",
    ("os error ", 30): "the file system is read-only; choose another data folder",
}


def failure(path: Path, told: str) -> ReindexNeeded | VectorsError:
    """Return the error for what Chroma told of the vectors in `path`."""
    code = _CODE.search(told)
    if code and code[2] != _DELETED_UNDER_US:
        reason = _REASONS.get((code[1], int(code[2]) & 0xFF))  # the low byte: primary code
        if reason:
            return VectorsError(f"The vectors in {path} can't be used: {reason}.")
    return damaged(path)


def file_failure(path: Path, error: OSError) -> ReindexNeeded | VectorsError:
    """Return the error for a file of ours beside Chroma's that can't be read or written."""
    if isinstance(error, FileNotFoundError):
        return damaged(path)
    reason = _REASONS.get(("os error ", error.errno or 0), error.strerror or "the disk fails")
    return VectorsError(f"The vectors in {path} can't be used: {reason}.")


def damaged(path: Path) -> ReindexNeeded:
    """Return the error for vectors that can't be read."""
    return ReindexNeeded(f"The vectors in {path} are damaged; run `footnote reindex`.")
