"""Changing `.env` without touching what else is in it."""

import stat
from io import StringIO
from pathlib import Path

import pytest
from dotenv import dotenv_values
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.errors import UserError
from bot.setup.env_file import EnvFile

_EXAMPLE = Path(__file__).parents[3] / ".env.example"
_NAMES = st.sampled_from(["MODEL", "DATA_DIR", "DISCORD_TOKEN", "OTHER"])
_VALUES = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=30
)
_LINES = st.one_of(
    st.builds("{}={}".format, _NAMES, st.from_regex(r"[\w./-]{0,12}", fullmatch=True)),
    st.builds("export {}='{}'".format, _NAMES, st.from_regex(r"[\w ]{0,12}", fullmatch=True)),
    st.builds("#{}=default".format, _NAMES),
    st.sampled_from(["", "# a comment", "   "]),
)


def read(text: str) -> dict[str, str | None]:
    """Return what Footnote would read of a file."""
    return dotenv_values(stream=StringIO(text))


@settings(deadline=None)
@given(st.lists(_LINES, max_size=12), _NAMES, _VALUES)
def test_what_is_written_is_what_is_read(lines: list[str], name: str, value: str) -> None:
    """The new value counts, and every other setting has the one it had."""
    assume("${" not in value)
    before = "".join(f"{line}\n" for line in lines)
    after = EnvFile(Path(".env"), before).changed({name: value})
    assert read(after.text) == {**read(before), name: value}
    assert after.value(name) == value
    others = [line for line in lines if f"{name}=" not in line or line.startswith("#")]
    assert [line for line in after.text.splitlines() if line in others] == others


@settings(deadline=None)
@given(st.lists(_LINES, max_size=12), _NAMES)
def test_what_is_taken_out_is_gone(lines: list[str], name: str) -> None:
    """Wherever and however often it was set."""
    before = "".join(f"{line}\n" for line in lines)
    after = EnvFile(Path(".env"), before).changed({name: None})
    assert name not in read(after.text)
    assert after.value(name) is None
    assert read(after.text) == {key: each for key, each in read(before).items() if key != name}


@settings(deadline=None)
@given(st.lists(_LINES, max_size=12), _NAMES)
def test_a_value_is_known_as_it_is_read(lines: list[str], name: str) -> None:
    """As the settings will have it."""
    text = "\n".join(lines)
    assert EnvFile(Path(".env"), text).value(name) == (read(text).get(name) or None)


def test_a_setting_comes_behind_its_default() -> None:
    """A copy of the example stays in order, with its comments."""
    example = _EXAMPLE.read_text(encoding="utf-8")
    changed = EnvFile(Path(".env"), example).changed({"MODEL": "hf:a/b/c.gguf"}).text
    lines = changed.splitlines()
    assert lines[lines.index("#MODEL=bundled") + 1] == "MODEL=hf:a/b/c.gguf"
    assert changed.replace("MODEL=hf:a/b/c.gguf\n", "") == example


@pytest.mark.parametrize("value", ["two\nlines", "a${HOME}", "nul\0"])
def test_what_cannot_be_written_is_refused(value: str) -> None:
    """The sentence names the setting and doesn't repeat the value."""
    with pytest.raises(UserError, match="DISCORD_TOKEN") as told:
        EnvFile(Path(".env")).changed({"DISCORD_TOKEN": value})
    assert value not in str(told.value)


def test_a_file_is_private_to_its_user(tmp_path: Path) -> None:
    """Also one that others could read before; nothing is left beside it."""
    path = tmp_path / ".env"
    path.write_text("OTHER=1\n")
    path.chmod(0o644)
    EnvFile.read(path).changed({"MODEL": "bundled"}).write()
    assert path.read_text() == "OTHER=1\nMODEL=bundled\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == [".env"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """The file that it leads to is written."""
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc" / "footnote").write_text("")
    (tmp_path / ".env").symlink_to("etc/footnote")
    EnvFile.read(tmp_path / ".env").changed({"MODEL": "bundled"}).write()
    assert (tmp_path / ".env").is_symlink()
    assert (tmp_path / "etc" / "footnote").read_text() == "MODEL=bundled\n"


def test_a_file_that_is_missing_is_empty(tmp_path: Path) -> None:
    """Nothing has to be there before."""
    assert EnvFile.read(tmp_path / ".env").text == ""


def test_what_cannot_be_read_or_written_is_told(tmp_path: Path) -> None:
    """The sentence names the file."""
    path = tmp_path / ".env"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(UserError, match=r"\.env can't be read"):
        EnvFile.read(path)
    with pytest.raises(UserError, match=r"nowhere/\.env can't be written"):
        EnvFile(tmp_path / "nowhere" / ".env", "MODEL=bundled\n").write()
