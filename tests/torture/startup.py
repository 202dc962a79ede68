"""How soon a store of 100,000 passages is online and answers, and where that time goes."""

import asyncio
import json
import statistics
import sys
import time
from pathlib import Path

from tests.torture.findings import Finding, Tell

PASSAGES = 100_000
GOAL_SECONDS = 3.0
_STARTS = 3
_KEPT = Path("build") / "torture"
_READY = "ready to connect to Discord"


async def run(*, seconds: float, seed: int, tell: Tell) -> list[Finding]:
    """Start several times in a store that is made once and kept in build/.

    Args:
        seconds: not needed; starting takes seconds.
        seed: not needed.
        tell: shows the times.
    """
    del seconds, seed
    folder = await made(PASSAGES, tell)
    starts = [await started(folder) for _ in range(_STARTS)]
    middle = {
        step: statistics.median(each[step] for each in starts if step in each) for step in starts[0]
    }
    for step, after in middle.items():
        tell(f"{after:5.2f} s  {step}")
    size = await asyncio.to_thread(_megabytes, folder)
    told = f"{size:,.0f} MB on disk; " + "; ".join(
        f"{step} after {after:.1f} s" for step, after in middle.items()
    )
    return [
        Finding(
            part="startup",
            tried=f"start with {PASSAGES:,} passages, under {GOAL_SECONDS:.0f} s",
            times=len(starts),
            lost=int(middle[_READY] > GOAL_SECONDS),
            detail=told,
        )
    ]


async def made(passages: int, tell: Tell) -> Path:
    """Return a store of so many passages, made if it isn't there.

    Raises:
        RuntimeError: it can't be made.
    """
    folder = _KEPT / f"store-{passages}"
    if not folder.is_dir():
        began = time.monotonic()
        begun = folder.with_suffix(".begun")
        await _run("tests.torture.large", str(begun), str(passages))
        begun.rename(folder)
        tell(f"A store of {passages:,} passages was made in {time.monotonic() - began:.0f} s.")
    return folder


async def started(folder: Path) -> dict[str, float]:
    """Start in a folder; return after how many seconds what was reached.

    Raises:
        RuntimeError: it didn't start.
    """
    printed = await _run("tests.torture.starting", str(folder), str(time.time()))
    return dict(json.loads(line) for line in printed.splitlines())


def _megabytes(folder: Path) -> float:
    return sum(each.stat().st_size for each in folder.rglob("*") if each.is_file()) / 1e6


async def _run(*command: str) -> str:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", *command), stdout=asyncio.subprocess.PIPE
    )
    printed, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}.")
    return printed.decode()
