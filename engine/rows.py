"""Texts to rows of numbers, for many callers at once, in turns with other models."""

import asyncio
from abc import abstractmethod
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import NamedTuple, Self

import numpy as np

from engine.closing import Closing
from engine.errors import ModelError
from engine.lane import Lane
from engine.packing import Waiting, pack
from engine.pooling import PoolingModel, Rows
from engine.threads import default_threads
from engine.weights import Weights

Tokenise = Callable[[str], list[int]]


class RowModel(Closing):
    """A model that makes one row of numbers of each text.

    Calls that wait at the same time share batches. Whatever touches the model happens in the lane.
    """

    def __init__(self, model: PoolingModel, *, name: str, lane: Lane, own_lane: bool) -> None:
        """Take over a model that was made in `lane`; `open` is the way to get one."""
        self._model = model
        self._name = name
        self._lane = lane
        self._own_lane = own_lane
        self._reading = _Reading(model)
        self._asked: set[asyncio.Future[Rows]] = set()
        self._closed = False
        lane.join(self._reading)

    @classmethod
    async def open(
        cls,
        weights: Weights,
        *,
        lane: Lane | None = None,
        threads: int | None = None,
        gpu_layers: int = 0,
        context_tokens: int = 512,
    ) -> Self:
        """Load a model.

        Args:
            weights: what to load.
            lane: where it computes, in turns with other models; in a lane of its own by default.
            threads: how many CPU threads compute; as many as there are cores by default.
            gpu_layers: how many of the model's layers are put on the graphics card.
            context_tokens: where texts are cut, if the model doesn't cut them earlier.

        Raises:
            ModelError: the file is broken, or holds a model of another kind.
        """
        chosen = lane or Lane()
        try:
            model = await chosen.do(
                cls._load,
                weights,
                threads=threads or default_threads(),
                gpu_layers=gpu_layers,
                context_tokens=context_tokens,
                alive=chosen.alive,
            )
        except BaseException:
            if lane is None:
                await chosen.close()
            raise
        return cls(model, name=weights.name, lane=chosen, own_lane=lane is None)

    @classmethod
    def _load(
        cls,
        weights: Weights,
        *,
        threads: int,
        gpu_layers: int,
        context_tokens: int,
        alive: Callable[[], object],
    ) -> PoolingModel:
        model = PoolingModel(
            weights,
            threads=threads,
            gpu_layers=gpu_layers,
            context_tokens=context_tokens,
            alive=alive,
        )
        try:
            cls._check(model)
        except ModelError:
            model.close()
            raise
        return model

    @staticmethod
    @abstractmethod
    def _check(model: PoolingModel) -> None:
        """Check that `model` is of the right kind.

        Raises:
            ModelError: it isn't.
        """

    @property
    def name(self) -> str:
        """Identifies the model; another name means rows that can't be compared."""
        return self._name

    async def _rows(self, texts: Sequence[str], tokenise: Tokenise, *, patient: bool) -> Rows:
        """Return one row per text, shape (len(texts), width).

        Args:
            texts: what to read.
            tokenise: makes tokens of a text, at least one and at most what the model can take;
                called in the lane.
            patient: whether others may go first.

        Raises:
            ModelError: the model failed, or has been closed.
        """
        if self._closed:
            raise ModelError("The model has been closed.")
        if not texts:
            return np.empty((0, self._model.width), np.float32)
        call = _Call(texts, tokenise, self._model.width)
        asked = asyncio.wrap_future(call.done)
        self._asked.add(asked)
        asked.add_done_callback(self._asked.discard)
        self._reading.add(call, patient=patient)
        self._lane.wake()
        return await asked

    async def close(self) -> None:
        """Finish what has been asked for, then free the model."""
        if self._closed:
            return
        self._closed = True
        if self._asked:
            await asyncio.wait(self._asked)
        self._lane.leave(self._reading)
        await self._lane.do(self._model.close)
        if self._own_lane:
            await self._lane.close()


class _Piece(NamedTuple):
    """A text that is read now."""

    call: "_Call"
    row: int
    tokens: list[int]


class _Call:
    """What one caller asked for: texts that wait, and the rows that are made."""

    def __init__(self, texts: Sequence[str], tokenise: Tokenise, width: int) -> None:
        self.done: Future[Rows] = Future()
        self._texts = texts
        self._tokenise = tokenise
        # Texts of similar length meet in a batch.
        self._waiting = deque(sorted(range(len(texts)), key=lambda row: len(texts[row])))
        self._next: list[int] | None = None
        self._rows = np.empty((len(texts), width), np.float32)
        self._left = len(texts)

    def next_length(self) -> int | None:
        """Return how many tokens the next text has; None when nothing is wanted any more."""
        if self.done.done() or not self._waiting:
            return None
        if self._next is None:
            try:
                self._next = self._tokenise(self._texts[self._waiting[0]])
            except Exception as error:  # noqa: BLE001 - raised where it is awaited
                self.fail(error)
                return None
        return len(self._next)

    def take(self) -> _Piece:
        """Take the next text, whose length has been asked for."""
        tokens, self._next = self._next or [], None
        return _Piece(self, self._waiting.popleft(), tokens)

    def put(self, row: int, numbers: Rows) -> None:
        """Keep the row of a text; the last one completes the call."""
        self._rows[row] = numbers
        self._left -= 1
        if not self._left and self.done.set_running_or_notify_cancel():
            self.done.set_result(self._rows)

    def fail(self, error: Exception) -> None:
        """Tell the caller what went wrong."""
        if not self.done.done() and self.done.set_running_or_notify_cancel():
            self.done.set_exception(error)


class _Reading:
    """What waits for a model, and the steps in which it is read."""

    def __init__(self, model: PoolingModel) -> None:
        self._model = model
        self._urgent: deque[Waiting[_Piece]] = deque()
        self._patient: deque[Waiting[_Piece]] = deque()

    def add(self, call: _Call, *, patient: bool) -> None:
        """Let a call wait for its turn."""
        (self._patient if patient else self._urgent).append(call)

    @property
    def urgent(self) -> bool:
        """Whether there is work that somebody waits for."""
        return bool(self._urgent)

    @property
    def patient(self) -> bool:
        """Whether there is work that can wait."""
        return bool(self._patient)

    def step(self, *, patient: bool) -> None:
        """Read one batch; if that fails, read what each call has in it alone."""
        pieces = pack(self._patient if patient else self._urgent, tokens=self._model.packed)
        if pieces and self._failure(pieces) is not None:
            for call in dict.fromkeys(piece.call for piece in pieces):
                failure = self._failure([piece for piece in pieces if piece.call is call])
                if failure is not None:
                    call.fail(failure)

    def _failure(self, pieces: Sequence[_Piece]) -> Exception | None:
        """Read some texts and hand out their rows; return what went wrong, if anything."""
        try:
            rows = self._model.compute([piece.tokens for piece in pieces])
        except Exception as error:  # noqa: BLE001 - raised where it is awaited
            return error
        for piece, numbers in zip(pieces, rows, strict=True):
            piece.call.put(piece.row, numbers)
        return None
