"""People who ask for turns of a queue, and the order in which turns have to come."""

import asyncio
import math
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
    inside a corpus. Who has half of all turns lets the others go ahead, and a corpus that has
    twice as many places in the line as are free leaves these to others.
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
        if len(self.running) >= self._width or self._has_half(asker, self.running):
            own = sum(other.user_id == asker.user_id for other in self._waiting)
            free = self._length - len(self._waiting)
            here = sum(other.corpus == asker.corpus for other in self._waiting)
            if own >= self._per_user or free <= 0 or here >= 2 * free:
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
        """Return who waits, the next first, if what runs ends in the order it began."""
        stamps, waiting, running = self._stamps.copy(), self._waiting.copy(), self.running.copy()
        order: list[Asker] = []
        while waiting:
            asker = self._next(waiting, running, stamps)
            if asker is None:
                running.pop(0)
                continue
            waiting.remove(asker)
            running.append(asker)
            order.append(asker)
            for group in _groups(asker):
                _stamp(stamps, group)
        return order

    def _next(
        self, waiting: list[Asker], running: list[Asker], stamps: dict[tuple[object, ...], int]
    ) -> Asker | None:
        if len(running) >= self._width:
            return None
        ranked = _ranked(waiting, stamps)
        return next((one for one in ranked if not self._has_half(one, running)), None)

    def _grant(self) -> None:
        while (asker := self._next(self._waiting, self.running, self._stamps)) is not None:
            self._waiting.remove(asker)
            self.running.append(asker)
            for group in _groups(asker):
                self._stamp(group)

    def _has_half(self, asker: Asker, running: list[Asker]) -> bool:
        own = sum(other.user_id == asker.user_id for other in running)
        return own >= math.ceil(self._width / 2)

    def _stamp(self, group: tuple[object, ...]) -> None:
        _stamp(self._stamps, group)


def _stamp(stamps: dict[tuple[object, ...], int], group: tuple[object, ...]) -> None:
    """Let a group be the last that had a turn, or came."""
    stamps[group] = len(stamps) + max(stamps.values(), default=0)


def _ranked(waiting: list[Asker], stamps: dict[tuple[object, ...], int]) -> list[Asker]:
    """Return who waits in round robin, whatever they have already."""
    nth: Counter[tuple[object, ...]] = Counter()
    keys: dict[Asker, tuple[int, int]] = {}
    for asker in waiting:
        person = _groups(asker)[1]
        keys[asker] = (nth[person], stamps[person])
        nth[person] += 1
    rounds: Counter[tuple[object, ...]] = Counter()
    places: dict[Asker, tuple[int, int]] = {}
    for asker in sorted(waiting, key=keys.__getitem__):
        corpus = _groups(asker)[0]
        places[asker] = (rounds[corpus], stamps[corpus])
        rounds[corpus] += 1
    return sorted(waiting, key=places.__getitem__)


def _groups(asker: Asker) -> tuple[tuple[object, ...], tuple[object, ...]]:
    return (asker.corpus,), (asker.corpus, asker.user_id)


async def settled() -> None:
    """Let every task run until it waits for something."""
    for _ in range(12):
        await asyncio.sleep(0)
