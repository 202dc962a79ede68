"""The catalogue on PostgreSQL."""

from pathlib import Path

import pytest

from tests.scaled import postgres
from tests.scaled.footnote import Footnote
from tests.scaled.whole import whole

_SAMPLES = Path(__file__).parents[2] / "samples"
_BOAT = "Which boat sank during the fire?"


@pytest.mark.timeout(600)
async def test_the_catalogue_on_postgres(tmp_path: Path) -> None:
    """Everything works with DATABASE_URL, and nothing is kept in a file."""
    async with postgres.running(tmp_path / "server") as settings:
        await whole(Footnote(tmp_path / "bot", settings))
        assert not (tmp_path / "bot" / "data" / "catalogue.sqlite3").exists()


@pytest.mark.timeout(600)
async def test_moving_there_and_back(tmp_path: Path) -> None:
    """A backup of a file is restored into PostgreSQL, and one of that into a file."""
    at_home = Footnote(tmp_path / "home", {})
    await at_home("add", str(_SAMPLES / "harbour-fire.txt"))
    before = await at_home.ask(_BOAT, corpus="local")
    await at_home("backup", str(tmp_path / "from-home.zip"))
    async with postgres.running(tmp_path / "server") as settings:
        moved = Footnote(tmp_path / "moved", settings)
        await moved("restore", str(tmp_path / "from-home.zip"))
        there = await moved.ask(_BOAT, corpus="local")
        await moved("backup", str(tmp_path / "from-server.zip"))
    back = Footnote(tmp_path / "back", {})
    await back("restore", str(tmp_path / "from-server.zip"))
    after = await back.ask(_BOAT, corpus="local")
    for answer in (there, after):
        assert answer["citations"] == before["citations"]
    await back("doctor")
