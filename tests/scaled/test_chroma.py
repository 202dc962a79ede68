"""The vectors on a Chroma server."""

import shutil
from pathlib import Path

import pytest

from tests.scaled import chroma
from tests.scaled.footnote import Footnote
from tests.scaled.whole import whole

_SAMPLES = Path(__file__).parents[2] / "samples"
_BOAT = "Which boat sank during the fire?"


@pytest.mark.timeout(600)
async def test_the_vectors_on_a_chroma_server(tmp_path: Path) -> None:
    """Everything works with CHROMA_URL, and nothing is kept in a folder of vectors."""
    async with chroma.running(tmp_path / "server") as settings:
        footnote = Footnote(tmp_path / "bot", settings)
        await whole(footnote)
        assert not (tmp_path / "bot" / "data" / "vectors").exists()


@pytest.mark.timeout(600)
async def test_moving_there_and_back(tmp_path: Path) -> None:
    """Vectors appear wherever the setting says from the next start on, without reindexing."""
    at_home = Footnote(tmp_path / "bot", {})
    await at_home("add", str(_SAMPLES / "harbour-fire.txt"))
    before = await at_home.ask(_BOAT, corpus="local")
    async with chroma.running(tmp_path / "server") as settings:
        moved = Footnote(tmp_path / "bot", settings)
        assert (await moved.ask(_BOAT, corpus="local"))["citations"] == before["citations"]
        assert "mended" not in await moved("doctor")
    shutil.rmtree(tmp_path / "bot" / "data" / "vectors")
    assert (await at_home.ask(_BOAT, corpus="local"))["citations"] == before["citations"]


@pytest.mark.timeout(600)
async def test_what_a_server_loses_is_mended(tmp_path: Path) -> None:
    """A server that comes back empty is filled again, and the doctor says so."""
    async with chroma.running(tmp_path / "server") as settings:
        footnote = Footnote(tmp_path / "bot", settings)
        await footnote("add", str(_SAMPLES / "harbour-fire.txt"))
        assert "mended" not in await footnote("doctor")
    shutil.rmtree(tmp_path / "server" / "chroma")
    async with chroma.running(tmp_path / "server"):
        assert "mended" in await footnote("doctor")
        assert "mended" not in await footnote("doctor")


@pytest.mark.timeout(600)
async def test_a_server_that_is_away_is_named(tmp_path: Path) -> None:
    """The host is told in a sentence which server it is, and nothing is lost meanwhile."""
    async with chroma.running(tmp_path / "server") as settings:
        footnote = Footnote(tmp_path / "bot", settings)
        await footnote("add", str(_SAMPLES / "harbour-fire.txt"))
    finished = await footnote.try_to("ask", _BOAT)
    assert finished.code == 1
    assert f"{settings['CHROMA_URL']} can't be reached" in finished.errors
    async with chroma.running(tmp_path / "server"):
        assert not (await footnote.ask(_BOAT, corpus="local"))["abstained"]
