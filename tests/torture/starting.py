"""Starts as `footnote run` does, up to where it would connect to Discord, and asks a question.

python -m tests.torture.starting FOLDER BEGAN

Prints lines of JSON: what was reached, and how many seconds after BEGAN (`time.time()`).
"""

import asyncio
import json
import sys
import time
from pathlib import Path

from rich.console import Console

from answer.models import Answer
from bot.assembly import Assembly
from bot.online.client import make_client
from bot.online.running import make_parts
from bot.settings import load_settings
from bot.terminal.terminal import Terminal
from index.models import Corpus

QUESTION = "Which boat sank during the fire?"


async def start(folder: Path, began: float) -> None:
    """Start, ask, stop, and print when what was reached."""

    def reached(what: str) -> None:
        print(json.dumps([what, time.time() - began]), flush=True)  # noqa: T201 - what it is for

    reached("everything imported")
    quiet = Console(quiet=True)
    async with Assembly(load_settings(data_dir=folder), Terminal(quiet, notices=quiet)) as assembly:
        await assembly.catalogue()
        reached("catalogue open")
        await assembly.index()
        reached("vectors recovered, models loaded")
        make_client(await make_parts(assembly), content_intent=True)
        reached("ready to connect to Discord")
        answering = (await assembly.answers()).answering
        first = await answering.outcome(Corpus("local"), QUESTION)
        reached("first question answered")
        if not isinstance(first, Answer):
            reached("…but with an abstention")
        await answering.outcome(Corpus("local"), QUESTION)
        reached("second question answered")


if __name__ == "__main__":
    asyncio.run(start(Path(sys.argv[1]), float(sys.argv[2])))
