"""The machine that figures were measured on, and what it could do at most.

Its limits are measured by a small stream test (after McCalpin's STREAM,
https://www.cs.virginia.edu/stream/): how many bytes a second all cores read from memory together,
which bounds writing, as every token reads all weights; and how many operations a second they do in
a product of matrices in single precision, which is what reading prompts consists of. Kernels that
multiply bytes may exceed the latter, since a register holds four times as many of them.
"""

import os
import platform
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_PACKAGES = ("llama-cpp-python", "chromadb", "onnxruntime", "numpy")
_TELLING = (
    "avx2",
    "avx512f",
    "avx512_vnni",
    "avx512_bf16",
    "avx_vnni",
    "amx_int8",
    "asimddp",
    "sve",
)
_STREAMED = 256 * 2**20  # bytes; no cache holds them
_SIDE = 2048  # of the matrices
_TIMES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What computes.

    Attributes:
        instructions: those of its instruction sets that matter to models.
        memory_gib: how much memory it has.
        versions: of Python and of the packages that compute, by name.
    """

    cpu: str
    cores: int
    instructions: tuple[str, ...]
    memory_gib: float
    kernel: str
    versions: dict[str, str]

    def __str__(self) -> str:
        """Tell all of it in a sentence."""
        made_with = ", ".join(f"{name} {number}" for name, number in self.versions.items())
        able = f" with {', '.join(self.instructions)}" if self.instructions else ""
        return (
            f"{self.cpu}, {self.cores} cores{able}, {self.memory_gib:.0f} GiB of memory, "
            f"{self.kernel}; {made_with}."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the machine does at most.

    Attributes:
        bytes_read: bytes a second that all threads read from memory together.
        operations: operations a second in single precision, of all threads together.
    """

    bytes_read: float
    operations: float


def this_machine() -> Machine:
    """Return what this process runs on."""
    name, flags = _cpu()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return Machine(
        cpu=name,
        cores=cores or 1,
        instructions=tuple(each for each in _TELLING if each in flags),
        memory_gib=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30,
        kernel=f"{platform.system()} {platform.release()}",
        versions={"Python": platform.python_version(), **_versions()},
    )


def limits(threads: int) -> Limits:
    """Measure what `threads` threads do at most, in about a second; nothing else may run."""
    return Limits(bytes_read=_bytes_read(threads), operations=_operations())


def _bytes_read(threads: int) -> float:
    parts = np.array_split(np.ones(_STREAMED // 8, dtype=np.int64), threads)
    with ThreadPoolExecutor(threads) as pool:
        return _STREAMED / _fastest(lambda: list(pool.map(_read, parts)))


def _read(part: NDArray[np.int64]) -> np.int64:
    total: np.int64 = np.bitwise_or.reduce(part)
    return total


def _operations() -> float:
    matrix = np.random.default_rng(0).random((_SIDE, _SIDE), dtype=np.float32)
    return 2 * _SIDE**3 / _fastest(lambda: matrix @ matrix)


def _fastest(work: Callable[[], object]) -> float:
    """Return the seconds of the fastest of some times, the first one, a warm-up, left out."""
    taken = []
    for _ in range(_TIMES + 1):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return min(taken[1:])


def _cpu() -> tuple[str, frozenset[str]]:
    """Return the name of the CPU and the instruction sets that it names."""
    told = Path("/proc/cpuinfo")
    if not told.is_file():
        return platform.processor() or platform.machine(), frozenset()
    fields: dict[str, str] = {}
    for line in told.read_text(encoding="utf-8").splitlines():
        name, _, value = line.partition(":")
        fields.setdefault(name.strip(), value.strip())
    flags = fields.get("flags") or fields.get("Features") or ""
    name = fields.get("model name") or platform.machine()
    family = (
        f" (family {fields['cpu family']}, model {fields['model']})"
        if {"cpu family", "model"} <= fields.keys()
        else ""
    )
    return name + family, frozenset(flags.split())


def _versions() -> dict[str, str]:
    found = {}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found
