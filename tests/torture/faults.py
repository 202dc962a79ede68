"""Every change of files fails, or is the last thing that the process does: is anything lost?

Two processes try (`tests.torture.faulting`), with the library that stands before libc's functions.
"""

import asyncio
import json
import os
import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from tests.torture.faulting import FAULTS, Try
from tests.torture.findings import Finding, Tell
from tests.torture.shim import PRELOADED, Fault, NoCompiler, compiled

_WORKERS = 2
_SLOWEST = 90.0  # seconds that the last try of a worker may go on for, and the first be prepared

_NAMES = {
    (Fault.NO_SPACE, True): "disk full from then on",
    (Fault.NO_SPACE, False): "disk full once",
    (Fault.IO_ERROR, True): "I/O errors from then on",
    (Fault.IO_ERROR, False): "I/O error once",
    (Fault.SHORT, True): "half a write, then the disk is full",
    (Fault.KILL_WITHIN, False): "SIGKILL after half a write",
    (Fault.KILL_AFTER, False): "SIGKILL after a change of files",
}


@dataclass
class _Tries:
    """What came of the tries so far.

    Attributes:
        possible: how many there are.
    """

    done: list[Try] = field(default_factory=list)
    possible: int = 0

    def take(self, line: bytes) -> None:
        """Note a line of a worker."""
        told = json.loads(line)
        if "possible" in told:
            self.possible = told["possible"]
        else:
            self.done.append(Try(**told | {"wrong": tuple(told["wrong"])}))


async def run(*, seconds: float, seed: int, tell: Tell) -> list[Finding]:
    """Try as many faults as fit, spread evenly over all there are.

    Args:
        seconds: how long to try.
        seed: where to begin; another one tries others first.
        tell: shows what was lost.
    """
    with TemporaryDirectory(prefix="footnote-faults-") as named:
        folder = Path(named)
        try:
            library = await asyncio.to_thread(compiled, folder)
        except NoCompiler as error:
            return [Finding(part="faults", tried="nothing", times=0, lost=1, detail=str(error))]
        tries = _Tries()
        await asyncio.gather(
            *(
                _work(
                    folder / f"worker-{number}", library, (seconds, seed, number, _WORKERS), tries
                )
                for number in range(_WORKERS)
            )
        )
    for each in tries.done:
        if each.wrong:
            tell(f"{each.scenario}, {_named(each.fault)}, change {each.moment}: {each.wrong[0]}")
    return findings(tries.done, possible=tries.possible)


def findings(tries: Sequence[Try], *, possible: int) -> list[Finding]:
    """Return a finding for each fault.

    Args:
        tries: what came of each.
        possible: how many there could have been.
    """
    found = []
    for number in range(len(FAULTS)):
        of_it = [each for each in tries if each.fault == number]
        wrong = [each for each in of_it if each.wrong]
        scenarios = Counter(each.scenario for each in of_it)
        told = ", ".join(f"{name} {count}" for name, count in sorted(scenarios.items()))
        if wrong:
            told = f"{wrong[0].scenario}, change {wrong[0].moment}: {wrong[0].wrong[0]}"
        found.append(
            Finding(
                part="faults",
                tried=_named(number),
                times=len(of_it),
                lost=len(wrong),
                detail=told,
            )
        )
    whole = f"{len(tries):,} of the {possible:,} that are possible"
    found.append(Finding(part="faults", tried="(together)", times=0, lost=0, detail=whole))
    return found


def _named(fault: int) -> str:
    return _NAMES[FAULTS[fault]]


async def _work(
    folder: Path, library: Path, plan: tuple[float, int, int, int], tries: _Tries
) -> None:
    """Let a process try its share until the time is over.

    Args:
        folder: where it tries.
        library: what it is started with.
        plan: for how many seconds, the seed, and the number of the process among how many.
        tries: where what comes of it is noted.
    """
    log = folder.with_suffix(".log")
    with log.open("wb") as said:
        process = await _started(folder, library, plan, said)
    assert process.stdout is not None
    try:
        async with asyncio.timeout(plan[0] + _SLOWEST):
            async for line in process.stdout:
                tries.take(line)
            if await process.wait():
                raise RuntimeError(
                    f"The process that tries faults failed: {log.read_text()[-500:]}"
                )
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        shutil.rmtree(folder, ignore_errors=True)


async def _started(
    folder: Path, library: Path, plan: tuple[float, int, int, int], said: IO[bytes]
) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.torture.faulting", str(folder), str(library)),
        *map(str, plan),
        env=os.environ | {PRELOADED: str(library)},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=said,
    )
