"""The process that reads one file: its bytes come in, a draft or the cause of failure goes out."""

import importlib
import json
import sys
from dataclasses import asdict

from index.extraction.drafts import Draft
from index.extraction.unreadable import Unreadable

_PARSERS = {
    "docx": "index.extraction.docx",
    "epub": "index.extraction.epub",
    "pdf": "index.extraction.pdf.parsing",
}


def parse(kind: str, content: bytes) -> Draft:
    """Return what a file of this kind holds.

    Raises:
        Unreadable: it can't be read.
    """
    draft: Draft = importlib.import_module(_PARSERS[kind]).parse(content)
    return draft


def limit_memory(most_bytes: int) -> None:
    """Let the process fail rather than use up the machine's memory, where systems know how."""
    try:
        import resource
    except ImportError:  # Windows
        return
    try:
        resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))
    except (ValueError, OSError):  # macOS doesn't let it be less than what is mapped
        return


def main(kind: str, most_bytes: str) -> None:
    """Read a file of this kind from standard input and write a draft or a cause as JSON."""
    limit_memory(int(most_bytes))
    try:
        said: object = asdict(parse(kind, sys.stdin.buffer.read()))
    except Unreadable as error:
        said = error.cause
    except (MemoryError, RecursionError):
        said = "swollen"
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main(*sys.argv[1:])
