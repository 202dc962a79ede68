"""Models that answer at once, for tests of what is done around them. Import all fixtures."""

import pytest

from answer.ports import Generator
from index.ports import Embedder
from tests.answer.fakes import FakeGenerator
from tests.index.fakes import BagOfWords


@pytest.fixture
def embedder() -> Embedder:
    """An embedding model that counts words."""
    return BagOfWords()


@pytest.fixture
def generator() -> Generator:
    """A generation model that has nothing to say, so that quotes stand for themselves."""
    return FakeGenerator("")


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let messages change often, and appear at once."""
    monkeypatch.setattr("bot.posting.pacing.INTERVAL", 0.05)
    monkeypatch.setattr("bot.posting.steps.MOMENT", 0.01)
