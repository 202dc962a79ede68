"""Everything moved out at once."""

from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.scaled.__main__ import PARTS, running
from tests.scaled.footnote import Footnote
from tests.scaled.whole import whole


@pytest.mark.timeout(900)
async def test_all_parts_on_servers(tmp_path: Path) -> None:
    """Everything works with vectors, models and catalogue on servers, and none of it is local."""
    settings: dict[str, str] = {}
    async with AsyncExitStack() as servers:
        for part in PARTS:
            settings |= await servers.enter_async_context(running(part)(tmp_path / part))
        footnote = Footnote(tmp_path / "bot", settings)
        await whole(footnote)
        kept = {path.name for path in (tmp_path / "bot" / "data").iterdir()}
        assert not kept & {"vectors", "catalogue.sqlite3"}
