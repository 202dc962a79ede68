"""Logging: to standard error, one line a record, at the level the host set."""

import logging


def configure_logging(level: str) -> None:
    """Log records of at least `level`; other people's libraries only from WARNING on."""
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True
    )
    for package in ("bot", "answer", "index", "engine", "evals"):
        logging.getLogger(package).setLevel(level)
    logging.getLogger("chromadb").setLevel(logging.ERROR)
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("discord.client").setLevel(logging.ERROR)  # misses voice, which nobody needs
    if level != "DEBUG":
        for handler in logging.getLogger().handlers:
            handler.addFilter(_in_one_line)


def _in_one_line(record: logging.LogRecord) -> bool:
    """Let discord.py name the error of a lost connection instead of showing where it was raised."""
    if record.name.startswith("discord") and record.exc_info:
        kind = record.exc_info[0]
        name = "unknown" if kind is None else kind.__name__
        record.msg, record.args = f"{record.getMessage()} ({name})", None
        record.exc_info = record.exc_text = None
    return True
