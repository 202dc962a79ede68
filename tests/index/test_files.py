import io
from pathlib import Path

import pytest

from index.errors import FetchError
from index.files import media_type_of, read_file, read_input


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    """The bytes arrive with the file's name and the media type it suggests."""
    path = tmp_path / "Wall.MD"
    path.write_bytes(b"# Wall\r\n")
    page = read_file(path)
    assert (page.content, page.name, page.media_type) == (b"# Wall\r\n", "Wall.MD", "text/markdown")
    assert page.url is None


def test_standard_input_is_read_to_its_end() -> None:
    """Pasted text has neither name nor media type."""
    page = read_input(io.BytesIO(b"A wall"))
    assert (page.content, page.name, page.media_type) == (b"A wall", None, None)


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    """Missing, empty and large files and folders each get a sentence that names them."""
    (tmp_path / "empty.txt").touch()
    (tmp_path / "large.txt").write_bytes(b"x" * 11)
    (tmp_path / "file").touch()
    for name, sentence in {
        "missing.txt": r"There is no file .*missing\.txt",
        ".": "is a folder",
        "empty.txt": r"empty\.txt is empty",
        "large.txt": r"large\.txt is larger than",
        "file/inside": r"file/inside can't be read: Not a directory\.",
        "a\0b": "can't be read: embedded null byte",
    }.items():
        with pytest.raises(FetchError, match=sentence):
            read_file(tmp_path / name, most_bytes=10)


def test_a_file_of_just_the_limit_is_read(tmp_path: Path) -> None:
    """The limit itself is allowed."""
    path = tmp_path / "fits.txt"
    path.write_bytes(b"x" * 10)
    assert read_file(path, most_bytes=10).content == b"x" * 10


class Locked(type(Path())):  # type: ignore[misc]  # pathlib picks the class by the system
    """A path that the user may not open: a root user in a test can open them all."""

    def open(self, *_: object, **__: object) -> None:
        """Refuse."""
        raise PermissionError


def test_a_file_without_permission() -> None:
    """Missing permission is told from a missing file."""
    with pytest.raises(FetchError, match=r"^locked\.txt can't be read: you aren't allowed"):
        read_file(Locked("locked.txt"))


def test_empty_or_large_input_is_named() -> None:
    """Standard input has the same limits as a file."""
    with pytest.raises(FetchError, match=r"^Standard input is empty"):
        read_input(io.BytesIO())
    with pytest.raises(FetchError, match=r"^Standard input is larger than"):
        read_input(io.BytesIO(b"x" * 11), most_bytes=10)


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("a.html", "text/html"), ("a.pdf", "application/pdf"), ("a.b.txt", "text/plain"), ("a", None)],
)
def test_media_types_of_names(name: str, media_type: str | None) -> None:
    """The ending of a name tells what a file probably is."""
    assert media_type_of(name) == media_type
