"""Restores in processes that are killed, each one step later than the one before.

python -m tests.bot.backups.killed FOLDER BACKUP: `FOLDER/new` is copied to `FOLDER/step0` and so
on, until a process comes to its end. This one has no threads, so it may fork.
"""

import asyncio
import os
import shutil
import signal
import sys
from pathlib import Path

from tests.bot.backups.kept import NotedVectors, restoring

_TOUCHES = frozenset(
    {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "open", "sqlite3.connect"}
)


def _restore(folder: Path, backup: Path, *, steps: int) -> None:
    """Restore, and be killed before a file is touched once more than `steps` times."""
    left = steps

    def count(event: str, _arguments: object) -> None:
        nonlocal left
        if event in _TOUCHES:
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    asyncio.run(restoring(folder, NotedVectors()).restore(backup))


def main(root: Path, backup: Path) -> None:
    """Restore `backup` until it is through."""
    steps, killed = 0, True
    while killed:
        folder = root / f"step{steps}"
        shutil.copytree(root / "new", folder)
        child = os.fork()
        if child == 0:
            _restore(folder, backup, steps=steps)
            os._exit(0)
        killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
        steps += 1


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
