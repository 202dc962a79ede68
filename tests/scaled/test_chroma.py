"""The vectors on a Chroma server."""

from pathlib import Path

import pytest

from tests.scaled import chroma
from tests.scaled.footnote import Footnote
from tests.scaled.whole import whole


@pytest.mark.timeout(600)
async def test_the_vectors_on_a_chroma_server(tmp_path: Path) -> None:
    """Everything works with CHROMA_URL, and nothing is kept in a folder of vectors."""
    async with chroma.running(tmp_path / "server") as settings:
        footnote = Footnote(tmp_path / "bot", settings)
        await whole(footnote)
        assert not (tmp_path / "bot" / "data" / "vectors").exists()
