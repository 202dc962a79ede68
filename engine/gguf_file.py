"""The little that is looked at in a GGUF file before llama.cpp gets it."""

import hashlib
import os
from pathlib import Path

from engine.errors import WeightsError
from engine.gguf_header import MAGIC, Header, read_header

_SAMPLE = 1 << 20


def is_gguf(path: Path) -> bool:
    """Return whether the file at `path` starts like a GGUF file."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def check(path: Path) -> Header:
    """Check that there is a whole GGUF file at `path`, and return its header.

    Raises:
        WeightsError: there isn't.
    """
    if path.is_dir():
        raise WeightsError(f"{path} is a folder; name a GGUF file in it.")
    try:
        if is_gguf(path):
            return read_header(path)
    except FileNotFoundError as error:
        raise WeightsError(
            f"There is no model file at {error.filename}; set `bundled`, the path of a GGUF file, "
            "or hf:owner/repo/file.gguf."
        ) from error
    except OSError as error:
        raise WeightsError(f"The model file {path} can't be read: {error.strerror}.") from error
    raise WeightsError(f"{path} isn't a GGUF file, the only kind that llama.cpp reads.")


def fingerprint(path: Path) -> str:
    """Return a short name of the content of a file, from its size and both its ends.

    The head tells architectures and quantisations apart, the tail holds weights and tells models
    apart that share them; reading gigabytes at each start would not tell more.
    """
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        digest = hashlib.sha256(str(size).encode())
        for offset in (0, max(0, size - _SAMPLE)):
            file.seek(offset)
            digest.update(file.read(_SAMPLE))
    return digest.hexdigest()[:12]
