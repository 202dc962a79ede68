from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from bot.importing.importing import Importing
from bot.importing.items import Item, Link
from bot.importing.lines import TextLine
from bot.importing.taking import Taking
from bot.importing.tally import Failure, Tally
from bot.reading import Reader
from engine.errors import EngineError
from index.errors import FetchError
from index.extraction.extractor import ArticleExtractor
from index.feeds.models import Followed
from index.models import Corpus, FetchedPage, Validators
from index.ports import NO_VALIDATORS, Vectors
from tests.index.fakes import BagOfWords
from tests.index.stores import LOCAL, Store, open_store


class _NoPages:
    """A Fetcher to whom nothing is known."""

    async def fetch(self, link: str) -> FetchedPage:
        raise FetchError(f"There is no {link}.", key="fetch-missing")

    async def revisit(
        self, link: str, validators: Validators = NO_VALIDATORS
    ) -> FetchedPage | None:
        raise FetchError(f"There is no {link} of {validators}.", key="fetch-missing")


class _NoFeeds:
    async def add(self, corpus: Corpus, link: str) -> Followed:
        raise AssertionError((corpus, link))


class _Broken(BagOfWords):
    """An embedding model that fails after a few texts."""

    async def embed(self, texts: Sequence[str], *, patient: bool = False) -> Vectors:
        if any("broken" in text for text in texts):
            raise EngineError("The embedding model has failed.")
        return await super().embed(texts, patient=patient)


class _Notes:
    """A Watch that keeps what it is told."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, int]] = []
        self.lines: list[Mapping[str, str] | None] = []

    def changed(self, tally: Tally) -> None:
        self.seen.append((tally.done, tally.total))

    def failed(self, failure: Failure, line: Mapping[str, str] | None) -> None:
        assert failure.sentence
        self.lines.append(line)


def _importing(store: Store, tally: Tally) -> Importing:
    taking = Taking(
        LOCAL,
        catalogue=store.catalogue,
        ingestion=store.ingestion,
        reader=Reader(_NoPages(), ArticleExtractor(), 1_000),
        following=_NoFeeds(),
    )
    return Importing(taking, tally)


def _texts(*texts: str) -> Iterator[Item]:
    return (TextLine(title=text, text=f"This is about {text}.") for text in texts)


async def test_everything_is_counted(tmp_path: Path) -> None:
    """Texts are known by their content; the counts never run ahead of what was expected."""
    notes = _Notes()
    tally = Tally(notes)
    async with open_store(tmp_path) as store:
        await _importing(store, Tally(_Notes())).run(_texts("walls"))
        items = [*_texts("walls", "ferries"), Link(link="https://a.example/", title="A")]
        await _importing(store, tally).run(iter(items))
    assert tally.counts == {"known": 1, "added": 1}
    assert [failure.reason for failure in tally.failures] == ["fetch-missing"]
    assert notes.lines == [{"source": "https://a.example/"}]
    assert notes.seen[-1] == (3, 3)
    assert all(done <= total for done, total in notes.seen)


async def test_a_failing_model_stops_the_import(tmp_path: Path) -> None:
    """What would befall every article ends the import, with what was added before."""
    tally = Tally(_Notes())
    async with open_store(tmp_path, _Broken()) as store:
        with pytest.raises(EngineError, match="embedding model"):
            await _importing(store, tally).run(_texts("broken things"))
        assert tally.failures == []
        assert await store.catalogue.cards(LOCAL) == []
