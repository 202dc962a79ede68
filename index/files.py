"""Reads files and standard input, within a limit."""

import mimetypes
from email.message import Message
from pathlib import Path
from typing import BinaryIO

from index.errors import FetchError
from index.models import FetchedPage

MOST_BYTES = 50 * 1024 * 1024
_MEBIBYTE = 1024 * 1024
_MEDIA_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".epub": "application/epub+zip",
    ".htm": "text/html",
    ".html": "text/html",
    ".markdown": "text/markdown",
    ".md": "text/markdown",
    ".pdf": "application/pdf",
    ".txt": "text/plain",
    ".xhtml": "application/xhtml+xml",
}


def read_file(path: Path, *, most_bytes: int = MOST_BYTES) -> FetchedPage:
    """Return the bytes of a file; blocks while it reads.

    Raises:
        FetchError: there is no such file, or it can't be read, is empty or too large.
    """
    try:
        if path.is_dir():
            raise FetchError(f"{path} is a folder: name the files in it instead.")
        with path.open("rb") as stream:
            content = stream.read(most_bytes + 1)
    except FileNotFoundError as error:
        raise FetchError(f"There is no file {path}: check the name.") from error
    except PermissionError as error:
        raise FetchError(f"{path} can't be read: you aren't allowed to open it.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FetchError(f"{path} can't be read: {reason}.") from error
    return FetchedPage(
        content=_usable(content, str(path), most_bytes),
        media_type=media_type_of(path.name),
        name=path.name,
    )


def read_input(stream: BinaryIO, *, most_bytes: int = MOST_BYTES) -> FetchedPage:
    """Return what is left in a stream, such as standard input; blocks until it ends.

    Raises:
        FetchError: it is empty, too large or can't be read.
    """
    try:
        content = stream.read(most_bytes + 1)
    except OSError as error:
        raise FetchError(f"Standard input can't be read: {error.strerror}.") from error
    return FetchedPage(content=_usable(content, "Standard input", most_bytes))


def file_page(content: bytes, *, name: str, content_type: str | None = None) -> FetchedPage:
    """Return the bytes of a file that somebody sent, as a page.

    Args:
        content: the bytes.
        name: the file's name.
        content_type: the value of a Content-Type header, as announced with the file.
    """
    announced = Message()
    if content_type:
        announced["Content-Type"] = content_type
    return FetchedPage(
        content=content,
        media_type=announced.get_content_type() if content_type else media_type_of(name),
        encoding=announced.get_content_charset(),
        name=name,
    )


def media_type_of(name: str) -> str | None:
    """Return the media type that a file's name suggests, None when it says nothing."""
    ending = Path(name).suffix.lower()
    return _MEDIA_TYPES.get(ending) or mimetypes.guess_type(name)[0]


def _usable(content: bytes, name: str, most_bytes: int) -> bytes:
    if not content:
        raise FetchError(f"{name} is empty: there is nothing to read in it.")
    if len(content) > most_bytes:
        raise FetchError(
            f"{name} is larger than {most_bytes / _MEBIBYTE:.3g} MiB: cut it into parts first."
        )
    return content
