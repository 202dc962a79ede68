"""`footnote setup` as it is started, in a terminal and without one."""

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).parents[3]
_CTRL_C = b"\x03"
_PATIENCE = 60  # seconds
FOLDER = "]: "
TOKEN = "Token (Enter for none): "  # noqa: S105 - a question
MEASURE = "how fast it is? (y/n) [y]: "
MODEL = "Model [1]: "
WRITE = "Write it? (y/n) [y]: "


class Session:
    """The command in a terminal of its own, whose keys a test presses."""

    def __init__(self, folder: Path) -> None:
        """Start it in a folder, in a terminal that knows no colours."""
        self._keys, terminal = pty.openpty()
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DATA_DIR", "DISCORD_TOKEN", "MODEL", "MODEL_URL"}
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", "setup"],
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            cwd=folder,
            env={**environment, "PYTHONPATH": str(_ROOT), "TERM": "dumb"},
            start_new_session=True,
            preexec_fn=_take_terminal,
        )
        os.close(terminal)
        self.shown = ""

    def answer(self, question: str, keys: bytes) -> None:
        """Wait for a question, then press keys."""
        self._read_until(question)
        os.write(self._keys, keys)

    def end(self) -> int:
        """Return the exit code."""
        self._read_until(None)
        os.close(self._keys)
        return self._process.wait(timeout=60)

    def _read_until(self, question: str | None) -> None:
        start = len(self.shown)
        while question is None or question not in self.shown[start:]:
            ready, _, _ = select.select([self._keys], [], [], _PATIENCE)
            assert ready, f"Nothing comes after:\n{self.shown}"
            try:
                piece = os.read(self._keys, 1024)
            except OSError:  # how Linux says that nobody holds the other end
                piece = b""
            if not piece:
                assert question is None, f"It ended before “{question}”:\n{self.shown}"
                return
            self.shown += piece.decode()


def _take_terminal() -> None:
    """Have the terminal at standard input send its signals to this process."""
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def test_a_newcomer_is_walked_through_in_a_plain_terminal(tmp_path: Path) -> None:
    """The machine is measured, the file is written, and nothing is coloured."""
    session = Session(tmp_path)
    session.answer(FOLDER, f"{tmp_path}/data\n".encode())
    session.answer(TOKEN, b"\n")
    session.answer(MEASURE, b"y\n")
    session.answer(MODEL, b"2\n")
    session.answer(WRITE, b"y\n")
    assert session.end() == 0
    assert "an answer in about" in session.shown
    assert "\x1b" not in session.shown
    written = (tmp_path / ".env").read_text(encoding="utf-8").splitlines()
    assert written[0] == f"DATA_DIR={tmp_path}/data"
    assert written[1].startswith("MODEL=hf:HuggingFaceTB/")
    assert [each.name for each in tmp_path.iterdir()] == [".env"]


def test_ctrl_c_leaves_nothing(tmp_path: Path) -> None:
    """However far it is, and the terminal says so."""
    session = Session(tmp_path)
    session.answer(FOLDER, b"data\n")
    session.answer(TOKEN, b"\n")
    session.answer(MEASURE, b"n\n")
    session.answer(MODEL, _CTRL_C)
    assert session.end() == 130
    assert "Stopped; nothing was changed." in session.shown
    assert not any(tmp_path.iterdir())


def test_a_token_is_not_shown_while_it_is_typed(tmp_path: Path) -> None:
    """Not even one that can't be right, which is asked for again."""
    session = Session(tmp_path)
    session.answer(FOLDER, b"data\n")
    session.answer(TOKEN, b"no-token-at-all\n")
    session.answer(TOKEN, _CTRL_C)
    assert session.end() == 130
    assert "doesn't look like a bot token" in session.shown
    assert "no-token-at-all" not in session.shown


def test_answers_may_come_through_a_pipe(tmp_path: Path) -> None:
    """One a line, so that a script can set Footnote up."""
    finished = subprocess.run(
        [sys.executable, "-m", "bot", "setup"],
        input="data\n\nn\n2\ny\n",
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
        timeout=120,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    assert "MODEL=hf:HuggingFaceTB/" in (tmp_path / ".env").read_text(encoding="utf-8")
