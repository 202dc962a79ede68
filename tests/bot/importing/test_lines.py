from pathlib import Path

import pytest

from answer.models import Turn
from bot.errors import UserError
from bot.importing.lines import FeedLine, PlaceLine, TextLine, check_import, read_import
from bot.terminal.batch import read_batch


def _file(folder: Path, text: str) -> Path:
    path = folder / "lines.jsonl"
    path.write_text(text, encoding="utf-8")
    return path


def test_all_kinds_of_lines_are_read(tmp_path: Path) -> None:
    """A line gives an article by its text or its place, or a feed; blank lines don't count."""
    path = _file(
        tmp_path,
        '{"title": "A", "text": "B.", "published": "2026-01-02"}\n\n'
        '{"source": "a.txt", "problem": "It failed before."}\n{"feed": "https://a.example/feed"}\n',
    )
    assert list(read_import(path)) == [
        TextLine(title="A", text="B.", published="2026-01-02"),
        PlaceLine(source="a.txt"),
        FeedLine(feed="https://a.example/feed"),
    ]
    assert check_import(path) == 3


@pytest.mark.parametrize("line", ["nonsense", "{}", '{"title": "A"}', '{"title": "", "text": ""}'])
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    """The complaint names the file's line, and says that nothing was imported."""
    path = _file(tmp_path, '{"source": "a.txt"}\n' + line)
    with pytest.raises(UserError, match=r"^Line 2 of .*Nothing was imported\.$"):
        check_import(path)


def test_a_file_without_articles_is_refused(tmp_path: Path) -> None:
    """An empty file is no import."""
    with pytest.raises(UserError, match="holds no articles"):
        check_import(_file(tmp_path, "\n"))


def test_unreadable_files_are_refused(tmp_path: Path) -> None:
    """A missing file, a directory and bytes that aren't text each get a sentence."""
    with pytest.raises(UserError, match="can't be read: No such file"):
        check_import(tmp_path / "missing.jsonl")
    with pytest.raises(UserError, match="can't be read: Is a directory"):
        check_import(tmp_path)
    binary = tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UserError, match="isn't UTF-8"):
        check_import(binary)


def test_questions_carry_their_conversation(tmp_path: Path) -> None:
    """A batch line has an id, a question and, where there is one, the turns before it."""
    path = _file(
        tmp_path,
        '{"id": 7, "question": "When?", "history": [{"speaker": "user", "text": "Who?"}]}\n'
        '{"id": "b", "question": "Why?"}',
    )
    first, second = read_batch(path)
    assert (first.id, first.turns) == (7, (Turn(speaker="user", text="Who?"),))
    assert (second.id, second.turns) == ("b", ())


def test_a_bad_question_is_named(tmp_path: Path) -> None:
    """A line without a question stops the batch before anything is asked."""
    with pytest.raises(UserError, match=r"^Line 1 of .*Nothing was asked\.$"):
        read_batch(_file(tmp_path, '{"id": "a"}'))
