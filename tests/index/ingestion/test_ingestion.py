"""Ingestion: an article comes in, changes and leaves wholly or not at all."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import ExtractionError, ReindexNeeded, UnknownArticle
from index.identity import text_hash
from index.models import ArticleId, Corpus, VersionId
from index.ports import Vectors
from tests.index.fakes import BagOfWords, cut_paragraphs
from tests.index.stores import (
    LOCAL,
    NOTHING,
    OTHER,
    Store,
    a_draft,
    an_article,
    contents,
    open_store,
)

pytestmark = pytest.mark.usefixtures("each_database")

RIVERS = an_article("Rivers", "Rivers flow. They bend.", "Salmon climb them.")
RIVERS_LINK = an_article("Rivers", "Rivers flow. They bend.", url="https://example.org/rivers")
RIVERS_LATER = an_article(
    "Rivers", "Rivers dry up.", "In summer.", url="https://example.org/rivers"
)


async def searchable(store: Store) -> set[str]:
    """Return the passages of the local corpus that words find and that have a vector."""
    matched = await store.catalogue.match(LOCAL, ["river", "summer", "salmon"], 100)
    found = await store.catalogue.passages(LOCAL, [passage for passage, _ in matched])
    assert set(found) <= await store.vectors.ids(LOCAL)
    return {passage.text for passage, _ in found.values()}


class Gate(BagOfWords):
    """A bag of words that embeds only once the gate is open."""

    def __init__(self) -> None:
        """Start with a closed gate."""
        super().__init__()
        self.reached = asyncio.Event()
        self.open = asyncio.Event()

    async def embed(self, texts: Sequence[str], *, patient: bool = False) -> Vectors:
        """Wait for the gate, then embed."""
        self.reached.set()
        await self.open.wait()
        return await super().embed(texts, patient=patient)


async def test_add(tmp_path: Path) -> None:
    """An added article is found by words and by meaning."""
    async with open_store(tmp_path) as store:
        added = await store.ingestion.add(LOCAL, RIVERS)
        assert added.outcome == "added"
        assert (added.card.title, added.card.passages, added.card.words) == ("Rivers", 2, 7)
        assert await searchable(store) == {"Rivers flow. They bend.", "Salmon climb them."}
        vector = (await store.embedder.embed(["Rivers\nSalmon climb them."]))[0]
        nearest, similarity = (await store.vectors.search(LOCAL, vector, 1))[0]
        passage, card = (await store.catalogue.passages(LOCAL, [nearest]))[nearest]
        assert (passage.text, card) == ("Salmon climb them.", added.card)
        assert similarity == pytest.approx(1.0, abs=1e-5)


async def test_add_twice(tmp_path: Path) -> None:
    """Adding an article again changes nothing and embeds nothing."""
    embedder = BagOfWords()
    async with open_store(tmp_path, embedder) as store:
        for extracted in (RIVERS, RIVERS_LATER):
            first = await store.ingestion.add(LOCAL, extracted)
            before, embedded = await contents(store), len(embedder.texts)
            again = await store.ingestion.add(LOCAL, extracted)
            assert (again.outcome, again.card) == ("known", first.card)
            assert (await contents(store), len(embedder.texts)) == (before, embedded)


async def test_same_text_without_link(tmp_path: Path) -> None:
    """A text that a linked article of the corpus has is known when it comes without a link."""
    async with open_store(tmp_path) as store:
        linked = await store.ingestion.add(LOCAL, RIVERS_LINK)
        pasted = an_article("Pasted", RIVERS_LINK.text)
        assert await store.ingestion.add(LOCAL, pasted) == type(linked)(
            card=linked.card, outcome="known"
        )
        assert (await store.ingestion.add(OTHER, pasted)).outcome == "added"


async def test_update(tmp_path: Path) -> None:
    """The same link with another text takes the place of the old one, id and date kept."""
    async with open_store(tmp_path) as store:
        first = await store.ingestion.add(LOCAL, RIVERS_LINK)
        later = await store.ingestion.add(LOCAL, RIVERS_LATER)
        assert later.outcome == "updated"
        assert (later.card.id, later.card.added) == (first.card.id, first.card.added)
        assert later.card.passages == 2
        assert await searchable(store) == {"Rivers dry up.", "In summer."}
        assert await store.vectors.count(LOCAL) == 2
        assert await store.catalogue.versions.stored("pending", "retired") == []


async def test_update_and_back(tmp_path: Path) -> None:
    """An article that goes back to an earlier text is the same as at first."""
    async with open_store(tmp_path) as store:
        await store.ingestion.add(LOCAL, RIVERS_LINK)
        before = await contents(store)
        await store.ingestion.add(LOCAL, RIVERS_LATER)
        assert (await store.ingestion.add(LOCAL, RIVERS_LINK)).outcome == "updated"
        assert await contents(store) == before


async def test_new_title(tmp_path: Path) -> None:
    """The same link with another title is an update."""
    async with open_store(tmp_path) as store:
        await store.ingestion.add(LOCAL, RIVERS_LINK)
        renamed = an_article("Streams", RIVERS_LINK.text, url=RIVERS_LINK.url)
        added = await store.ingestion.add(LOCAL, renamed)
        assert (added.outcome, added.card.title) == ("updated", "Streams")


async def test_remove(tmp_path: Path) -> None:
    """A removed article leaves nothing behind, and its neighbours stay."""
    async with open_store(tmp_path) as store:
        stays = await store.ingestion.add(LOCAL, an_article("Hills", "Hills stand."))
        before = await contents(store)
        leaves = await store.ingestion.add(LOCAL, RIVERS)
        with pytest.raises(UnknownArticle):
            await store.ingestion.remove(OTHER, leaves.card.id)
        await store.ingestion.remove(LOCAL, leaves.card.id)
        assert await contents(store) == before
        assert await store.catalogue.cards(LOCAL) == [stays.card]
        with pytest.raises(UnknownArticle):
            await store.ingestion.remove(LOCAL, leaves.card.id)


async def test_remove_corpus(tmp_path: Path) -> None:
    """All articles of a corpus go at once, another's stay, and the corpus can be used again."""
    async with open_store(tmp_path) as store:
        kept = (await store.ingestion.add(OTHER, RIVERS)).card
        before = await contents(store)
        await store.ingestion.add(LOCAL, RIVERS)
        await store.ingestion.add(LOCAL, RIVERS_LINK)
        await store.ingestion.remove_corpus(LOCAL)
        await store.ingestion.remove_corpus(LOCAL)
        assert await contents(store) == before
        assert await store.catalogue.cards(OTHER) == [kept]
        assert LOCAL not in await store.vectors.conditions()
        assert (await store.ingestion.add(LOCAL, RIVERS)).outcome == "added"
        assert await searchable(store) == {"Rivers flow. They bend.", "Salmon climb them."}


async def test_remove_unknown(tmp_path: Path) -> None:
    """Removing an article that isn't there raises an error that names it."""
    async with open_store(tmp_path) as store:
        with pytest.raises(UnknownArticle, match="nothing"):
            await store.ingestion.remove(LOCAL, ArticleId("nothing"))


@pytest.mark.parametrize("text", ["", "  \n\n  "])
async def test_no_passages(tmp_path: Path, text: str) -> None:
    """An article without a passage is refused by its title, and nothing is stored."""
    async with open_store(tmp_path) as store:
        with pytest.raises(ExtractionError, match=r"“Empty” holds no readable text"):
            await store.ingestion.add(LOCAL, an_article("Empty", text))
        assert await contents(store) == NOTHING


async def test_broken_unicode(tmp_path: Path) -> None:
    """A text that can't be written as UTF-8 is refused, and nothing is stored."""
    async with open_store(tmp_path) as store:
        with pytest.raises(ExtractionError, match="valid Unicode"):
            await store.ingestion.add(LOCAL, an_article("Broken", "half a \ud83d pair"))
        assert await contents(store) == NOTHING


async def test_failing_model(tmp_path: Path) -> None:
    """When embedding fails the error passes through and nothing of the article stays."""
    paragraphs = [f"Paragraph {number} about rivers." for number in range(100)]
    embedder = BagOfWords(fails_after=70)
    async with open_store(tmp_path, embedder) as store:
        with pytest.raises(RuntimeError, match="the model broke"):
            await store.ingestion.add(LOCAL, an_article("Long", *paragraphs))
        assert len(embedder.texts) > 0
        assert await contents(store) == NOTHING
        assert await store.vectors.count(LOCAL) == 0


async def test_failing_refresh(tmp_path: Path) -> None:
    """When a refresh fails the old version stays searchable, and a later one succeeds."""
    embedder = BagOfWords()
    async with open_store(tmp_path, embedder) as store:
        await store.ingestion.add(LOCAL, RIVERS_LINK)
        before = await contents(store)
        embedder.fails_after = 0
        with pytest.raises(RuntimeError):
            await store.ingestion.add(LOCAL, RIVERS_LATER)
        assert await contents(store) == before
        embedder.fails_after = None
        assert (await store.ingestion.add(LOCAL, RIVERS_LATER)).outcome == "updated"


async def test_damaged_vectors(tmp_path: Path) -> None:
    """When the vectors are damaged the error passes through and a reader sees no trace."""
    (tmp_path / "vectors").mkdir()
    (tmp_path / "vectors" / "chroma.sqlite3").write_bytes(b"garbage" * 1000)
    async with open_store(tmp_path) as store:
        with pytest.raises(ReindexNeeded):
            await store.ingestion.add(LOCAL, RIVERS)
        assert await store.catalogue.corpora() == []


async def test_other_model(tmp_path: Path) -> None:
    """Nothing is added with another model than the vectors were made with."""
    async with open_store(tmp_path) as store:
        await store.ingestion.add(LOCAL, RIVERS)
    async with open_store(tmp_path, BagOfWords(name="other")) as store:
        with pytest.raises(ReindexNeeded, match=r"bag .*other .*run `footnote reindex`"):
            await store.ingestion.add(LOCAL, RIVERS_LINK)
        with pytest.raises(ReindexNeeded):
            await store.ingestion.recover()


async def test_other_model_of_an_empty_store(tmp_path: Path) -> None:
    """A store that has become empty takes any model."""
    async with open_store(tmp_path) as store:
        added = await store.ingestion.add(LOCAL, RIVERS)
        await store.ingestion.remove(LOCAL, added.card.id)
    async with open_store(tmp_path, BagOfWords(name="other", dimension=32)) as store:
        await store.ingestion.recover()
        assert (await store.ingestion.add(LOCAL, RIVERS)).outcome == "added"
        model = await store.catalogue.embedding_model()
        assert model is not None
        assert (model.name, model.dimension) == ("other", 32)


async def test_reader_sees_all_or_nothing(tmp_path: Path) -> None:
    """While a version is being embedded readers see the old one whole, then the new one whole."""
    gate = Gate()
    gate.open.set()
    async with open_store(tmp_path, gate) as store:
        await store.ingestion.add(LOCAL, RIVERS_LINK)
        old = await searchable(store)
        gate.open.clear()
        gate.reached.clear()
        adding = asyncio.create_task(store.ingestion.add(LOCAL, RIVERS_LATER))
        await gate.reached.wait()
        assert await searchable(store) == old
        gate.open.set()
        seen = set()
        while not adding.done():
            matched = await store.catalogue.match(LOCAL, ["river", "summer"], 100)
            seen.add(len(matched))
        assert (await adding).outcome == "updated"
        assert await searchable(store) == {"Rivers dry up.", "In summer."}
        assert seen <= {1, 2}


async def test_same_article_at_once(tmp_path: Path) -> None:
    """Adding one article several times at once adds it once."""
    async with open_store(tmp_path) as store:
        results = await asyncio.gather(*(store.ingestion.add(LOCAL, RIVERS) for _ in range(4)))
        assert sorted(added.outcome for added in results) == ["added", "known", "known", "known"]
        assert await store.catalogue.passage_count(LOCAL) == await store.vectors.count(LOCAL) == 2


async def test_corpora_do_not_wait_for_each_other(tmp_path: Path) -> None:
    """A slow addition to one corpus doesn't hold up a removal from another."""
    gate = Gate()
    gate.open.set()
    async with open_store(tmp_path, gate) as store:
        other = await store.ingestion.add(OTHER, an_article("Hills", "They stand."))
        gate.open.clear()
        gate.reached.clear()
        adding = asyncio.create_task(store.ingestion.add(LOCAL, RIVERS))
        await gate.reached.wait()
        await store.ingestion.remove(OTHER, other.card.id)
        assert not adding.done()
        gate.open.set()
        await adding


async def test_cancelled(tmp_path: Path) -> None:
    """A cancelled addition leaves nothing, and the article can be added afterwards."""
    gate = Gate()
    async with open_store(tmp_path, gate) as store:
        adding = asyncio.create_task(store.ingestion.add(LOCAL, RIVERS))
        await gate.reached.wait()
        adding.cancel()
        with pytest.raises(asyncio.CancelledError):
            await adding
        assert await contents(store) == NOTHING
        gate.open.set()
        assert (await store.ingestion.add(LOCAL, RIVERS)).outcome == "added"


async def test_unfinished_version_of_the_same_article(tmp_path: Path) -> None:
    """A version left unfinished never takes the place of one that was added later."""
    async with open_store(tmp_path) as store:
        await store.catalogue.versions.store(a_draft(RIVERS_LINK))
        assert (await store.ingestion.add(LOCAL, RIVERS_LATER)).outcome == "added"
        await store.ingestion.recover()
        assert await searchable(store) == {"Rivers dry up.", "In summer."}


@pytest.mark.parametrize("retired", [False, True])
async def test_unfinished_article_is_added_again(tmp_path: Path, retired: bool) -> None:
    """An article whose addition or removal was left unfinished can be added without recovery."""
    draft = a_draft(RIVERS)
    async with open_store(tmp_path) as store:
        await store.catalogue.versions.store(draft)
        if retired:
            await store.catalogue.versions.retire_pending(draft.id)
        assert (await store.ingestion.add(LOCAL, RIVERS)).outcome == "added"
        assert await searchable(store) == {"Rivers flow. They bend.", "Salmon climb them."}


async def test_an_interrupted_article_is_not_taken_up_at_start(tmp_path: Path) -> None:
    """Embedding it may be what killed the process, so it isn't done before anything else can be."""
    embedder = BagOfWords()
    async with open_store(tmp_path, embedder) as store:
        await store.ingestion.add(LOCAL, RIVERS_LINK)
        before = await contents(store)
        embedder.fails_after = 0
        for draft in (a_draft(RIVERS_LATER), a_draft(RIVERS)):
            await store.catalogue.versions.store(draft)
        await store.ingestion.recover()
        assert await contents(store) == before


async def test_recover_removes_stray_vectors(tmp_path: Path) -> None:
    """Vectors that no article of the catalogue has are removed at start, whole corpora too."""
    async with open_store(tmp_path) as store:
        await store.ingestion.add(LOCAL, RIVERS)
        before = await contents(store)
        stored = await store.vectors.vectors(LOCAL, await store.vectors.ids(LOCAL))
        row = next(iter(stored.values()))[None]
        stray = an_article("Stray", "Stray.")
        passage = cut_paragraphs(stray, article_id=ArticleId("a"), version=VersionId("v"))[0].id
        await store.vectors.upsert(LOCAL, [passage], row)
        await store.vectors.upsert(OTHER, [passage], row)
        await store.ingestion.recover()
        assert await contents(store) == before
        assert set(await store.vectors.conditions()) == {LOCAL}


MANY = [
    an_article(f"Title {number}", *(f"Number {number}, part {part}." for part in range(number)))
    for number in range(1, 40)
]


async def test_many_at_once(tmp_path: Path) -> None:
    """Articles that are added at once end up as if they had been added one after the other."""
    gathered, one_by_one = tmp_path / "gathered", tmp_path / "one by one"
    for folder in (gathered, one_by_one):
        folder.mkdir()
    async with open_store(gathered) as store:
        added = await asyncio.gather(*(store.ingestion.add(LOCAL, each) for each in MANY))
        assert {each.outcome for each in added} == {"added"}
        found = await contents(store)
    async with open_store(one_by_one) as store:
        for each in MANY:
            await store.ingestion.add(LOCAL, each)
        assert await contents(store) == found


async def test_few_are_held_in_memory(tmp_path: Path) -> None:
    """However many are added at once, few are between being cut and being ready."""
    gate = Gate()
    async with open_store(tmp_path, gate) as store:
        adding = [asyncio.create_task(store.ingestion.add(LOCAL, each)) for each in MANY]
        await gate.reached.wait()
        pending = await store.catalogue.versions.stored("pending")
        assert 1 <= len(pending) <= 16
        gate.open.set()
        await asyncio.gather(*adding)


async def test_same_article_by_different_links_at_once(tmp_path: Path) -> None:
    """It is added once, whichever link comes first."""
    links = [f"https://example.org/{number}" for number in range(6)]
    copies = [
        replace(RIVERS_LINK, url=link, aliases=(*links[:number], *links[number + 1 :]))
        for number, link in enumerate(links)
    ]
    async with open_store(tmp_path) as store:
        results = await asyncio.gather(*(store.ingestion.add(LOCAL, each) for each in copies))
        assert sorted(added.outcome for added in results) == ["added", *["known"] * 5]
        (card,) = await store.catalogue.cards(LOCAL)
        for link in links:
            assert await store.catalogue.card_with_link(LOCAL, link) == card


async def test_versions_of_one_article_at_once(tmp_path: Path) -> None:
    """They follow each other, and the last one stays, whole."""
    texts = [f"Rivers rise for {number} days." for number in range(8)]
    async with open_store(tmp_path) as store:
        results = await asyncio.gather(
            *(
                store.ingestion.add(LOCAL, an_article("Rivers", text, url=RIVERS_LINK.url))
                for text in texts
            )
        )
        assert sorted(added.outcome for added in results) == ["added", *["updated"] * 7]
        (card,) = await store.catalogue.cards(LOCAL)
        versions = await store.catalogue.history(LOCAL, card.id)
        assert {version.text_hash for version in versions} == {text_hash(text) for text in texts}
        assert await searchable(store) == {(await store.catalogue.article(LOCAL, card.id)).text}
        assert await store.vectors.count(LOCAL) == 1
        assert await store.catalogue.versions.stored("pending", "retired") == []


async def test_removal_of_what_is_being_added(tmp_path: Path) -> None:
    """An article that is removed while its new version comes is gone when both are done."""
    gate = Gate()
    gate.open.set()
    async with open_store(tmp_path, gate) as store:
        hills = await store.ingestion.add(LOCAL, an_article("Hills", "Hills stand."))
        before = await contents(store)
        rivers = await store.ingestion.add(LOCAL, RIVERS_LINK)
        gate.open.clear()
        gate.reached.clear()
        adding = asyncio.create_task(store.ingestion.add(LOCAL, RIVERS_LATER))
        await gate.reached.wait()
        removing = asyncio.create_task(store.ingestion.remove(LOCAL, rivers.card.id))
        await store.ingestion.remove(LOCAL, hills.card.id)  # which waits for nobody
        assert not removing.done()
        gate.open.set()
        assert (await adding).outcome == "updated"
        await removing
        assert await store.catalogue.cards(LOCAL) == []
        assert await store.vectors.count(LOCAL) == 0
        await store.ingestion.add(LOCAL, an_article("Hills", "Hills stand."))
        assert await contents(store) == before


async def test_removal_of_a_corpus_that_is_added_to(tmp_path: Path) -> None:
    """What was being added is gone with the rest, and what came after it stays."""
    gate = Gate()
    gate.open.set()
    async with open_store(tmp_path, gate) as store:
        await store.ingestion.add(LOCAL, an_article("Lakes", "They lie still."))
        gate.open.clear()
        gate.reached.clear()
        adding = asyncio.create_task(store.ingestion.add(LOCAL, RIVERS_LINK))
        await gate.reached.wait()
        removing = asyncio.create_task(store.ingestion.remove_corpus(LOCAL))
        later = asyncio.create_task(store.ingestion.add(LOCAL, an_article("Hills", "They stand.")))
        gate.open.set()
        assert (await adding).outcome == "added"
        await removing
        card = (await later).card
        assert await store.catalogue.cards(LOCAL) == [card]
        assert await store.vectors.count(LOCAL) == 1
        assert await store.catalogue.versions.stored("pending", "retired") == []


async def test_one_of_many_is_cancelled(tmp_path: Path) -> None:
    """It leaves nothing, and those that share its batch come in."""
    gate = Gate()
    async with open_store(tmp_path, gate) as store:
        adding = [asyncio.create_task(store.ingestion.add(LOCAL, each)) for each in MANY[:5]]
        await gate.reached.wait()
        adding[2].cancel()
        gate.open.set()
        await asyncio.wait(adding)
        assert adding[2].cancelled()
        found = await contents(store)
        await store.ingestion.add(LOCAL, MANY[2])
        await store.ingestion.remove(LOCAL, (await store.catalogue.latest(LOCAL, limit=1))[0].id)
        assert await contents(store) == found
        assert len(await store.catalogue.cards(LOCAL)) == 4


async def test_all_corpora_share_the_model(tmp_path: Path) -> None:
    """Articles of several corpora that come in at once each end up in their own."""
    corpora = [Corpus(f"corpus {number}") for number in range(6)]
    async with open_store(tmp_path) as store:
        await asyncio.gather(*(store.ingestion.add(corpus, RIVERS) for corpus in corpora))
        for corpus in corpora:
            assert await store.vectors.ids(corpus) == await store.catalogue.passage_ids(corpus)
            assert len(await store.vectors.ids(corpus)) == 2
