"""Logging: to standard error, one record a line, at the level and in the form the host set."""

import json
import logging
from datetime import UTC, datetime
from typing import Literal

from bot.references import reference
from bot.secrets import ScrubbingFormatter, Secrets

Form = Literal["text", "json"]

_OURS = ("bot", "answer", "index", "engine", "evals")


def configure_logging(level: str, form: Form = "text", *, secrets: Secrets | None = None) -> None:
    """Log records of at least `level`; other people's libraries only from WARNING on.

    Args:
        level: DEBUG, INFO, WARNING or ERROR.
        form: `text` for people, `json` for programs: one object a line.
        secrets: what no line shows, whatever is logged.
    """
    handler = logging.StreamHandler()
    formatter = _Json() if form == "json" else _Text()
    handler.setFormatter(ScrubbingFormatter(formatter, secrets or Secrets()))
    handler.addFilter(_name_reference)
    if level != "DEBUG":
        handler.addFilter(_in_one_line)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for package in _OURS:
        logging.getLogger(package).setLevel(level)
    logging.getLogger("chromadb").setLevel(logging.ERROR)
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("discord.client").setLevel(logging.ERROR)  # misses voice, which nobody needs
    logging.captureWarnings(capture=form == "json")  # which would be no objects


class _Text(logging.Formatter):
    """Lines for people; what belongs to one interaction has its reference behind the level."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s%(behind_level)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Return a line, and behind it the traceback if there is one."""
        name = getattr(record, "reference", None)
        record.behind_level = f" [{name}]" if name else ""
        return super().format(record)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the base's name
        """Return the line alone; whatever is in it, it doesn't begin another one."""
        return " ".join(super().formatMessage(record).splitlines())


class _Json(logging.Formatter):
    """Objects for programs."""

    def format(self, record: logging.LogRecord) -> str:
        """Return an object with the keys that have a value."""
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        raised = self.formatException(record.exc_info) if record.exc_info else record.exc_text
        told = {
            "time": time,
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "reference": getattr(record, "reference", None),
            "exception": raised,
        }
        present = {key: value for key, value in told.items() if value is not None}
        return json.dumps(present, ensure_ascii=False)


def _name_reference(record: logging.LogRecord) -> bool:
    """Note which interaction a record belongs to."""
    record.reference = reference()
    return True


def _in_one_line(record: logging.LogRecord) -> bool:
    """Let discord.py name the error of a lost connection instead of showing where it was raised."""
    if record.name.startswith("discord") and record.exc_info:
        kind = record.exc_info[0]
        name = "unknown" if kind is None else kind.__name__
        record.msg, record.args = f"{record.getMessage()} ({name})", None
        record.exc_info = record.exc_text = None
    return True
