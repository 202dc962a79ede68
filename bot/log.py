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
