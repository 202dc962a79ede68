"""Messages in pipes: each a pickled value behind its length."""

import asyncio
import pickle
import queue
import struct
import threading
from collections.abc import Callable
from typing import Any, BinaryIO

_LENGTH = struct.Struct("<Q")


def packed(message: object) -> bytes:
    """Return a message as it goes through a pipe."""
    body = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(body)) + body


async def received(stream: asyncio.StreamReader) -> Any:
    """Return the next message.

    Raises:
        asyncio.IncompleteReadError: the other end has closed the pipe, or died in mid-message.
    """
    (length,) = _LENGTH.unpack(await stream.readexactly(_LENGTH.size))
    return pickle.loads(await stream.readexactly(length))  # noqa: S301 - from our own process


class Inlet:
    """A thread that reads messages from a pipe for an event loop.

    Threads, because on Windows no event loop reads the pipes that a process was started with.
    """

    def __init__(
        self, pipe: BinaryIO, *, take: Callable[[Any], object], ended: Callable[[], object]
    ) -> None:
        """Prepare to read.

        Args:
            pipe: what is read from, buffered.
            take: called with each message, in the event loop that runs now.
            ended: called in the thread once the other end is closed.
        """
        self._pipe = pipe
        self._take = take
        self._ended = ended
        self._loop = asyncio.get_running_loop()
        self._thread = threading.Thread(target=self._run, name="inlet", daemon=True)

    def start(self) -> None:
        """Read from now on."""
        self._thread.start()

    def _run(self) -> None:
        while (length := self._pipe.read(_LENGTH.size)) and len(length) == _LENGTH.size:
            body = self._pipe.read(*_LENGTH.unpack(length))
            self._loop.call_soon_threadsafe(self._take, pickle.loads(body))  # noqa: S301 - as above
        self._ended()


class Outlet:
    """A thread that writes messages into a pipe, so that nobody waits for who reads them."""

    def __init__(self, pipe: BinaryIO) -> None:
        """Write to `pipe` from now on."""
        self._pipe = pipe
        self._waiting: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=self._run, name="outlet", daemon=True).start()

    def send(self, message: object) -> None:
        """Write a message soon; may be called from any thread.

        Raises:
            Exception: the message can't be pickled.
        """
        self._waiting.put(packed(message))

    def _run(self) -> None:
        while True:
            together = [self._waiting.get()]
            while not self._waiting.empty():
                together.append(self._waiting.get())
            try:
                self._pipe.write(b"".join(together))
                self._pipe.flush()
            except OSError:  # nobody reads any more, which the inlet finds out, too
                return
