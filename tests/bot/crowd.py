"""People who ask for turns of a queue, and the order in which turns have to come."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field

from bot.errors import Refused
from bot.queue import FairQueue
from index.models import Corpus


@dataclass(eq=False)
class Asker:
    """Somebody who asks for one turn and holds it until told to finish."""

    corpus: Corpus
    user_id: int
    told: list[int] = field(default_factory=list)
    state: str = "waiting"  # then "refused", "running", "over" or "cancelled"
    finish: asyncio.Event = field(default_factory=asyncio.Event)
    task: asyncio.Task[None] | None = None


class Crowd:
    """Everybody who asked one queue."""

    def __init__(self, queue: FairQueue) -> None:
        """Ask `queue`."""
        self.queue = queue
        self.granted: list[Asker] = []
        self.inside = 0
        self.most_inside = 0

    async def ask(self, corpus: str, user_id: int = 1) -> Asker:
        """Let somebody ask, and wait until the queue has taken notice."""
        asker = Asker(Corpus(corpus), user_id)
        asker.task = asyncio.create_task(self._hold(asker))
        await settled()
        return asker

    async def names(self) -> list[str]:
        """Finish turn after turn and return whose they were, e.g. "a1" of corpus a, user 1."""
        names: list[str] = []
        while len(names) < len(self.granted):
            asker = self.granted[len(names)]
            names.append(f"{asker.corpus}{asker.user_id}")
            asker.finish.set()
            await settled()
        return names

    def cancel(self, asker: Asker) -> None:
        """Cancel whatever an asker is doing."""
        assert asker.task is not None
        asker.task.cancel()

    async def _hold(self, asker: Asker) -> None:
        async def waiting(place: int) -> None:
            asker.told.append(place)

        turn = self.queue.turn(corpus=asker.corpus, user_id=asker.user_id, waiting=waiting)
        try:
            async with turn:
                asker.state = "running"
                self.granted.append(asker)
                self.inside += 1
                self.most_inside = max(self.most_inside, self.inside)
                try:
                    await asker.finish.wait()
                finally:
                    self.inside -= 1
            asker.state = "over"
        except Refused:
            asker.state = "refused"
        except asyncio.CancelledError:
            asker.state = "cancelled"


class Expected:
    """The order of turns, by their definition and not by how the queue keeps it.

    A corpus that waits is as far back as its last turn, or its coming, is recent; so is a person
    inside a corpus.
    """

    def __init__(self, *, width: int, length: int, per_user: int) -> None:
        """Expect what a queue with these limits does."""
        self._width = width
        self._length = length
        self._per_user = per_user
        self._waiting: list[Asker] = []  # in the order they came
        self._stamps: dict[tuple[object, ...], int] = {}
        self.running: list[Asker] = []

    def ask(self, asker: Asker) -> bool:
        """Return whether the asker is taken."""
        if len(self.running) >= self._width:
            own = sum(other.user_id == asker.user_id for other in self._waiting)
            if own >= self._per_user or len(self._waiting) >= self._length:
                return False
        for group in _groups(asker):
            if all(group not in _groups(other) for other in self._waiting):
                self._stamp(group)
        self._waiting.append(asker)
        self._grant()
        return True

    def leave(self, asker: Asker) -> None:
        """Let an asker go, from the line or from the turn."""
        (self._waiting if asker in self._waiting else self.running).remove(asker)
        self._grant()

    def order(self) -> list[Asker]:
        """Return who waits, the next first."""
        nth: Counter[tuple[object, ...]] = Counter()
        keys: dict[Asker, tuple[int, int]] = {}
        for asker in self._waiting:
            person = _groups(asker)[1]
            keys[asker] = (nth[person], self._stamps[person])
            nth[person] += 1
        rounds: Counter[tuple[object, ...]] = Counter()
        places: dict[Asker, tuple[int, int]] = {}
        for asker in sorted(self._waiting, key=keys.__getitem__):
            corpus = _groups(asker)[0]
            places[asker] = (rounds[corpus], self._stamps[corpus])
            rounds[corpus] += 1
        return sorted(self._waiting, key=places.__getitem__)

    def _grant(self) -> None:
        while self._waiting and len(self.running) < self._width:
            asker = self.order()[0]
            self._waiting.remove(asker)
            self.running.append(asker)
            for group in _groups(asker):
                self._stamp(group)

    def _stamp(self, group: tuple[object, ...]) -> None:
        self._stamps[group] = len(self._stamps) + max(self._stamps.values(), default=0)


def _groups(asker: Asker) -> tuple[tuple[object, ...], tuple[object, ...]]:
    return (asker.corpus,), (asker.corpus, asker.user_id)


async def settled() -> None:
    """Let every task run until it waits for something."""
    for _ in range(12):
        await asyncio.sleep(0)
