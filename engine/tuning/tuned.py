"""How fast a model was found to compute on this machine, and where that is remembered."""

import hashlib
import platform
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from engine.errors import ModelError
from engine.gguf_file import fingerprint
from engine.options import CacheType, Options
from engine.threads import usable_cores

_METHOD = 2  # another number when the measuring changes, so that old results don't count any more
UNDISTURBED = 0.75
"""The part of the time in which the processor has to work; sleeping threads wait for a tenth."""
_BINDING = "llama-cpp-python"
_CPU_NAMES = Path("/proc/cpuinfo")


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way of computing attention.

    Attributes:
        cache_type: the numbers in which attention's keys and values are kept.
        flash_attention: whether attention is computed without its whole matrix.
    """

    cache_type: CacheType
    flash_attention: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """How fast a model is with one way of computing attention, in tokens a second.

    Attributes:
        writing: while it writes one reply.
        together: while it writes several replies, of all of them.
        reading: while it reads a prompt.
    """

    way: Way
    writing: float
    together: float
    reading: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tuned:
    """What was measured, and what was chosen for it. Rates are in tokens a second.

    Attributes:
        options: what was chosen.
        writing: rate of writing one reply, by threads.
        reading: rate of reading, by threads.
        pieces: rate of reading, by how many tokens are read in one step.
        steps: how many seconds a step takes, by how many tokens of one reply are tried in it.
        attention: the ways of computing attention.
        share: the part of the steps' time in which the processor worked for them.
        seconds: how long the measurement took.
    """

    options: Options
    writing: tuple[tuple[int, float], ...]
    reading: tuple[tuple[int, float], ...]
    pieces: tuple[tuple[int, float], ...]
    steps: tuple[tuple[int, float], ...]
    attention: tuple[Attention, ...]
    share: float
    seconds: float

    @property
    def undisturbed(self) -> bool:
        """Whether nothing else wanted the processor meanwhile, so that the times can be trusted."""
        return self.share >= UNDISTURBED


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """All that a measurement depends on; in others, another one is needed.

    Attributes:
        model: the fingerprint of the model's file.
        machine: the processor and how many of its cores may be used.
        engine: the build of llama.cpp.
        threads: the most CPU threads.
        gpu_layers: how many of the model's layers are put on the graphics card.
        method: the way of measuring.
    """

    model: str
    machine: str
    engine: str
    threads: int
    gpu_layers: int
    method: int = _METHOD


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    circumstances: Circumstances
    tuned: Tuned


_ENTRY = TypeAdapter(_Entry)


def circumstances(path: Path, *, threads: int, gpu_layers: int) -> Circumstances:
    """Return the circumstances in which the model file at `path` computes here; blocks shortly.

    Args:
        path: a GGUF file.
        threads: the most CPU threads.
        gpu_layers: how many of the model's layers are put on the graphics card.
    """
    return Circumstances(
        model=fingerprint(path),
        machine=machine(),
        engine=_engine(),
        threads=threads,
        gpu_layers=gpu_layers,
    )


def machine() -> str:
    """Return the processor's name and how many of its cores may be used."""
    cores = usable_cores()
    return f"{_processor()}, {cores} core{'' if cores == 1 else 's'}"


class Tunings:
    """The results of measurements in a folder, one small file each."""

    def __init__(self, folder: Path) -> None:
        """Keep results in `folder`, which is made when there is one to keep."""
        self._folder = folder

    def find(self, wanted: Circumstances) -> Tuned | None:
        """Return what was measured in these circumstances; None if nothing usable was."""
        try:
            entry = _ENTRY.validate_json(self._file(wanted).read_bytes())
        except (FileNotFoundError, ValidationError):
            return None
        except OSError as error:
            raise _unusable(self._folder, error) from error
        return entry.tuned if entry.circumstances == wanted else None

    def keep(self, measured_in: Circumstances, tuned: Tuned) -> None:
        """Remember what was measured, instead of what was before.

        Raises:
            ModelError: the folder can't be written to.
        """
        target = self._file(measured_in)
        part = target.with_name(f"{target.name}.part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            part.write_bytes(
                _ENTRY.dump_json(_Entry(circumstances=measured_in, tuned=tuned), indent=1)
            )
            part.replace(target)
        except OSError as error:
            raise _unusable(self._folder, error) from error

    def _file(self, of: Circumstances) -> Path:
        name = hashlib.sha256(repr(sorted(asdict(of).items())).encode()).hexdigest()[:12]
        return self._folder / f"{of.model}-{name}.json"


def _unusable(folder: Path, error: OSError) -> ModelError:
    return ModelError(
        f"The folder {folder} for measurements can't be used: {error.strerror}. "
        "Check its permissions and the free space there."
    )


def _processor() -> str:
    """Return the processor's name, which Python tells on few systems."""
    with suppress(OSError):  # there is no such file outside Linux
        for line in _CPU_NAMES.read_text(encoding="utf-8", errors="replace").splitlines():
            key, _, value = line.partition(":")
            if key.strip() == "model name":
                return " ".join(value.split())
    return platform.processor() or platform.machine()


def _engine() -> str:
    """Return a name of the build of llama.cpp: its version, and what its libraries look like.

    The binding isn't imported for it, and its version alone doesn't tell that it was built anew for
    a graphics card.
    """
    try:
        installed = distribution(_BINDING)
    except PackageNotFoundError:
        return "unknown"
    files = [Path(str(installed.locate_file(file))) for file in installed.files or ()]
    libraries = sorted(
        (file.name, file.stat().st_size)
        for file in files
        if file.parent.name == "lib" and file.is_file()
    )
    digest = hashlib.sha256(repr(libraries).encode()).hexdigest()[:8]
    return f"{installed.version}+{digest}"
