"""Plays scenarios while changes of files fail, each time at another change and in another process.

    LD_PRELOAD=faults.so python -m tests.torture.faulting FOLDER faults.so
        SECONDS SEED WORKER WORKERS

Each try is a fork of this process, which has imported everything and runs nothing: a fork plays
the scenario in a copy of its store, which another fork then opens as the next start would, and
checks. A line of JSON is printed for each.
"""

import asyncio
import json
import os
import pickle
import shutil
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import product
from pathlib import Path
from typing import Any

import chromadb.api.client  # noqa: F401 - the forks find it imported

from bot.errors import TOLD
from index.errors import ReindexNeeded
from index.extraction.extractor import ArticleExtractor
from index.models import ArticleId, VersionId
from index.passages import cut
from tests.torture.facts import CORPUS, Facts, Ledger, changes, facts
from tests.torture.invariants import violations
from tests.torture.kept import CATALOGUE, CountingModels, Kept, Web
from tests.torture.scenarios import HARBOUR, PAGES, RIVERS, SCENARIOS, NothingToDo, Scenario, ask
from tests.torture.shim import Fault, Shim

_LONGEST = 60  # seconds that a fork may take
_GOLDEN = 0.618033988749895  # multiples of it are spread evenly, however many are taken

FAULTS: tuple[tuple[Fault, bool], ...] = (
    (Fault.NO_SPACE, True),
    (Fault.NO_SPACE, False),
    (Fault.IO_ERROR, True),
    (Fault.IO_ERROR, False),
    (Fault.SHORT, True),
    (Fault.KILL_WITHIN, False),
    (Fault.KILL_AFTER, False),
)
"""What is tried at each change, and whether it lasts from then on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One try.

    Attributes:
        fault: the number of the fault in `FAULTS`.
        wrong: what was lost, wrong or said unclearly; empty if nothing was.
    """

    scenario: str
    fault: int
    moment: int
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Course:
    """How a scenario goes undisturbed: what each step changes, and the kinds of the changes."""

    start: Facts
    changes: tuple[Facts, ...]
    moments: str


def _forked(work: Callable[[], Awaitable[Any]], result: Path) -> int:
    """Do something in a process of its own, which leaves what it returns in a file.

    Returns:
        The exit status, negative for the signal that ended it.
    """
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    signal.alarm(_LONGEST)
    status = 1
    try:
        result.write_bytes(pickle.dumps(asyncio.run(_awaited(work))))
        status = 0
    finally:
        os._exit(status)


async def _awaited(work: Callable[[], Awaitable[Any]]) -> Any:
    return await work()


async def warm() -> None:
    """Have what reads articles load what it reads with, which forks needn't do again then.

    Its threads end with the event loop, so forks are safe after it.
    """
    article = await ArticleExtractor().extract(await Web(PAGES).fetch(RIVERS))
    article_id, version = ArticleId(""), VersionId("")
    await asyncio.to_thread(cut, article, article_id=article_id, version=version)


class _Player:
    """Plays one scenario, in a folder of its own."""

    def __init__(self, scenario: Scenario, folder: Path, shim: Shim) -> None:
        self.scenario = scenario
        self._folder = folder
        self._shim = shim
        self._start = folder / "start"
        self._store = folder / "store"
        self._result = folder / "result"
        self._journal = folder / "journal"
        folder.mkdir(parents=True)

    def undisturbed(self) -> _Course:
        """Prepare the store, and play the scenario with nothing in its way."""
        if _forked(self._prepare, self._result):
            raise RuntimeError(f"{self.scenario.name} can't be prepared")
        start: Facts = pickle.loads(self._result.read_bytes())  # noqa: S301 - ours
        self._fresh()
        if _forked(self._count, self._result):
            raise RuntimeError(f"{self.scenario.name} can't be played")
        moments: str = pickle.loads(self._result.read_bytes())  # noqa: S301 - ours
        self._fresh()
        if _forked(self._watch, self._result):
            raise RuntimeError(f"{self.scenario.name} can't be watched")
        states: list[Facts] = pickle.loads(self._result.read_bytes())  # noqa: S301 - ours
        steps = [changes(*pair) for pair in zip([start, *states], states, strict=False)]
        return _Course(start, tuple(steps), moments)

    def attempt(self, course: _Course, fault: int, moment: int) -> Try | None:
        """Play the scenario with a fault; None if that didn't happen, as other things did."""
        self._fresh()
        kind, lasting = FAULTS[fault]
        self._result.unlink(missing_ok=True)
        status = _forked(lambda: self._play(kind, moment, lasting=lasting), self._result)
        wrong: list[str] = []
        if status == -signal.SIGALRM:
            wrong = ["it hung"]
        elif status == 0:
            fired, wrong = pickle.loads(self._result.read_bytes())  # noqa: S301 - ours
            if not fired:
                return None
        elif status != -signal.SIGKILL:
            wrong = [f"it ended with {status}"]
        wrong = wrong + self._checked(course)
        return Try(
            scenario=self.scenario.name, fault=fault, moment=moment, wrong=tuple(map(str, wrong))
        )

    def _fresh(self) -> None:
        shutil.rmtree(self._store, ignore_errors=True)
        shutil.copytree(self._start, self._store)
        self._journal.write_bytes(b"")

    def _kept(self, folder: Path) -> Kept:
        scenario = self.scenario
        return Kept(folder, pages=scenario.pages, models=CountingModels(scenario.embedder))

    async def _prepare(self) -> Facts:
        self._start.mkdir()
        async with Kept(self._start, pages=self.scenario.pages) as kept:
            await self.scenario.prepare(kept)
            return await facts(kept)

    async def _count(self) -> str:
        self._shim.arm(self._store, Fault.WATCH, -1, lasting=False)
        async with self._kept(self._store) as kept:
            for act in self.scenario.steps.values():
                await act(kept)
        return self._shim.kinds

    async def _watch(self) -> list[Facts]:
        states = []
        async with self._kept(self._store) as kept:
            for act in self.scenario.steps.values():
                await act(kept)
                states.append(await facts(kept))
        return states

    async def _play(self, fault: Fault, moment: int, *, lasting: bool) -> tuple[bool, list[str]]:
        """Play the scenario; return whether the fault happened, and what was said unclearly."""
        wrong: list[str] = []
        journal = os.open(self._journal, os.O_WRONLY | os.O_APPEND)
        self._shim.arm(self._store, fault, moment, lasting=lasting)
        try:
            async with self._kept(self._store) as kept:
                for number, (name, act) in enumerate(self.scenario.steps.items()):
                    os.write(journal, f"begin {number}\n".encode())
                    try:
                        await act(kept)
                    except TOLD as error:
                        if not (isinstance(error, NothingToDo) or str(error).endswith(".")):
                            wrong.append(f"{name}: no sentence: {error}")
                    except Exception as error:  # noqa: BLE001 - a defect is what we look for
                        wrong.append(f"{name}: {type(error).__name__}: {error}")
                    else:
                        os.write(journal, f"end {number}\n".encode())
        except TOLD:
            pass  # said clearly when it is stopped
        except Exception as error:  # noqa: BLE001 - a defect is what we look for
            wrong.append(f"stopping: {type(error).__name__}: {error}")
        self._shim.disarm()
        return self._shim.fired, wrong

    def _checked(self, course: _Course) -> list[str]:
        """Open the store as the next start would; return what is wrong with it."""
        ledger = Ledger(course.start)
        for line in self._journal.read_text().splitlines():
            word, number = line.split()
            note = ledger.begin if word == "begin" else ledger.end
            note(course.changes[int(number)])
        self._result.unlink(missing_ok=True)
        status = _forked(lambda: self._check(ledger), self._result)
        if status:
            return [f"the next start ended with {status}"]
        wrong: list[str] = pickle.loads(self._result.read_bytes())  # noqa: S301 - ours
        return wrong

    async def _check(self, ledger: Ledger) -> list[str]:
        try:
            async with self._kept(self._store) as kept:
                try:
                    await kept.index()
                except ReindexNeeded:
                    if self.scenario.name != "reindexing":
                        raise
                    await kept.reindex(lambda _done, _total: None)
                wrong = ledger.wrong(await facts(kept))
                wrong += await self._violations(kept)
                await (await kept.index()).ingestion.add(CORPUS, HARBOUR)
                await ask(kept)
                return wrong or await self._violations(kept)
        except Exception as error:  # noqa: BLE001 - a defect is what we look for
            return [f"after the next start: {type(error).__name__}: {error}"]

    async def _violations(self, kept: Kept) -> list[str]:
        return await violations(
            self._store / CATALOGUE, await kept.catalogue(), await kept.vectors()
        )


def _spread(tries: Sequence[tuple[int, int, int]], seed: int) -> list[tuple[int, int, int]]:
    """Return tries in an order whose every beginning is spread evenly over all of them."""
    order = sorted(range(len(tries)), key=lambda number: (number + seed) * _GOLDEN % 1)
    return [tries[number] for number in order]


def tried(
    folder: Path, shim: Shim, *, seconds: float, seed: int, worker: int, workers: int
) -> Iterator[Try]:
    """Yield what came of every `workers`-th try, as many as fit."""
    until = time.monotonic() + seconds
    players = [_Player(each, folder / str(number), shim) for number, each in enumerate(SCENARIOS)]
    asyncio.run(warm())
    courses = [player.undisturbed() for player in players]
    tries = [
        (number, fault, moment)
        for number, course in enumerate(courses)
        for fault, moment in product(range(len(FAULTS)), range(len(course.moments)))
        if FAULTS[fault][0].fits(course.moments[moment])
    ]
    print(json.dumps({"possible": len(tries)}), flush=True)  # noqa: T201 - what it is for
    for number, fault, moment in _spread(tries, seed)[worker::workers]:
        if time.monotonic() > until:
            return
        done = players[number].attempt(courses[number], fault, moment)
        if done is not None:
            yield done


def main() -> None:
    """Try what the command line asks for."""
    folder, library, seconds, seed, worker, workers = sys.argv[1:]
    for each in tried(
        Path(folder),
        Shim(Path(library)),
        seconds=float(seconds),
        seed=int(seed),
        worker=int(worker),
        workers=int(workers),
    ):
        print(json.dumps(asdict(each)), flush=True)  # noqa: T201 - what it is for


if __name__ == "__main__":
    main()
