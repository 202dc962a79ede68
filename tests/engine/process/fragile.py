"""A process with models that do what texts tell them: `python -m tests.engine.process.fragile`.

A text is a list of words, and some of them are orders:

    crash                   end the process by a signal
    crash-once:FILE         the same, unless FILE exists, which is made
    hang-once:FILE          wait for ever, unless FILE exists, which is made
    hang                    wait for ever
    after:FILE              wait until FILE exists; stands for nothing in a text
    print                   print on standard output, in Python and below it
    log                     log a line
    fail, defect            raise an error of the engine, or another one
    pid                     stands for the number of the process
"""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import AsyncGenerator, Callable, Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from engine.errors import ModelError
from engine.lane import Lane
from engine.process.host import Abilities
from engine.process.serving import serve
from engine.weights import Weights

_RECHECK = 0.01  # seconds

CANCELLED = ".cancelled"
"""Ends the name of the file that is made when somebody who hangs is told to stop."""


class _Model:
    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    @classmethod
    async def open(cls, *, weights: Weights, lane: Lane, **_options: Any) -> Self:
        """Note the opening in the weights' file, or do what their name says."""
        del lane
        await obey(weights.name)
        with weights.path.open("a", encoding="utf-8") as notes:
            notes.write("opened\n")
        return cls(weights)

    async def close(self) -> None:
        """Note it."""
        with self._weights.path.open("a", encoding="utf-8") as notes:
            notes.write("closed\n")


class Embedder(_Model):
    """Its vectors are the lengths of texts."""

    dimension = 1

    async def embed(self, texts: Sequence[str], *, patient: bool = False) -> NDArray[np.float32]:
        """Do what the texts say."""
        del patient
        for text in texts:
            for word in text.split():
                await obey(word)
        return np.array([[len(text)] for text in texts], dtype=np.float32)


class Generator(_Model):
    """It writes what it is asked, word by word."""

    context_tokens = 100
    parameters = 7

    async def generate(self, *, user: str, **_options: Any) -> AsyncGenerator[str, None]:
        """Repeat the words, doing what they say."""
        for word in user.split():
            if told := await obey(word):
                yield f"{told} "


async def obey(word: str) -> str:
    """Do what a word says, and return what stands for it in a text."""
    order, _, file = word.partition(":")
    match order:
        case "crash":
            _crash()
        case "crash-once":
            if not Path(file).exists():  # noqa: ASYNC240 - nothing else runs that could wait
                Path(file).touch()  # noqa: ASYNC240 - as above
                _crash()
        case "hang-once":
            if not Path(file).exists():  # noqa: ASYNC240 - as above
                Path(file).touch()  # noqa: ASYNC240 - as above
                await _hang(file)
        case "hang":
            await asyncio.Event().wait()
        case "after":
            while not Path(file).exists():  # noqa: ASYNC110, ASYNC240 - another process makes it
                await asyncio.sleep(_RECHECK)
            return ""
        case "print":
            print("stray")  # noqa: T201 - that is what is tried
            os.write(1, b"stray")
        case "log":
            logging.getLogger("engine.fragile").info("a line")
        case "fail":
            raise ModelError("It failed.")
        case "defect":
            raise KeyError(word)
        case "pid":
            return str(os.getpid())
    return word


async def _hang(file: str) -> None:
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError:
        Path(file + CANCELLED).touch()  # noqa: ASYNC240 - as above
        raise


def _crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


async def _count(lane: Lane, emit: Callable[[object], None], *, to: int) -> int:
    del lane
    for number in range(to):
        emit(number)
    return to


if __name__ == "__main__":
    serve(
        lambda: Abilities(
            kinds={"embedder": Embedder, "generator": Generator}, errands={"count": _count}
        ),
        log_level=sys.argv[1],
    )
