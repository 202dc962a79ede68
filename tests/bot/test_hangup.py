import subprocess
import sys

_PROGRAM = """
import os, pty, signal
from bot.online.hangup import has_terminal

told, telling = os.pipe()
pid, terminal = pty.fork()
if not pid:
    def tell(*_):
        os.write(telling, b"yes" if has_terminal() else b"no")
        os._exit(0)
    signal.signal(signal.SIGHUP, tell)
    print("yes" if has_terminal() else "no", flush=True)
    while True:
        signal.pause()
before = os.read(terminal, 3).decode().strip()
os.close(terminal)
print(before, os.read(told, 3).decode())
os.waitpid(pid, 0)
"""


def test_a_closed_terminal_is_told_from_a_wish_to_reload() -> None:
    """A process started in a terminal has one until it is closed, which sends SIGHUP."""
    printed = subprocess.run(  # noqa: S603 - our own interpreter with a fixed program
        [sys.executable, "-c", _PROGRAM], capture_output=True, check=True, text=True, timeout=60
    )
    assert printed.stdout.split() == ["yes", "no"]
