"""Pictures of a page, where Chromium is installed."""

import re
import shutil
import subprocess
from pathlib import Path

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
_SIZE = re.compile(r'data-size="(\d+)x(\d+)"')
_SECONDS = 120
_MARGIN = 24


def browser() -> str | None:
    """Return the program that takes the pictures; None if there is none."""
    return next(filter(None, map(shutil.which, _BROWSERS)), None)


def take(program: str, page: Path, picture: Path) -> None:
    """Save a picture of all of `page`."""
    dumped = _run(program, "--window-size=3000,1000", "--dump-dom", page.as_uri())
    size = _SIZE.search(dumped)
    if size is None:
        raise RuntimeError(f"{program} doesn't say how large {page.name} is.")
    width, height = int(size.group(1)), int(size.group(2))
    _run(
        program,
        f"--window-size={width},{height}",
        "--hide-scrollbars",
        f"--screenshot={picture.resolve()}",
        page.as_uri(),
    )


def _run(program: str, *arguments: str) -> str:
    command = [program, "--headless", "--no-sandbox", "--disable-gpu", *arguments]
    return subprocess.run(  # noqa: S603 - a browser found by name, on a page of ours
        command, capture_output=True, text=True, check=True, timeout=_SECONDS
    ).stdout
