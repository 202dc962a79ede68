"""Fixtures of the tests of feeds."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.index.feeds.lab import Lab, open_lab
from tests.index.feeds.site import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    """A site with nothing on it."""
    with serving(Site()) as opened:
        yield opened


@pytest.fixture
async def lab(tmp_path: Path, site: Site) -> AsyncIterator[Lab]:
    """What follows feeds, over an empty store."""
    async with open_lab(tmp_path, site) as opened:
        yield opened
