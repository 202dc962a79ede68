"""The data folder: made if it is missing, private to its user, used by one process at a time."""

import os
from contextlib import AsyncExitStack
from pathlib import Path

from filelock import FileLock, Timeout

from bot.errors import UserError

PRIVATE = 0o700
"""What a folder of ours allows: everything to its user, nothing to anybody else."""

_OTHERS = 0o077


def own_folder(folder: Path, open_parts: AsyncExitStack) -> Path:
    """Make the data folder, private to its user, and keep other processes out of it.

    What this process writes from now on, there or elsewhere, is private to its user, too.

    Args:
        folder: the data folder.
        open_parts: lets go of the folder when it is closed.

    Raises:
        UserError: another process uses it, or it can't be made.
    """
    open_parts.callback(os.umask, os.umask(_OTHERS))
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE)
        make_private(folder)
        open_parts.enter_context(FileLock(folder / "lock", timeout=0, mode=0o600))
    except Timeout:
        raise UserError(
            f"Another Footnote is using {folder}. Stop it, or choose another --data-dir."
        ) from None
    except OSError as error:
        raise UserError(
            f"The data folder {folder} can't be used: {error.strerror}. "
            "Choose another one with DATA_DIR or --data-dir."
        ) from None
    return folder


def make_private(path: Path) -> bool:
    """Take from others what they may do with a folder or file of ours; return whether they could.

    Raises:
        OSError: it can't be changed.
    """
    stat = path.stat()
    if not stat.st_mode & _OTHERS or stat.st_uid != os.geteuid():
        return False
    path.chmod(stat.st_mode & ~_OTHERS & 0o7777)
    return True
