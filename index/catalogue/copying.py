"""A copy of a catalogue's SQLite file, made while others go on reading and writing it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from index.stoppable import Stopped

_BUSY_SECONDS = 10.0
_STEPS = 10_000  # of SQLite's machine between two looks at whether somebody still waits


def copy(source: Path, target: Path, stopped: Stopped) -> None:
    """Write all that is in `source` at one moment to `target`, a new or an empty file.

    It is read by a connection of its own that can't write, so neither the lock of the data folder
    nor the bot's own connection is needed. `VACUUM INTO` leaves the pages behind that are no longer
    in use: what was deleted isn't in the copy. Reading everything, it also finds damage.

    Raises:
        sqlite3.Error: `source` can't be read, `target` can't be written, or it was broken off.
    """
    connection = sqlite3.connect(
        f"{source.absolute().as_uri()}?mode=ro", uri=True, timeout=_BUSY_SECONDS
    )
    with closing(connection):
        connection.isolation_level = None
        connection.set_progress_handler(stopped, _STEPS)
        connection.execute("VACUUM INTO ?", (str(target),))
