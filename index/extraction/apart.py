"""Files are read in a process of their own, for each of them.

The libraries that read PDFs and packed files are large, one of them is C++ and not made for
threads, and their input comes from anywhere. What crashes, hangs or swallows memory there ends
with its process, and only texts come back, as JSON.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

import index
from index.extraction.drafts import Draft
from index.extraction.kinds import FileKind
from index.extraction.unreadable import Cause, Unreadable

SECONDS = 120
MOST_MEMORY = 2 * 1024 * 1024 * 1024

_SAID: TypeAdapter[Draft | Cause] = TypeAdapter(Draft | Cause)
_PRIVATE = re.compile("TOKEN|SECRET|PASSWORD|PROXY|_URL|_KEY", re.IGNORECASE)
"""The variables that a file from anywhere has no business with."""

_SOURCES = Path(index.__file__).parents[1]


def read_apart(kind: FileKind, content: bytes, *, seconds: float = SECONDS) -> Draft:
    """Return what a file holds; blocks until it is read.

    Args:
        kind: what it is.
        content: its bytes.
        seconds: how long reading it may take.

    Raises:
        Unreadable: it can't be read, or not in that time or memory.
    """
    paths = [str(_SOURCES), *filter(None, [os.environ.get("PYTHONPATH")])]
    harmless = {name: value for name, value in os.environ.items() if not _PRIVATE.search(name)}
    try:
        done = subprocess.run(  # noqa: S603 - the interpreter we run in, and our own words
            [sys.executable, "-P", "-m", "index.extraction.reading_apart", kind, str(MOST_MEMORY)],
            input=content,
            capture_output=True,
            timeout=seconds,
            check=False,
            env={**harmless, "PYTHONPATH": os.pathsep.join(paths)},
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable("slow") from error
    try:
        said = _SAID.validate_json(done.stdout)
    except ValidationError as error:
        raise Unreadable("damaged") from error
    if isinstance(said, str):
        raise Unreadable(said)
    return said
