"""Plants tokens in the settings of every test, and fails the test that shows one.

A conftest imports `planted` and `pytest_runtest_makereport`. Then whatever a test prints or logs,
what its bot sends to Discord, and every file under its `tmp_path` is searched for the tokens.
"""

import json
import re
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import pytest

PLANTED: Final = {
    name: f"planted-{name.lower().replace('_', '-')}-7f3c9b"
    for name in ("DISCORD_TOKEN", "HF_TOKEN", "MODEL_TOKEN", "CHROMA_TOKEN")
}
"""What every test finds in its environment, unless it sets something else."""

_DISCORDS = "fake.bot.token"
_SECRETS = (*PLANTED.values(), _DISCORDS)
_SECRET = re.compile("|".join(map(re.escape, _SECRETS)).encode())
_OWN_ENVIRONMENT = ".env"  # where a host's tokens belong
_LARGEST = 50_000_000  # bytes of a file that is read; larger ones are models


@pytest.fixture(autouse=True)
def planted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be tokens to give away."""
    for name, token in PLANTED.items():
        monkeypatch.setenv(name, token)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail what shows a token."""
    report = yield
    shown = [*_in_report(report), *(_kept_and_sent(item) if call.when == "teardown" else ())]
    if shown and not report.failed:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} shows a token: {'; '.join(shown)}"
    return report


def _in_report(report: pytest.TestReport) -> Iterator[str]:
    """Yield where a token stands in what was printed, logged or raised."""
    for name, text in (*report.sections, ("what was raised", report.longreprtext)):
        yield from printed(name, text)


def _kept_and_sent(item: pytest.Item) -> Iterator[str]:
    """Yield where a token stands in what a test leaves behind and what its bot has said."""
    given = getattr(item, "funcargs", {})
    folder, world = given.get("tmp_path"), given.get("world")
    if isinstance(folder, Path):
        yield from found_in(folder)
    for request in getattr(world, "requests", ()):  # of the fake Discord, which few tests import
        yield from printed(request.line, json.dumps(request.body, default=str))


def found_in(folder: Path) -> Iterator[str]:
    """Yield the files in a folder that hold a token.

    Left out are `.env`, what isn't a plain file, what is as large as models are, and what goes
    while it is looked at.
    """
    for path in sorted(folder.rglob("*")):
        if path.name == _OWN_ENVIRONMENT or path.is_symlink() or not path.is_file():
            continue
        with suppress(FileNotFoundError):
            if path.stat().st_size <= _LARGEST and _SECRET.search(path.read_bytes()):
                yield str(path)


def printed(name: str, text: str) -> Iterable[str]:
    """Return the name of a text if a token stands in it."""
    return [name] if any(secret in text for secret in _SECRETS) else []
