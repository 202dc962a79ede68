"""Tokens and passwords are nowhere to be read: not in logs, errors, messages or files."""

import asyncio
import io
import json
import logging
import os
import subprocess
import sys
import traceback
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr
from rich.console import Console

from bot.log import Form, configure_logging
from bot.secrets import HIDDEN, Secrets
from bot.settings import Settings
from bot.terminal.terminal import Terminal
from engine.process.starting import started
from tests.bot.conftest import Footnote, footnote, samples
from tests.discordfake.gateway import TOKEN
from tests.security.leaks import PLANTED, found_in, printed

__all__ = ["footnote", "samples"]

PASSWORD = "hunter2-q7w"  # noqa: S105 - nobody's
ROOT = Path(__file__).parents[2]
SECRET_SETTINGS = {
    name: f"http://me:{PASSWORD}@127.0.0.1:9/x" if name.endswith(("url", "proxy")) else PASSWORD
    for name in Settings.model_fields
    if name.endswith(("token", "url", "proxy", "password", "key", "secret"))
}
"""What may hold a secret, by its name, so that a new setting is looked at as well."""


def secret(name: str) -> Settings:
    """Return settings in which one holds the password."""
    return Settings.model_validate({name: SECRET_SETTINGS[name]})


def test_there_are_secrets() -> None:
    """The settings that are known to hold one are among those that are tried."""
    known = {"discord_token", "hf_token", "model_token", "chroma_token", "database_url"}
    assert known | {"fetch_proxy", "model_url", "chroma_url"} <= SECRET_SETTINGS.keys()


@pytest.mark.parametrize("name", SECRET_SETTINGS)
def test_no_setting_is_shown_with_its_secret(name: str) -> None:
    """Neither `repr` nor `str` nor a dump for logs has it, and the last resort knows it."""
    settings = secret(name)
    value = getattr(settings, name)
    assert (
        PASSWORD not in f"{settings!r} {settings} {value if isinstance(value, SecretStr) else ''}"
    )
    scrubbed = Secrets.of(settings).scrubbed(f"it said {SECRET_SETTINGS[name]} and {PASSWORD}!")
    assert PASSWORD not in scrubbed
    assert scrubbed.startswith("it said ")


def test_credentials_are_known_in_the_form_of_headers() -> None:
    """What is sent as basic authentication is as secret as what it is made of."""
    settings = Settings.model_validate({"fetch_proxy": "http://me:p%40ssword@proxy.example:3128"})
    text = "Proxy-Authorization: Basic bWU6cEBzc3dvcmQ= for me:p%40ssword, or p@ssword"
    scrubbed = Secrets.of(settings).scrubbed(text)
    assert scrubbed == f"Proxy-Authorization: Basic {HIDDEN} for me:{HIDDEN}, or {HIDDEN}"


def test_no_settings_have_nothing_to_hide() -> None:
    """Without a secret, texts stay as they are."""
    assert Secrets().scrubbed("as it is") == "as it is"
    assert Secrets(["abc"]).scrubbed("abcabc") == "abcabc"


@pytest.fixture
def log_of(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Form, str], io.StringIO]]:
    """Configure the log in a form, with a token that it has to hide; return what is written."""
    root, names = logging.getLogger(), ("", "bot", "answer", "index", "engine", "evals")
    handlers, levels = root.handlers, {name: logging.getLogger(name).level for name in names}

    def configure(form: Form, token: str) -> io.StringIO:
        root.handlers = []  # pytest's own stay open
        written = io.StringIO()
        monkeypatch.setattr(sys, "stderr", written)
        configure_logging("DEBUG", form, secrets=Secrets([token]))
        return written

    yield configure
    logging.captureWarnings(capture=False)
    root.handlers = handlers
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def fail(token: str) -> None:
    """Fail as a library might, which names what it was given."""
    raise RuntimeError(f"with {token}") from KeyError(token)


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(
    "token", ["plain-token", 'quo"te\\back', "ümläut ß", "per%cent%s", "'single'", "a/b+c=d&e"]
)
def test_no_line_of_the_log_shows_a_secret(
    log_of: Callable[[Form, str], io.StringIO], form: Form, token: str
) -> None:
    """Messages, arguments and tracebacks are scrubbed at every level, in both forms."""
    written = log_of(form, token)
    log = logging.getLogger("bot.anything")
    log.debug("It is %s.", token)
    log.info("It is %r.", {"token": token})
    logging.getLogger("discord.http").warning("Sent %s", f"Authorization: Bot {token}")
    try:
        fail(token)
    except RuntimeError:
        log.exception("It failed with %s", token)
    shown = written.getvalue()
    assert shown.count(HIDDEN) >= 6
    assert "It failed with" in shown
    assert "Traceback" in shown
    for form_of_it in (token, repr(token)[1:-1], json.dumps(token)[1:-1]):
        assert form_of_it not in shown
    if form == "json":
        assert all(json.loads(line)["message"] for line in shown.splitlines())


@pytest.mark.parametrize(
    ("name", "value", "command"),
    [
        ("DATABASE_URL", f"postgresql://me:{PASSWORD}@127.0.0.1:9/x", ("articles",)),
        ("DATABASE_URL", f"nonsense:{PASSWORD}", ("articles",)),
        ("CHROMA_URL", f"http://me:{PASSWORD}@127.0.0.1:9/", ("ask", "Who?")),
        ("CHROMA_TOKEN", PASSWORD, ("ask", "Who?")),
        ("MODEL_URL", f"http://me:{PASSWORD}@127.0.0.1:9/", ("ask", "Who?")),
        ("MODEL_URL", f"nonsense-{PASSWORD}", ("ask", "Who?")),
        ("FETCH_PROXY", f"http://me:{PASSWORD}@127.0.0.1:9", ("add", "http://127.0.0.2:9/a")),
        ("FETCH_PROXY", f"nonsense-{PASSWORD}", ("add", "http://127.0.0.2:9/a")),
        ("HF_TOKEN", f"{PASSWORD} and a blank", ("articles",)),
        ("DISCORD_TOKEN", PASSWORD, ("run",)),
    ],
)
def test_no_command_that_fails_shows_a_secret(
    footnote: Footnote,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    name: str,
    value: str,
    command: tuple[str, ...],
) -> None:
    """What can't be reached or can't be used is named without its password, at LOG_LEVEL=DEBUG."""
    monkeypatch.setenv(name, value)
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    result = footnote(*command)
    raised = "".join(traceback.format_exception(result.exception)) if result.exception else ""
    assert PASSWORD not in result.stdout + result.stderr + raised
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".gguf"]
    assert not [path for path in kept if PASSWORD.encode() in path.read_bytes()]


def test_a_complaint_shows_no_secret() -> None:
    """Whatever an error says, the terminal leaves secrets out of it."""
    shown = io.StringIO()
    console = Console(file=shown, width=1_000)
    terminal = Terminal(console, notices=console)
    terminal.complain(f"It failed with {PASSWORD}.")
    terminal.hide(Secrets([PASSWORD]))
    terminal.complain(f"It failed with {PASSWORD}, too.")
    assert shown.getvalue() == f"It failed with {PASSWORD}.\nIt failed with {HIDDEN}, too.\n"


def test_the_token_of_the_fake_discord_is_looked_for() -> None:
    """It is the one that a test's bot really logs in with."""
    assert list(printed("what a bot said", f"Bot {TOKEN}")) == ["what a bot said"]


def test_a_leak_would_be_found(tmp_path: Path) -> None:
    """What searches every test's files finds a token in them."""
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "file").write_text(f"x{PLANTED['HF_TOKEN']}y")
    (tmp_path / ".env").write_text(PLANTED["HF_TOKEN"])
    found = list(found_in(tmp_path))
    (tmp_path / "kept" / "file").unlink()
    assert found == [str(tmp_path / "kept" / "file")]


LEAKING = """
import logging, sys
from tests.security.leaks import PLANTED, planted, pytest_runtest_makereport

def test_printed():
    print(PLANTED["HF_TOKEN"])

def test_logged():
    logging.getLogger("x").warning("%s", PLANTED["MODEL_TOKEN"])

def test_kept(tmp_path):
    (tmp_path / "file").write_text(PLANTED["DISCORD_TOKEN"])

def test_planted(monkeypatch):
    import os
    assert os.environ["CHROMA_TOKEN"] == PLANTED["CHROMA_TOKEN"]
"""


def test_who_shows_a_token_fails(tmp_path: Path) -> None:
    """A test that prints, logs or keeps a token fails, and only that."""
    (tmp_path / "conftest.py").write_text(
        "from tests.security.leaks import planted, pytest_runtest_makereport\n"
    )
    (tmp_path / "test_leaking.py").write_text(LEAKING)
    done = subprocess.run(  # noqa: S603 - our own tests
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "test_printed shows a token: Captured stdout" in done.stdout
    assert "test_logged shows a token: Captured log" in done.stdout
    assert "test_kept shows a token" in done.stdout
    assert "1 passed" in done.stdout or "2 passed" in done.stdout


@asynccontextmanager
async def started_child() -> AsyncIterator[int]:
    """Start the process for the models, and end it; the value is its number."""
    child = await started("engine.process")
    try:
        yield child.process.pid
    finally:
        child.requests.close()
        await child.process.wait()


def _environment(pid: int) -> str:
    return Path(f"/proc/{pid}/environ").read_bytes().decode()


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs Linux")
async def test_the_process_with_the_models_gets_no_token() -> None:
    """Model files come from anywhere; llama.cpp has no token in its environment."""
    async with started_child() as pid:
        shown = await asyncio.to_thread(_environment, pid)
    assert "GGML_NO_BACKTRACE" in shown
    for name, token in PLANTED.items():
        assert os.environ[name] == token
        assert name not in shown
        assert token not in shown
