"""Questions with slips of the pen, over a real catalogue."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from index.respelling import Respelling
from tests.index.stores import LOCAL, OTHER, Store, an_article, open_store

_TEXT = (
    "The castle of Hohenfels was built by Wenzel Bismarck. The government of the province paid "
    "for the combinatorial locks. Families lived there, and many present guards."
)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """A store with an article about a castle, and with another corpus."""
    async with open_store(tmp_path) as opened:
        await opened.ingestion.add(LOCAL, an_article("Hohenfels", _TEXT))
        await opened.ingestion.add(OTHER, an_article("Lindqvist", "Maja Lindqvist left Hohenfeld."))
        yield opened


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("Who built Hohenfles?", "Who built Hohenfels?"),
        ("Did Bismark pay for Hohenfels?", "Did Bismarck pay for Hohenfels?"),
        ("What did the goverment pay for?", "What did the government pay for?"),
        ("Which familes lived there?", "Which families lived there?"),
        ("How many comninatorial locks?", "How many combinatorial locks?"),
    ],
)
async def test_slips_are_put_right(store: Store, question: str, right: str) -> None:
    """A word that no article has becomes the nearest word of the articles, as they spell it."""
    assert await Respelling(store.catalogue).respelled(LOCAL, question) == right


@pytest.mark.parametrize(
    "question",
    [
        "Who built the castle of Hohenfels?",
        "Was the presence of guards needed?",
        "Who was Wenzela?",
        "Why?",
        "",
        "When did Lindqist leave?",
        "Xqzzyt Hohenfles Bismark Goverment Provimce Combimatorial?",
    ],
)
async def test_everything_else_stays(store: Store, question: str) -> None:
    """Known words, other words, names of other corpora and mere gibberish aren't touched."""
    assert await Respelling(store.catalogue).respelled(LOCAL, question) == question


async def test_names_are_put_right_in_every_language(store: Store) -> None:
    """In a language that no article is in, words may look like misspelled ones; names are names."""
    right = await Respelling(store.catalogue).respelled(LOCAL, "Wann wurde goverment Hohenfles?")

    assert right == "Wann wurde goverment Hohenfels?"


async def test_an_empty_corpus_changes_nothing(tmp_path: Path) -> None:
    """Where there are no articles there are no right spellings."""
    async with open_store(tmp_path) as empty:
        question = "Who built Hohenfles?"
        assert await Respelling(empty.catalogue).respelled(LOCAL, question) == question


async def test_terms_of_other_corpora_are_never_offered(store: Store) -> None:
    """The nearest terms are looked for among the corpus's own."""
    assert await store.catalogue.similar_terms(OTHER, "hohenfelz") == ["hohenfeld"]
    assert await store.catalogue.similar_terms(LOCAL, "hohenfelz") == ["hohenfel"]
    assert await store.catalogue.similar_terms(LOCAL, "lindqist") == []
