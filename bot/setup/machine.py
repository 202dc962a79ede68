"""What this machine has: memory, cores, and room on the disk."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from engine.threads import usable_cores

_GROUP = Path("/sys/fs/cgroup/memory.max")
_SPARE = 0.85  # of the memory may be taken; the rest is for the system


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """A machine that models are to run on.

    Attributes:
        memory: its bytes of memory; None where it doesn't tell.
        cores: how many cores this process may use.
        disk: the free bytes where data is kept; None where it doesn't tell.
    """

    memory: int | None
    cores: int
    disk: int | None

    def holds(self, *, memory: int, disk: int) -> bool:
        """Tell whether something has room that needs some memory and disk, as far as is known."""
        in_memory = self.memory is None or memory <= self.memory * _SPARE
        return in_memory and (self.disk is None or disk <= self.disk)


def this_machine(folder: Path) -> Machine:
    """Return what there is here, with the disk that `folder` lies on, or will."""
    there = next((each for each in (folder, *folder.parents) if each.exists()), None)
    return Machine(
        memory=_memory(),
        cores=usable_cores(),
        disk=None if there is None else shutil.disk_usage(there).free,
    )


def _memory() -> int | None:
    """Return the memory of the machine, or what a container may take of it."""
    try:
        physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # not everywhere
        return None
    try:
        allowed = int(_GROUP.read_text(encoding="ascii"))
    except (OSError, ValueError):  # no container, or "max"
        return physical
    return min(physical, allowed)
