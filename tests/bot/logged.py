"""The log as a host sees it."""

import io
import logging
import sys
from collections.abc import Callable, Iterator

import pytest

from bot.log import Form, configure_logging

Configured = Callable[[str, Form], io.StringIO]


@pytest.fixture
def configured(monkeypatch: pytest.MonkeyPatch) -> Iterator[Configured]:
    """Configure logging at a level and in a form; what is logged can be read then."""
    root, ours = logging.getLogger(), logging.getLogger("bot")
    handlers, levels = root.handlers[:], (root.level, ours.level)

    def configure(level: str, form: Form) -> io.StringIO:
        root.handlers = []  # pytest's own stay open
        stream = io.StringIO()
        monkeypatch.setattr(sys, "stderr", stream)
        configure_logging(level, form)
        return stream

    yield configure
    logging.captureWarnings(capture=False)
    root.handlers = handlers
    root.setLevel(levels[0])
    ours.setLevel(levels[1])
