"""Serves from a process of its own whoever started it, as long as that one lives.

Messages come on standard input and go to standard output; neither is left for anybody else to read
or to print on.
"""

import asyncio
import faulthandler
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from engine.process.host import Abilities, Host
from engine.process.logs import send_logs
from engine.process.pipes import Inlet, Outlet

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
_FIRST_TO_GO = "500"  # of 1000, beside 0 for the process that holds what can't be had again


def serve(abilities: Callable[[], Abilities], *, log_level: str) -> None:
    """Serve until the process that started this one closes the pipe, or dies.

    Args:
        abilities: returns what can be asked for, and is called once nothing can be printed into
            the pipe any more.
        log_level: from which on lines of the engine's log are sent.
    """
    incoming, outgoing = _pipes()
    faulthandler.enable()
    # Terminals and service managers signal all processes at once. When to end is for the first one
    # to decide, which finishes its answers before it does.
    for name in _SIGNALS:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    with suppress(OSError):  # where there is such a thing
        Path("/proc/self/oom_score_adj").write_text(_FIRST_TO_GO, encoding="ascii")
    outlet = Outlet(outgoing)
    send_logs(outlet.send, log_level)
    asyncio.run(_serve(Host(outlet.send, abilities()), incoming))


async def _serve(host: Host, incoming: BinaryIO) -> None:
    Inlet(incoming, take=host.take, ended=_end).start()
    await asyncio.Event().wait()


def _end() -> None:
    """End at once, whatever native code is doing: nobody is left to want it."""
    os._exit(0)


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Return the pipes from and to who started us; print to standard error from now on."""
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return incoming, outgoing
