"""Many replies of one model, written at once: requests join and leave between two steps.

Continuous batching (Yu et al. 2022, Orca): a step takes a token of each reply that is being
written and a piece of the prompts that are being read, so that a long prompt holds nobody up.
"""

import threading
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass

from engine.batching.counters import Counters
from engine.batching.memory import WORTH_KEEPING, Held, Memory
from engine.batching.prefixes import common
from engine.batching.requests import Request
from engine.batching.scheduling import shares
from engine.batching.streams import Stream
from engine.decoding import Decoder, Step
from engine.errors import ModelError

_WAITING = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    """What a stream has in a step.

    Attributes:
        stream: whose turn it is.
        count: how many of its tokens are computed.
        guesses: what may follow them, computed as well.
        index: where the last of them stands in the step.
        row: where their continuations begin; none where more of the prompt has to be read first.
    """

    stream: Stream
    count: int
    guesses: list[int]
    index: int
    row: int | None


class Batcher:
    """Writes the replies of a model, as many at once as there are places; a member of a lane.

    `submit` and `withdraw` may be called from any thread, all else only from the lane's.
    """

    def __init__(
        self,
        decoder: Decoder,
        memory: Memory,
        *,
        parallel: int,
        piece: int,
        drafted: int,
        ends: Callable[[int], bool],
        spell: Callable[[int], bytes],
    ) -> None:
        """Begin with nothing to do.

        Args:
            decoder: what computes.
            memory: its sequences, as many as there are replies or more.
            parallel: how many replies are written at once.
            piece: how many tokens of prompts are read in one step.
            drafted: how many tokens are guessed ahead in one step.
            ends: whether a token ends a reply.
            spell: the bytes that a token stands for.
        """
        self._decoder = decoder
        self._memory = memory
        self._parallel = parallel
        self._piece = piece
        self._drafted = drafted if decoder.cuts else 0
        self._ends = ends
        self._spell = spell
        self._changed = threading.Lock()
        self._waiting: deque[Request] = deque()
        self._streams: list[Stream] = []
        self._leaders: dict[Stream, tuple[Stream, int]] = {}
        self._sums: Counter[str] = Counter()

    @property
    def counters(self) -> Counters:
        """What has been done so far."""
        return Counters(**self._sums)

    def submit(self, request: Request) -> None:
        """Put a request into the queue.

        Raises:
            ModelError: the queue is full.
        """
        with self._changed:
            if len(self._waiting) >= _WAITING:
                raise ModelError(
                    f"{_WAITING} questions are waiting for the model already; ask again in a "
                    "moment."
                )
            self._waiting.append(request)

    def withdraw(self, request: Request) -> None:
        """Give up a request, wherever it is; one that is done stays so."""
        request.done.cancel()
        with self._changed:
            if request in self._waiting:
                self._waiting.remove(request)

    @property
    def urgent(self) -> bool:
        """Whether there is something to read or to write."""
        return bool(self._waiting or self._streams)

    @property
    def patient(self) -> bool:
        """Whether there is work that can wait: there never is."""
        return False

    def step(self, *, patient: bool) -> None:  # noqa: ARG002 - all of the work is of one kind
        """Read a piece of the prompts and write a token of each reply."""
        try:
            self._let_go()
            self._admit()
            if self._streams:
                self._compute()
        except Exception as error:  # noqa: BLE001 - told to everybody whose reply it was
            self._fail(error)

    def _let_go(self) -> None:
        """End the streams that nobody waits for any more."""
        for stream in [each for each in self._streams if each.request.done.cancelled()]:
            self._end(stream)

    def _admit(self) -> None:
        """Give places to those who wait, as far as their replies surely fit into memory."""
        while len(self._streams) < self._parallel and (request := self._next()) is not None:
            stream = Stream(request, sequence=self._memory.take(), drafted=self._drafted)
            self._find_leader(stream)
            self._streams.append(stream)

    def _next(self) -> Request | None:
        used = sum(stream.request.cells for stream in self._streams)
        with self._changed:
            if self._waiting and used + self._waiting[0].cells <= self._decoder.cells:
                return self._waiting.popleft()
        return None

    def _find_leader(self, stream: Stream) -> None:
        """Let a stream wait for another that is reading the same beginning right now."""
        if not self._decoder.whole:
            return
        known = self._memory.known(stream.tokens)
        for other in self._streams:
            shared = min(common(stream.tokens, other.tokens), len(stream.tokens) - 1)
            if shared >= max(known, other.held) + WORTH_KEEPING:
                self._leaders[stream] = other, shared
                known = shared

    def _begin(self, stream: Stream) -> bool:
        """Let a stream take over what others have read; return whether it can go on now."""
        leader, shared = self._leaders.get(stream, (stream, 0))
        if leader in self._streams and leader.held < shared:
            return False
        self._leaders.pop(stream, None)
        running = [
            Held(sequence=each.sequence, tokens=each.tokens[: each.held])
            for each in self._streams
            if each.held
        ]
        stream.held = self._memory.begin(stream.sequence, stream.tokens, running)
        stream.begun = True
        self._sums["reused"] += stream.held
        return True

    def _compute(self) -> None:
        step = Step()
        turns = self._plan(step)
        while not self._decoder.compute(step, reading=any(turn.count > 1 for turn in turns)):
            self._memory.make_room()
        self._sums["steps"] += 1
        rows = sum(step.continued)
        likeliest = self._decoder.likeliest(rows) if rows else []
        for turn in turns:
            self._advance(turn, likeliest)

    def _plan(self, step: Step) -> list[_Turn]:
        """Fill a step, and return what each stream has in it."""
        able = [stream for stream in self._streams if stream.begun or self._begin(stream)]
        counts = {stream: 1 for stream in able if stream.left == 1}
        reading = [stream for stream in able if stream.left > 1]
        given = shares([stream.left for stream in reading], self._piece)
        counts |= {stream: count for stream, count in zip(reading, given, strict=True) if count}
        turns: list[_Turn] = []
        rows, drafted = 0, self._drafted
        for stream, count in counts.items():
            continued = count == stream.left and stream.request.max_tokens > 0
            guesses = stream.guess(drafted) if continued and count == 1 and drafted else []
            drafted -= len(guesses)
            tokens = stream.tokens[stream.held : stream.held + count] + guesses
            last = 1 + len(guesses) if continued else 0
            turns.append(
                _Turn(
                    stream=stream,
                    count=count,
                    guesses=guesses,
                    index=len(step.tokens) + count - 1,
                    row=rows if continued else None,
                )
            )
            step.add(stream.sequence, stream.held, tokens, last=last)
            rows += last
        return turns

    def _advance(self, turn: _Turn, likeliest: list[int]) -> None:
        """Give a stream what came out of its turn."""
        stream = turn.stream
        prompt = len(stream.request.prompt)
        self._sums["read"] += max(0, min(stream.held + turn.count, prompt) - stream.held)
        stream.held += turn.count
        if turn.row is not None:
            self._write(turn, turn.row, likeliest)
        if stream.over or (not stream.left and not stream.request.max_tokens):
            self._end(stream)
            stream.request.finish()

    def _write(self, turn: _Turn, row: int, likeliest: list[int]) -> None:
        """Write what follows, which are several tokens where guesses were right."""
        stream, guesses = turn.stream, turn.guesses
        if stream.sampler is not None:
            following = [self._decoder.sampled(stream.sampler, turn.index)]
        else:
            following = likeliest[row : row + 1 + len(guesses)]
        right = common(guesses, following)
        for token in following[: right + 1]:
            stream.write(token, ends=self._ends, spell=self._spell)
            self._sums["written"] += 1
            if stream.over:
                break
        stream.send()
        stream.held += right
        if guesses:
            stream.learn(guessed=len(guesses), right=right)
            self._sums["drafted"] += len(guesses)
            self._sums["accepted"] += right
            if right < len(guesses):
                self._decoder.cut(stream.sequence, stream.held)

    def _end(self, stream: Stream) -> None:
        """Take a stream out and keep what it read, without what it wrote."""
        self._streams.remove(stream)
        self._leaders.pop(stream, None)
        stream.close()
        prompt = stream.tokens[: min(stream.held, len(stream.request.prompt))]
        self._memory.end(stream.sequence, prompt, pinned=stream.request.pinned)

    def _fail(self, error: Exception) -> None:
        """Give up all that runs: what memory holds isn't certain any more."""
        self._leaders.clear()
        streams, self._streams = self._streams, []
        self._memory.lose(stream.sequence for stream in streams)
        for stream in streams:
            stream.close()
            stream.request.fail(error)
