"""From a question to ranked passages, over a real catalogue and real vectors."""

import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.errors import ReindexNeeded, UnknownArticle
from index.ports import Vectors
from index.remembering import RememberingEmbedder
from index.retrieval import Retrieval
from tests.index.fakes import BagOfWords
from tests.index.stores import LOCAL, OTHER, Store, an_article, open_store

_CASTLE = "The castle of Hohenfels was built in 1340. It stands above the river."
_BRIDGE = "The bridge of Altstadt was opened in 1872. It crosses the river in four arches."
_BREAD = "Rye bread needs sourdough. Bakers let it rest over night."


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """A store with an article of three paragraphs."""
    async with open_store(tmp_path) as opened:
        await opened.ingestion.add(LOCAL, an_article("Altstadt", _CASTLE, _BRIDGE, _BREAD))
        yield opened


def _retrieval(store: Store) -> Retrieval:
    return Retrieval(catalogue=store.catalogue, vectors=store.vectors, embedder=store.embedder)


async def _texts(store: Store, question: str, *, limit: int = 10) -> Sequence[str]:
    found = await _retrieval(store).retrieve(LOCAL, question, limit=limit)
    return [each.passage.text for each in found]


async def test_best_passage_comes_first(store: Store) -> None:
    """The passage that the question is about leads, the others follow."""
    found = await _texts(store, "When was the bridge of Altstadt opened?")

    assert found[0] == _BRIDGE
    assert set(found) == {_CASTLE, _BRIDGE, _BREAD}


async def test_scores_fall_and_are_shares(store: Store) -> None:
    """Scores lie between 0 and 1 and never rise along the ranking."""
    found = await _retrieval(store).retrieve(LOCAL, "Which river does the bridge cross?")
    scores = [each.score for each in found]

    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert all(0 <= each.words <= 1 and -1 <= each.meaning <= 1.001 for each in found)


async def test_limit_is_kept(store: Store) -> None:
    """No more passages come back than were asked for."""
    assert len(await _texts(store, "river", limit=2)) == 2
    assert await _texts(store, "river", limit=0) == []


async def test_empty_corpus_has_no_passages(store: Store) -> None:
    """A corpus without articles gives nothing, whatever is asked."""
    assert await _retrieval(store).retrieve(OTHER, "When was the bridge opened?") == ()


async def test_other_corpora_are_never_seen(store: Store) -> None:
    """A question finds only the passages of its own corpus."""
    await store.ingestion.add(OTHER, an_article("Tower", "The tower was built in 1911."))

    found = await _retrieval(store).retrieve(OTHER, "When was the bridge of Altstadt opened?")

    assert [each.article.corpus for each in found] == [OTHER]


async def test_one_article_can_be_searched_alone(store: Store) -> None:
    """All of its passages are compared, however many of other articles match better."""
    others = [f"The bridge number {n} of Altstadt was opened." for n in range(60)]
    await store.ingestion.add(LOCAL, an_article("Bridges of Altstadt", *others))
    bread = await store.ingestion.add(LOCAL, an_article("Bread", _BREAD, "Salt bread is older."))
    await store.ingestion.add(OTHER, an_article("Bread", _BREAD))
    retrieval = _retrieval(store)
    question = "When was the bridge of Altstadt opened?"

    alone = await retrieval.retrieve(LOCAL, question, article=bread.card.id)

    assert {each.passage.text for each in alone} == {_BREAD, "Salt bread is older."}
    assert {each.article.id for each in alone} == {bread.card.id}
    assert all(each.article.title != "Bread" for each in await retrieval.retrieve(LOCAL, question))
    with pytest.raises(UnknownArticle):
        await retrieval.retrieve(OTHER, question, article=bread.card.id)


async def test_words_of_one_article_are_matched_alone(store: Store) -> None:
    """The word index is restricted before its best matches are taken."""
    bread = await store.ingestion.add(LOCAL, an_article("Bread", "River bread is damp."))

    found = await store.catalogue.match(LOCAL, ["river"], 1, article_ids=[bread.card.id])

    assert [identity for identity, _ in found] == list(
        await store.catalogue.passage_ids(LOCAL, article_ids=[bread.card.id])
    )


async def test_lone_irrelevant_passage_scores_low(store: Store) -> None:
    """Being the only passage doesn't make one a good match."""
    await store.ingestion.add(OTHER, an_article("Bread", _BREAD))

    (alone,) = await _retrieval(store).retrieve(OTHER, "Which king reigned longest?")

    assert alone.words == 0
    assert alone.score < 0.3


@pytest.mark.parametrize("question", ["", "?", "Who is it?", "東京はどこですか", "bridge " * 2000])
async def test_odd_questions_are_answered(store: Store, question: str) -> None:
    """Empty, wordless, foreign and very long questions are retrieved for like any other."""
    assert len(await _texts(store, question)) == 3


async def test_question_finds_articles_in_another_main_language(store: Store) -> None:
    """In a corpus of two languages, terms are compared in the word forms of each."""
    german = "Die Brücken wurden gesprengt. Danach fuhren Fähren."
    await store.ingestion.add(LOCAL, an_article("Brücken", german, language="de"))

    assert (await _texts(store, "Wann wurde die Brücke gesprengt?"))[0] == german


async def test_missing_vectors_ask_for_a_reindex(store: Store) -> None:
    """Without any stored vectors a question isn't answered from words alone."""
    with closing(sqlite3.connect(store.folder / "catalogue.db")) as connection:
        connection.execute("DELETE FROM vectors")
        connection.commit()

    with pytest.raises(ReindexNeeded, match="footnote reindex"):
        await _texts(store, "bridge")


async def test_other_embedding_model_asks_for_a_reindex(store: Store) -> None:
    """Vectors of another model aren't compared with the question's."""
    retrieval = Retrieval(
        catalogue=store.catalogue, vectors=store.vectors, embedder=BagOfWords(name="newer")
    )

    with pytest.raises(ReindexNeeded):
        await retrieval.retrieve(LOCAL, "bridge")


async def test_remembered_sentences_are_embedded_once(store: Store) -> None:
    """Asking the same again embeds nothing anew, and the ranking stays the same."""
    bag = BagOfWords()
    retrieval = Retrieval(
        catalogue=store.catalogue, vectors=store.vectors, embedder=RememberingEmbedder(bag)
    )
    first = await retrieval.retrieve(LOCAL, "bridge")
    embedded = len(bag.texts)

    assert await retrieval.retrieve(LOCAL, "bridge") == first
    assert len(bag.texts) == embedded


async def test_what_is_remembered_is_limited() -> None:
    """The texts used longest ago are forgotten, and embedded again when asked for."""
    bag = BagOfWords()
    remembering = RememberingEmbedder(bag, most=2)
    await remembering.embed(["a", "b", "a", "c"])
    await remembering.embed(["a", "b"])

    assert bag.texts == ["a", "b", "c", "b"]


_STORM = (
    "Ferries to the four northern islands left port again on Wednesday, ending the longest "
    "interruption of the service since 1964. The first boat took 212 passengers to Vestrøy."
)


async def test_the_same_story_on_many_sites_takes_one_place(store: Store) -> None:
    """Passages that say the same take one place, so the best ones stay different, and name all."""
    for number in range(12):
        site = f"https://site{number}.example/ferries"
        story = an_article(f"Ferries sail {number}", f"OSLO – {_STORM}", f"By {number}.", url=site)
        await store.ingestion.add(LOCAL, story)
    own = "The longest interruption of the ferry service was caused by a strike in 1981."
    await store.ingestion.add(LOCAL, an_article("History of the ferries", own))

    found = await _retrieval(store).retrieve(LOCAL, "What was the longest interruption of ferries?")

    stories = [each for each in found if "four northern islands" in each.passage.text]
    assert len(stories) == 1
    assert {card.site or card.title for card in (stories[0].article, *stories[0].also)} == {
        f"Ferries sail {number}" for number in range(12)
    }
    assert own in [each.passage.text for each in found]
    assert len({each.passage.text for each in found}) == len(found)


async def test_of_equal_passages_the_first_published_one_leads(store: Store) -> None:
    """Where nothing else tells two passages apart, the article published first is cited."""
    for day in (3, 1, 2):
        story = an_article("Ferries sail", _STORM, url=f"https://site{day}.example/ferries")
        await store.ingestion.add(LOCAL, replace(story, published=f"2026-01-0{day}"))

    (found,) = [
        each
        for each in await _retrieval(store).retrieve(LOCAL, "What was the longest interruption?")
        if each.repeats
    ]

    assert [card.published for card in (found.article, *found.also)] == [
        "2026-01-01",
        "2026-01-02",
        "2026-01-03",
    ]


async def test_a_question_that_names_an_article_is_answered_from_it(store: Store) -> None:
    """A title in quotation marks leaves that article alone, however well others match."""
    await store.ingestion.add(LOCAL, an_article("On rye bread", "Bridges aren't mentioned here."))

    found = await _retrieval(store).retrieve(
        LOCAL, 'When was the bridge of Altstadt opened, according to "On rye bread"?'
    )

    assert {each.article.title for each in found} == {"On rye bread"}


async def test_the_latest_article_leads_where_the_latest_is_asked_for(store: Store) -> None:
    """Of articles that match alike, the newest comes first, and only if that is wanted."""
    for day, boats in ((3, "four"), (9, "seven"), (6, "five")):
        story = an_article("Ferries", f"The ferries sail again with {boats} boats a week.")
        await store.ingestion.add(LOCAL, replace(story, published=f"2026-01-0{day}"))

    latest = await _retrieval(store).retrieve(LOCAL, "What is the latest on the ferries?")
    dated = await _retrieval(store).retrieve(LOCAL, "How did ferries sail on January 6, 2026?")

    assert [each.article.published for each in latest[:3]] == [
        "2026-01-09",
        "2026-01-06",
        "2026-01-03",
    ]
    assert dated[0].article.published == "2026-01-06"


async def test_a_broad_question_gets_several_articles(store: Store) -> None:
    """One article doesn't take all first places where the articles are asked for."""
    long = [f"The harbour of Vestby has quay number {n} for its ferries." for n in range(6)]
    await store.ingestion.add(LOCAL, an_article("Quays", *long))
    await store.ingestion.add(LOCAL, an_article("Fish", "In the harbour of Vestby fish is sold."))
    retrieval = _retrieval(store)

    narrow = await retrieval.retrieve(LOCAL, "Where does the harbour of Vestby have ferries?")
    broad = await retrieval.retrieve(
        LOCAL, "What do the articles say of the harbour of Vestby and ferries?"
    )

    assert {each.article.title for each in narrow[:4]} == {"Quays"}
    assert {each.article.title for each in broad[:4]} >= {"Quays", "Fish"}


class _Bilingual(BagOfWords):
    """A model of several languages, to which a ferry that was sunk is much the same in both."""

    async def embed(self, texts: Sequence[str], *, patient: bool = False) -> Vectors:
        """Return vectors of which only those of the question and its answer are near."""
        rows = await super().embed(texts, patient=patient)
        rows[:, :2] = 0.0
        rows /= np.maximum(1e-6, np.linalg.norm(rows, axis=1, keepdims=True))
        for place, text in enumerate(texts):
            if "Fähre versenkt" in text or "ferry was sunk" in text:
                rows[place] = 0.0
                rows[place, :2] = (1.0, 0.0) if text.startswith("Wann") else (0.6, 0.8)
        return rows


async def test_a_question_finds_articles_of_another_language_by_meaning(tmp_path: Path) -> None:
    """With a model of both languages, words that match by accident don't drown what is meant."""
    async with open_store(tmp_path, _Bilingual()) as store:
        sunk = "The ferry was sunk in the storm. Nobody was hurt."
        await store.ingestion.add(LOCAL, an_article("Ferries", sunk))
        others = [f"Der Ball {n} wurde an der Fähre vorbei versenkt." for n in range(8)]
        await store.ingestion.add(LOCAL, an_article("Golf", *others, language="de"))

        found = await _texts(store, "Wann wurde die Fähre versenkt?")

    assert found[0] == sunk
