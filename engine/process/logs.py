"""Lines that are logged in the process with the models appear in the log of the first one."""

import logging
from collections.abc import Callable

from engine.process.messages import Logged

_ENGINE = "engine"


def level() -> str:
    """Return the level from which on the engine's lines are wanted here."""
    return logging.getLevelName(logging.getLogger(_ENGINE).getEffectiveLevel())


def send_logs(send: Callable[[Logged], None], wanted: str) -> None:
    """Send what is logged from now on, and of the engine's lines those of the `wanted` level."""
    logging.basicConfig(level=logging.WARNING, handlers=[_Sender(send)])
    logging.getLogger(_ENGINE).setLevel(wanted)


def log(line: Logged) -> None:
    """Log a line that was sent."""
    logging.getLogger(line.logger).log(line.level, "%s", line.text)


class _Sender(logging.Handler):
    """Sends what is logged."""

    def __init__(self, send: Callable[[Logged], None]) -> None:
        super().__init__()
        self.setFormatter(logging.Formatter("%(message)s"))
        self._send_line = send

    def emit(self, record: logging.LogRecord) -> None:
        """Send a record with its traceback, if it has one."""
        self._send_line(Logged(logger=record.name, level=record.levelno, text=self.format(record)))
