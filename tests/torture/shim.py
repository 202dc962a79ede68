"""The library that lets changes of files fail (`faults.c`): compiled, and asked through ctypes."""

import ctypes
import shutil
import subprocess
import sysconfig
from enum import IntEnum
from pathlib import Path

_C = Path(__file__).with_name("faults.c")
PRELOADED = "LD_PRELOAD"
"""The environment variable that names it, before a process is started."""


class Fault(IntEnum):
    """What happens at a moment, as `faults.c` numbers it."""

    WATCH = 0
    NO_SPACE = 1
    IO_ERROR = 2
    SHORT = 3
    KILL_WITHIN = 4
    KILL_AFTER = 5

    def fits(self, kind: str) -> bool:
        """Tell whether it can happen at a kind of change, as `Shim.kinds` calls it."""
        if self in (Fault.SHORT, Fault.KILL_WITHIN):
            return kind == "w"
        return self is not Fault.NO_SPACE or kind != "f"


class NoCompiler(Exception):  # noqa: N818 - says what is lacking, and is shown as it is
    """The library can't be made here."""


def compiled(folder: Path) -> Path:
    """Return the library, compiled into `folder`.

    Raises:
        NoCompiler: this isn't Linux, or there is no C compiler.
    """
    library = folder / "faults.so"
    compiler = shutil.which((sysconfig.get_config_var("CC") or "cc").split()[0])
    compiler = compiler or shutil.which("cc")
    if compiler is None:
        raise NoCompiler("There is no C compiler (Debian: apt install build-essential).")
    made = subprocess.run(  # noqa: S603 - the compiler that also builds llama.cpp
        [compiler, "-O1", "-shared", "-fPIC", "-o", str(library), str(_C), "-ldl"],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise NoCompiler(f"faults.c doesn't compile here: {made.stderr.strip()}")
    return library


class Shim:
    """The library, in a process that was started with it."""

    def __init__(self, library: Path) -> None:
        """Ask the library that was loaded before anything else."""
        self._library = ctypes.CDLL(str(library))
        self._library.faults_kinds.restype = ctypes.c_char_p
        self._library.faults_arm.argtypes = [
            ctypes.c_char_p,
            ctypes.c_int,
            ctypes.c_long,
            ctypes.c_int,
        ]

    def arm(self, folder: Path, fault: Fault, moment: int, *, lasting: bool) -> None:
        """Watch what happens under `folder`, and let `fault` happen at a moment.

        Args:
            folder: as the process names it.
            fault: what happens.
            moment: the number of the change, from 0.
            lasting: whether every later change fails, too.
        """
        self._library.faults_arm(str(folder).encode(), fault, moment, lasting)

    def disarm(self) -> None:
        """Let everything pass from now on."""
        self._library.faults_disarm()

    @property
    def kinds(self) -> str:
        """A letter for each change: `w` for a write, `f` for what frees space, `c` for others."""
        kinds: bytes = self._library.faults_kinds()
        return kinds.decode()

    @property
    def fired(self) -> bool:
        """Whether something has failed."""
        return bool(self._library.faults_fired())
