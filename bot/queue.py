"""Who may have the models next, fair to every server and person.

Turns go round robin over the corpora that wait, inside a corpus round robin over its people, and
each person's own in the order they came. So a server with many questions, or a person with many,
delays others by one turn a round at most; nor can it fill the line, of which some places are left
to the others. And half of the turns that run are the most that one
person may have, so that whoever comes next needn't wait for that person's to end.
"""

import asyncio
import logging
from collections import Counter, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from itertools import zip_longest

from bot.errors import Refused
from bot.limits.sharing import may_wait
from index.models import Corpus

_log = logging.getLogger(__name__)

Waiting = Callable[[int], Awaitable[None]]


class FairQueue:
    """Lets a few work at a time; all others wait for their turn."""

    def __init__(self, *, width: int, length: int, per_user: int) -> None:
        """Make an empty queue.

        Args:
            width: how many turns run at a time.
            length: how many may wait in all.
            per_user: how many of one person may wait.
        """
        self._width = width
        self._length = length
        self._per_user = per_user
        self._line = _Line(of_one_person=width - width // 2)
        self._running: list[_Turn] = []  # who began first stands first

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._line)

    @property
    def running(self) -> int:
        """How many turns are running."""
        return len(self._running)

    @asynccontextmanager
    async def turn(
        self, *, corpus: Corpus, user_id: int, waiting: Waiting | None = None
    ) -> AsyncIterator[None]:
        """Wait for a turn and hold it inside `async with`.

        Who is cancelled, waiting or not, leaves at once.

        Args:
            corpus: where the work is for.
            user_id: who asked for it.
            waiting: told the place, 1 for the next, whenever it has changed. It runs beside the
                queue: it is told the newest place when it is done with the one before, its errors
                are logged, and a call that is under way when the turn begins goes on beside it and
                is cancelled at its end.

        Raises:
            Refused: "too-many-waiting" (`most`), "queue-full" or, where `corpus` has so many in the
                line that the rest is left to others, "server-queue-full"; nothing waits then.
        """
        turn = self._enter(corpus, user_id, waiting)
        try:
            await turn.granted.wait()
            yield
        finally:
            self._leave(turn)
            await turn.stop_telling()

    def _enter(self, corpus: Corpus, user_id: int, waiting: Waiting | None) -> "_Turn":
        turn = _Turn(corpus, user_id, waiting)
        people = _people(self._running)
        if self.running >= self._width or not self._line.may_run(turn, people):
            if self._line.of_user(user_id) >= self._per_user:
                raise Refused("too-many-waiting", most=self._per_user)
            if self.waiting >= self._length:
                raise Refused("queue-full")
            own = self._line.of_corpus(corpus)
            if not may_wait(own=own, waiting=self.waiting, length=self._length):
                raise Refused("server-queue-full")
        self._line.add(turn)
        self._advance()
        return turn

    def _leave(self, turn: "_Turn") -> None:
        if turn in self._running:
            self._running.remove(turn)
        else:
            self._line.remove(turn)
        self._advance()

    def _advance(self) -> None:
        """Grant what is free and tell everybody else where they stand."""
        while self.running < self._width:
            turn = self._line.next(_people(self._running))
            if turn is None:
                break
            self._running.append(turn)
            turn.grant()
        for place, turn in enumerate(self._order(), start=1):
            turn.move(place)

    def _order(self) -> Iterator["_Turn"]:
        """Yield who waits in the order of their turns, if these end in the order they began.

        That is so if nobody comes or leaves the line.
        """
        line, running = self._line.copy(), deque(self._running)
        while line:
            turn = line.next(_people(running)) if len(running) < self._width else None
            if turn is None:
                running.popleft()
            else:
                running.append(turn)
                yield turn


class _Turn:
    """One turn, from entering the queue to leaving it."""

    def __init__(self, corpus: Corpus, user_id: int, waiting: Waiting | None) -> None:
        self.corpus = corpus
        self.user_id = user_id
        self.granted = asyncio.Event()
        self._waiting = waiting
        self._place: int | None = None
        self._told: int | None = None
        self._telling: asyncio.Task[None] | None = None

    def grant(self) -> None:
        """Let the turn begin."""
        self._place = None
        self.granted.set()

    def move(self, place: int) -> None:
        """Stand at `place`, and see that it is told."""
        self._place = place
        idle = self._telling is None or self._telling.done()
        if self._waiting is not None and idle and place != self._told:
            self._telling = asyncio.create_task(self._tell(self._waiting))

    async def stop_telling(self) -> None:
        """End a call that is still under way."""
        if self._telling is not None:
            self._telling.cancel()
            await asyncio.wait([self._telling])

    async def _tell(self, waiting: Waiting) -> None:
        while self._place is not None and self._place != self._told:
            self._told = self._place
            try:
                await waiting(self._told)
            except Exception:  # noqa: BLE001 - whatever fails in showing a place, the turn comes
                _log.warning("A place in the queue could not be shown.", exc_info=True)


class _Line:
    """Turns that wait."""

    def __init__(self, *, of_one_person: int) -> None:
        """Let nobody wait yet; `of_one_person` turns are the most that one may have at a time."""
        self._of_one_person = of_one_person
        # Corpora, and people inside one, stand in the order of their next turns.
        self._corpora: dict[Corpus, dict[int, deque[_Turn]]] = {}

    def __len__(self) -> int:
        return sum(len(turns) for people in self._corpora.values() for turns in people.values())

    def may_run(self, turn: _Turn, running: Counter[int]) -> bool:
        """Say whether a person may have one more turn than are `running`."""
        return running[turn.user_id] < self._of_one_person

    def of_user(self, user_id: int) -> int:
        """Return how many turns of a person wait, in whatever corpus."""
        return sum(len(people.get(user_id, ())) for people in self._corpora.values())

    def of_corpus(self, corpus: Corpus) -> int:
        """Return how many turns of a corpus wait."""
        return sum(len(turns) for turns in self._corpora.get(corpus, {}).values())

    def add(self, turn: _Turn) -> None:
        """Let a turn wait behind those of its person, a new person behind its corpus's others."""
        people = self._corpora.setdefault(turn.corpus, {})
        people.setdefault(turn.user_id, deque()).append(turn)

    def remove(self, turn: _Turn) -> None:
        """Take a turn out; everybody else keeps the order."""
        people = self._corpora[turn.corpus]
        people[turn.user_id].remove(turn)
        if not people[turn.user_id]:
            del people[turn.user_id]
        if not people:
            del self._corpora[turn.corpus]

    def next(self, running: Counter[int]) -> _Turn | None:
        """Take the first turn out whose person may have it; None if nobody may."""
        for turn in self._round():
            if self.may_run(turn, running):
                return self._take(turn)
        return None

    def _round(self) -> Iterator[_Turn]:
        """Yield each person's oldest turn in every corpus, corpora in turns."""
        columns = [[turns[0] for turns in people.values()] for people in self._corpora.values()]
        for row in zip_longest(*columns):
            yield from (turn for turn in row if turn is not None)

    def _take(self, turn: _Turn) -> _Turn:
        """Take out the oldest turn of a person: the corpus goes last, the person inside it."""
        people = self._corpora.pop(turn.corpus)
        turns = people.pop(turn.user_id)
        turns.popleft()
        if turns:
            people[turn.user_id] = turns
        if people:
            self._corpora[turn.corpus] = people
        return turn

    def copy(self) -> "_Line":
        """Return a line in which the same wait."""
        line = _Line(of_one_person=self._of_one_person)
        line._corpora = {
            corpus: {user_id: turns.copy() for user_id, turns in people.items()}
            for corpus, people in self._corpora.items()
        }
        return line


def _people(turns: Iterable[_Turn]) -> Counter[int]:
    """Return how many turns each person has."""
    return Counter(turn.user_id for turn in turns)
