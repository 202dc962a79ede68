"""Starts the process with the models."""

import asyncio
import os
import re
import sys
from asyncio import StreamReader, StreamWriter
from asyncio.subprocess import PIPE, Process
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import engine
from engine.process.logs import level

_SOURCES = Path(engine.__file__).parents[1]
_PRIVATE = re.compile("TOKEN|SECRET|PASSWORD|PROXY|_URL|_KEY", re.IGNORECASE)
"""The variables that a model, which may come from anywhere, has no business with."""

_MOST_BUFFERED = 1 << 20  # bytes of replies that arrive at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A process and the pipes to and from it."""

    process: Process
    requests: StreamWriter
    replies: StreamReader
    printed: StreamReader


async def started(module: str) -> Started:
    """Start the process with the models; it ends when its standard input is closed.

    Args:
        module: what it runs, given the level of the log.

    Raises:
        OSError: it can't be started.
    """
    paths = [str(_SOURCES), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {
        **{name: value for name, value in os.environ.items() if not _PRIVATE.search(name)},
        "PYTHONPATH": os.pathsep.join(paths),
        "GGML_NO_BACKTRACE": "1",  # it would start a debugger
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", module, level()),
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
        limit=_MOST_BUFFERED,
        env=environment,
    )
    return Started(
        process=process,
        requests=cast("StreamWriter", process.stdin),  # there are pipes, since they were asked for
        replies=cast("StreamReader", process.stdout),
        printed=cast("StreamReader", process.stderr),
    )
