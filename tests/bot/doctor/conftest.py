"""A data folder that is well, made once and copied for each test."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.bot.doctor.patients import fill


@pytest.fixture(autouse=True)
def _private() -> Iterator[None]:
    """What a test breaks is as private as what it broke."""
    before = os.umask(0o077)
    yield
    os.umask(before)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that is well; no test may change it."""
    folder = tmp_path_factory.mktemp("well") / "data"
    await fill(folder)
    return folder


@pytest.fixture
def patient(filled: Path, tmp_path: Path) -> Path:
    """A data folder to break; the times of its files are kept, as its seals go by them."""
    folder = tmp_path / "data"
    shutil.copytree(filled, folder)
    return folder
