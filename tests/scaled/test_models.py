"""The writing and the embedding model on servers."""

from pathlib import Path

import pytest

from engine.weights import Role, resolve
from tests.scaled import models
from tests.scaled.footnote import Footnote
from tests.scaled.whole import whole

_SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.mark.timeout(600)
async def test_the_models_on_servers(tmp_path: Path) -> None:
    """Everything works with MODEL_URL and EMBEDDING_URL."""
    async with models.running(tmp_path / "servers") as settings:
        await whole(Footnote(tmp_path / "bot", settings))


@pytest.mark.timeout(600)
async def test_both_models_on_one_server(tmp_path: Path) -> None:
    """EMBEDDING_URL isn't needed where MODEL_URL has both."""
    writing, embedding = [
        await resolve("bundled", role=role, data_dir=tmp_path / "weights")
        for role in (Role.GENERATION, Role.EMBEDDING)
    ]
    async with models.server(
        tmp_path / "server",
        models.Served(name=models.WRITING, weights=writing),
        models.Served(name=models.EMBEDDING, weights=embedding, embeds=True),
    ) as url:
        footnote = Footnote(
            tmp_path / "bot",
            {
                "MODEL_URL": f"{url}/v1",
                "EMBEDDING_MODEL": f"server:{models.EMBEDDING}",
                "MODEL_TOKEN": models.TOKEN,
                "WORDING": "model",
            },
        )
        await footnote("add", str(_SAMPLES / "harbour-fire.txt"), "--corpus", "here")
        answer = await footnote.ask("Which boat sank during the fire?", corpus="here")
        assert "Morning Grace" in str(answer["citations"])


@pytest.mark.timeout(600)
async def test_a_server_that_is_away_is_named(tmp_path: Path) -> None:
    """The host is told in a sentence which server it is, and nothing is lost."""
    async with models.running(tmp_path / "servers") as settings:
        footnote = Footnote(tmp_path / "bot", settings)
        await footnote("add", str(_SAMPLES / "harbour-fire.txt"))
    finished = await footnote.try_to("ask", "Which boat sank during the fire?")
    assert finished.code == 1
    assert settings["EMBEDDING_URL"] in finished.errors
    assert "can't be reached" in finished.errors
    async with models.running(tmp_path / "servers"):
        answer = await footnote.ask("Which boat sank during the fire?", corpus="local")
    assert "Morning Grace" in str(answer["citations"])
