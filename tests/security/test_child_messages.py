"""The process with the models talks to us alone, and can make us do nothing by what it says."""

import asyncio
import os
import pickle
import subprocess
from collections import OrderedDict
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest

from engine.errors import ModelError, PromptTooLong
from engine.process.messages import Close, Failure, Logged, Open, Piece, Request, Result
from engine.process.pipes import packed, received, unpacked
from engine.process.starting import started

_LENGTH: Final = 8  # bytes
_LISTENS: Final = "0A"  # the state of a TCP socket, in /proc/net/tcp (proc_net_tcp.txt of Linux)
_NAMED: Final = 7  # fields of a line in /proc/net/unix, if the socket has no name


class _Calls:
    """Pickled, it calls something; unpickled by who is careless, that happens."""

    def __init__(self, function: Any, *arguments: object) -> None:
        self._called = (function, arguments)

    def __reduce__(self) -> tuple[Any, tuple[object, ...]]:
        return self._called


@pytest.mark.parametrize(
    "hostile",
    [
        _Calls(os.system, "true"),
        _Calls(eval, "1 + 1"),
        _Calls(subprocess.Popen, ("true",)),
        _Calls(getattr, object, "__subclasses__"),
        _Calls(open, "/dev/null"),
        _Calls(__import__, "os"),
        _Calls(np.load, "/dev/null"),
        _Calls(started, "os"),
        OrderedDict(a=1),
        subprocess.PIPE.__class__,
    ],
    ids=lambda hostile: type(hostile).__name__,
)
def test_a_reply_calls_nothing(hostile: object) -> None:
    """A message that names anything but messages, numbers and errors isn't read."""
    with pytest.raises(pickle.UnpicklingError, match="a message between processes names"):
        unpacked(pickle.dumps(Result(number=1, value=hostile)))


def test_what_is_found_inside_a_module_of_ours_is_not_ours() -> None:
    """A name with dots can't reach through a module of the engine into another one."""
    for name in ("os.system", "sys.modules", "asyncio.subprocess.Process", "Path.home"):
        body = b"\x80\x04" + b"\x8c\x17engine.process.starting"
        body += b"\x8c" + bytes([len(name)]) + name.encode() + b"\x93."
        with pytest.raises(pickle.UnpicklingError, match="names"):
            unpacked(body)


def test_messages_come_through() -> None:
    """All that is really said arrives."""
    said = [
        Request(
            number=1, work=Open(model=2, kind="embedder", arguments={"path": Path("a"), "n": None})
        ),
        Piece(number=1, value="a piece"),
        Result(number=1, value={"dimension": 384, "scores": [0.5, 1], "ok": True}),
        Failure(number=1, error=ModelError("It failed.")),
        Failure(number=1, error=PromptTooLong("It is too long.")),
        Failure(number=1, error=RuntimeError("elsewhere")),
        Logged(logger="engine", level=10, text="a line"),
    ]
    for message in said:
        came = unpacked(packed(message)[_LENGTH:])
        assert repr(came) == repr(message)
    vectors = np.arange(6, dtype=np.float32).reshape(2, 3)
    came = unpacked(packed(Result(number=1, value=vectors))[_LENGTH:])
    assert np.array_equal(came.value, vectors)
    assert unpacked(packed(Result(number=1, value=vectors[0, 1]))[_LENGTH:]).value == 1


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs Linux")
async def test_nobody_else_can_talk_to_the_process_with_the_models() -> None:
    """Nothing that it has open takes connections; there are the pipes that we gave it."""
    child = await started("engine.process")
    try:
        child.requests.write(packed(Request(number=1, work=Close(model=1))))
        while not isinstance(await received(child.replies), Result):
            pass  # it says meanwhile that it is alive
        opened, listening = await asyncio.to_thread(_opened, child.process.pid)
    finally:
        child.requests.close()
        await child.process.wait()
    assert opened
    assert listening.isdisjoint(opened)


def _opened(pid: int) -> tuple[set[str], set[str]]:
    """Return what a process has open, and which sockets here take connections."""
    process = Path(f"/proc/{pid}")
    opened = {os.readlink(each) for each in (process / "fd").iterdir()}  # noqa: PTH115 - sockets
    listening: set[str] = set()
    for table in ("tcp", "tcp6"):
        for line in (process / "net" / table).read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == _LISTENS:
                listening.add(f"socket:[{fields[9]}]")
    for line in (process / "net" / "unix").read_text().splitlines()[1:]:
        fields = line.split()
        if len(fields) > _NAMED:
            listening.add(f"socket:[{fields[6]}]")
    return opened, listening
