"""What became of a quote, over a real catalogue."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.models import ArticleCard, ArticleId
from index.nearest import nearest
from index.quotations import Quotation, find_quotation
from tests.answer.fakes import retrieved
from tests.index.stores import LOCAL, OTHER, Store, an_article, open_store

_LINK = "https://news.example/ferry"
_FIRST = "Ferries to the islands left port again on Wednesday"
_QUOTE = "The first boat took 212 passengers and nineteen lorries to Vestrøy."
_LAST = "Calmer weather is expected until the weekend."
_TEXT = (f"{_FIRST}. {_QUOTE}", _LAST)
_START = len(_FIRST) + 2
_CITED = "2026-01-01T00:00:00+00:00"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store."""
    async with open_store(tmp_path) as opened:
        yield opened


async def _add(store: Store, *paragraphs: str) -> ArticleCard:
    added = await store.ingestion.add(LOCAL, an_article("The ferry", *paragraphs, url=_LINK))
    return added.card


async def _find(store: Store, article: ArticleId, *, cited: str = _CITED) -> Quotation:
    return await find_quotation(store.catalogue, LOCAL, article, _QUOTE, start=_START, cited=cited)


def _shown(found: Quotation) -> str:
    assert found.article is not None
    assert found.passage is not None
    assert found.passage.start <= found.start < found.end <= found.passage.end
    return found.article.text[found.start : found.end]


async def test_a_quote_that_stands_is_found(store: Store) -> None:
    """Where it was, with its passage."""
    card = await _add(store, *_TEXT)

    found = await _find(store, card.id)

    assert (found.state, found.start, found.versions) == ("stands", _START, ())
    assert _shown(found) == _QUOTE


async def test_a_quote_that_moved_stands(store: Store) -> None:
    """A paragraph that came before it changes nothing about it."""
    await _add(store, *_TEXT)
    card = await _add(store, "A correction was made to this article.", *_TEXT)

    found = await _find(store, card.id)

    assert found.state == "stands"
    assert found.start > _START
    assert _shown(found) == _QUOTE


async def test_a_quote_that_is_set_in_another_way_stands(store: Store) -> None:
    """Other marks and blanks are no other words."""
    await _add(store, *_TEXT)
    card = await _add(store, f"{_FIRST}. {_QUOTE}".replace("212 passengers", "212\u00a0passengers"))

    found = await _find(store, card.id)

    assert (found.state, found.versions) == ("stands", ())
    assert _shown(found) == _QUOTE.replace("212 passengers", "212\u00a0passengers")


async def test_a_changed_quote_names_its_version_and_what_is_nearest(store: Store) -> None:
    """The date is that of the version that came after the answer."""
    await _add(store, *_TEXT)
    cited = datetime.now(UTC).isoformat(timespec="milliseconds")
    before = datetime.now(UTC)
    card = await _add(store, f"{_FIRST}. {_QUOTE.replace('212', '221')}", _LAST)

    found = await _find(store, card.id, cited=cited)

    assert found.state == "changed"
    assert _shown(found) == _QUOTE.replace("212", "221")
    [version] = found.versions
    assert abs(datetime.fromisoformat(version.since) - before) < timedelta(minutes=1)


async def test_all_versions_since_the_answer_are_named(store: Store) -> None:
    """Which of several changed the quote isn't known; the last one lacks it."""
    await _add(store, *_TEXT)
    cited = datetime.now(UTC).isoformat(timespec="milliseconds")
    await _add(store, f"{_FIRST}. {_QUOTE.replace('212', '221')}", _LAST)
    card = await _add(store, f"{_FIRST}. {_QUOTE.replace('212', '222')}", _LAST)

    found = await _find(store, card.id, cited=cited)

    times = [version.since for version in found.versions]
    assert len(times) == 2
    assert times == sorted(times)


async def test_a_quote_of_a_version_just_replaced_names_that_version(store: Store) -> None:
    """An answer that was still being written while its article changed is told the same."""
    await _add(store, *_TEXT)
    card = await _add(store, _LAST)

    found = await _find(store, card.id, cited="2999-01-01T00:00:00+00:00")

    assert found.state == "changed"
    assert len(found.versions) == 1


async def test_nothing_is_shown_for_a_quote_that_was_dropped(store: Store) -> None:
    """Sentences about something else aren't passed off as what took its place."""
    await _add(store, *_TEXT)
    card = await _add(store, f"{_FIRST}.", _LAST, "It was the longest interruption since 1964.")

    found = await _find(store, card.id)

    assert (found.state, found.passage) == ("changed", None)
    assert found.article is not None


async def test_an_article_that_is_gone_is_said_to_be_gone(store: Store) -> None:
    """Whether it was removed or never was in the corpus."""
    card = await _add(store, *_TEXT)
    await store.ingestion.remove(LOCAL, card.id)

    assert (await _find(store, card.id)).state == "gone"

    other = await store.ingestion.add(OTHER, an_article("The ferry", *_TEXT))
    assert (await _find(store, other.card.id)).state == "gone"


def test_a_quote_of_several_sentences_is_compared_with_as_many() -> None:
    """What took its place has as many sentences as it had."""
    now = retrieved("It rained. Twelve boats burned. The mayor thanked all crews. A museum opens.")

    found = nearest("Eleven boats burned. The mayor thanked the crews.", [now.passage], "en")

    assert found is not None
    assert now.passage.text[found.start : found.end] == (
        "Twelve boats burned. The mayor thanked all crews."
    )
    assert not found.same


@given(quote=st.text(max_size=80), text=st.text(max_size=120), start=st.integers(0, 9))
def test_what_is_nearest_lies_in_its_passage(quote: str, text: str, start: int) -> None:
    """Whatever the texts, the span found is one of the passage's."""
    passage = retrieved(text, start=start).passage

    found = nearest(quote, [passage], "en")

    if found is not None:
        assert passage.start <= found.start < found.end <= passage.end


@given(sentence=st.text(alphabet="abc de.", min_size=1, max_size=60))
def test_a_sentence_is_nearest_to_itself(sentence: str) -> None:
    """What still stands is found with all of its words."""
    passage = retrieved(f"Something else stands here. {sentence}").passage

    for each in passage.sentences[1:]:
        found = nearest(each.text, [passage], "en")
        assert found is None or found.same
