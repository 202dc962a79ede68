"""Whether the terminal is still there in which a process was started."""

import os

_TERMINAL = "/dev/tty"


def has_terminal() -> bool:
    """Return whether the process has a terminal that can send it SIGHUP by being closed."""
    try:
        os.close(os.open(_TERMINAL, os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True
