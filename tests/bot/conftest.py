"""The command line over the real bundled models, in a data folder of the test's own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.terminal.cli import app
from engine.weights import Weights
from tests.databases import each_database, postgres_server, postgres_url

__all__ = ["each_database", "footnote", "postgres_server", "postgres_url", "samples"]

Footnote = Callable[..., Result]


@pytest.fixture
def footnote(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    embedding_weights: Weights,
    generation_weights: Weights,
) -> Footnote:
    """Run `footnote` with arguments, and text or bytes on standard input; settings are defaults."""
    for name in ("DISCORD_TOKEN", "ABSTAIN_BELOW", "WRONG_AT_MOST", "HF_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("EMBEDDING_MODEL", str(embedding_weights.path))
    monkeypatch.setenv("MODEL", str(generation_weights.path))
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("FETCH_NETWORKS", "127.0.0.0/8")
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, text: str | bytes | None = None) -> Result:
        return CliRunner().invoke(app, arguments, input=text)

    return run


@pytest.fixture
def samples() -> dict[str, str]:
    """The paths of the sample articles, by file name."""
    folder = Path(__file__).parents[2] / "samples"
    return {path.name: str(path) for path in folder.iterdir()}
