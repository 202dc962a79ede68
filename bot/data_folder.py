"""The data folder: made if it is missing, and used by one process at a time."""

from contextlib import AsyncExitStack
from pathlib import Path

from filelock import FileLock, Timeout

from bot.errors import UserError


def own_folder(folder: Path, open_parts: AsyncExitStack) -> Path:
    """Make the data folder, private to its user, and keep other processes out of it.

    Args:
        folder: the data folder.
        open_parts: lets go of the folder when it is closed.

    Raises:
        UserError: another process uses it, or it can't be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        open_parts.enter_context(FileLock(folder / "lock", timeout=0))
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
