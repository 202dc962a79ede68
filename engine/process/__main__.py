"""The process with the models: `python -m engine.process LEVEL`.

LEVEL is that of the log. Messages come on standard input and go to standard output; neither is
left for anybody else to read or to print on.
"""

import asyncio
import faulthandler
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from engine.process.logs import send_logs
from engine.process.pipes import Inlet, Outlet

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
_FIRST_TO_GO = "500"  # of 1000, beside 0 for the process that holds what can't be had again


def main() -> None:
    """Serve until the process that started this one closes the pipe, or dies."""
    source, sink = _pipes()
    faulthandler.enable()
    # Terminals and service managers signal all processes at once. When to end is for the first one
    # to decide, which finishes its answers before it does.
    for name in _SIGNALS:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    with suppress(OSError):  # where there is such a thing
        Path("/proc/self/oom_score_adj").write_text(_FIRST_TO_GO, encoding="ascii")
    outlet = Outlet(sink)
    send_logs(outlet.send, sys.argv[1])
    asyncio.run(_serve(source, outlet))


async def _serve(source: BinaryIO, outlet: Outlet) -> None:
    from engine.process.host import Host  # after logging is set up, of which llama.cpp makes use

    host = Host(outlet.send)
    Inlet(source, take=host.take, ended=_end).start()
    await asyncio.Event().wait()


def _end() -> None:
    """End at once, whatever native code is doing: nobody is left to want it."""
    os._exit(0)


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Return the pipes to and from who started us; print to standard error from now on."""
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return source, sink


if __name__ == "__main__":
    main()
