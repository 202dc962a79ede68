"""Messages in pipes: each a pickled value behind its length."""

import asyncio
import io
import pickle
import queue
import struct
import threading
from collections.abc import Callable
from typing import Any, BinaryIO

_LENGTH = struct.Struct("<Q")
_OF_OTHERS = frozenset(
    {
        ("numpy", "ndarray"),
        ("numpy", "dtype"),
        ("numpy", "_frombuffer"),
        ("numpy", "_reconstruct"),
        ("numpy", "scalar"),
        ("pathlib", "PosixPath"),
        ("pathlib", "WindowsPath"),
    }
)
"""What of other packages messages are made of."""


def packed(message: object) -> bytes:
    """Return a message as it goes through a pipe."""
    body = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(body)) + body


def unpacked(body: bytes) -> Any:
    """Return the message in the bytes behind a length.

    Raises:
        pickle.UnpicklingError: there is something else in it than messages, numbers and errors.
    """
    return _Unpickler(io.BytesIO(body)).load()


async def received(stream: asyncio.StreamReader) -> Any:
    """Return the next message.

    Raises:
        asyncio.IncompleteReadError: the other end has closed the pipe, or died in mid-message.
    """
    (length,) = _LENGTH.unpack(await stream.readexactly(_LENGTH.size))
    return unpacked(await stream.readexactly(length))


class _Unpickler(pickle.Unpickler):
    """Makes nothing but our own values, arrays of numbers, paths and errors.

    A pickle may call whatever it can name. What llama.cpp reads comes from anywhere, so should a
    file ever take its process over, it can still call nothing in ours by its replies.
    """

    def find_class(self, module: str, name: str) -> Any:
        """Return a class of the few that messages are made of."""
        package = module.partition(".")[0]
        if (package, name) in _OF_OTHERS or package in {"engine", "builtins"}:
            found = super().find_class(module, name)
            own = isinstance(found, type) and found.__module__ == module
            if (package, name) in _OF_OTHERS or (own and package == "engine") or _is_error(found):
                return found
        raise pickle.UnpicklingError(f"a message between processes names {module}.{name}")


def _is_error(found: object) -> bool:
    return isinstance(found, type) and issubclass(found, Exception)


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
            self._loop.call_soon_threadsafe(self._take, unpacked(body))
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
