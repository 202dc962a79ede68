"""The catalogue: what is stored is read back, of one corpus and of ready versions only."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.catalogue.catalogue import Catalogue
from index.errors import UnknownArticle
from index.identity import text_hash
from index.models import (
    ArticleCard,
    ArticleId,
    Corpus,
    Counts,
    ExtractedArticle,
    PageStart,
    PassageId,
)
from index.words import terms
from tests.index.stores import LOCAL, OTHER, a_draft, an_article, open_store

pytestmark = pytest.mark.usefixtures("each_database")


async def test_round_trip(tmp_path: Path) -> None:
    """An article, its passages and its sentences come back as they were stored."""
    extracted = ExtractedArticle(
        title="Bridges",
        text="Old bridges stand. New ones fall.\n\nCafé 🌉 bridges\0 are rare.",
        url="https://example.org/bridges",
        site="Example",
        author="A. Author",
        published="2026-01-02",
        language="en",
    )
    draft = a_draft(extracted)
    async with open_store(tmp_path) as store:
        await store.catalogue.versions.store(draft)
        await store.catalogue.versions.make_ready(draft.id)
    async with open_store(tmp_path) as store:
        article = await store.catalogue.article(LOCAL, draft.article_id)
        passages = await store.catalogue.article_passages(LOCAL, draft.article_id)
        by_id = await store.catalogue.passages(LOCAL, [p.id for p in reversed(draft.passages)])
    assert article.text == extracted.text
    assert article.card == ArticleCard(
        id=draft.article_id,
        corpus=LOCAL,
        title="Bridges",
        url="https://example.org/bridges",
        site="Example",
        author="A. Author",
        published="2026-01-02",
        language="en",
        words=10,
        passages=2,
        added="2026-11-23T10:00:00.000000+00:00",
    )
    assert passages == draft.passages
    assert list(by_id.values()) == [(p, article.card) for p in reversed(draft.passages)]


async def test_details(tmp_path: Path) -> None:
    """What is known besides the text comes back, and of the pages those that each passage is on."""
    extracted = ExtractedArticle(
        title="Bridges",
        text="One.\n\nTwo, which\nis long.\n\nThree.",
        pages=tuple(PageStart(start=at, label=label) for at, label in ((0, "iv"), (17, "1"))),
        subtitle="Of stone",
        modified="2026-03-04",
    )
    draft = a_draft(extracted)
    async with open_store(tmp_path) as store:
        await store.catalogue.versions.store(draft)
        appeared = await store.catalogue.versions.make_ready(draft.id)
        card = await store.catalogue.card(LOCAL, draft.article_id)
        passages = await store.catalogue.article_passages(LOCAL, draft.article_id)
        by_id = await store.catalogue.passages(LOCAL, [passage.id for passage in passages])
    assert (card.subtitle, card.modified) == ("Of stone", "2026-03-04")
    assert appeared.card == card
    labels = [[page.label for page in passage.pages] for passage in passages]
    assert labels == [["iv"], ["iv", "1"], ["1"]]
    assert [passage for passage, _ in by_id.values()] == list(passages)


async def test_history(tmp_path: Path) -> None:
    """Each version that could be found is remembered with its date and hash, the newest first."""
    link = "https://example.org/rivers"
    texts = ("Rivers flow.", "Rivers bend.", "Rivers flow.")
    async with open_store(tmp_path) as store:
        for text in texts:
            card = (await store.ingestion.add(LOCAL, an_article("Rivers", text, url=link))).card
            await store.ingestion.add(LOCAL, an_article("Rivers", text, url=link))
        await store.ingestion.add(LOCAL, an_article("Streams", texts[-1], url=link))
        history = await store.catalogue.history(LOCAL, card.id)
        with pytest.raises(UnknownArticle):
            await store.catalogue.history(OTHER, card.id)
        await store.ingestion.remove(LOCAL, card.id)
        with pytest.raises(UnknownArticle):
            await store.catalogue.history(LOCAL, card.id)
        again = await store.ingestion.add(LOCAL, an_article("Rivers", texts[0], url=link))
        assert len(await store.catalogue.history(LOCAL, again.card.id)) == 1
    assert [version.title for version in history] == ["Streams", "Rivers", "Rivers", "Rivers"]
    assert [version.text_hash for version in history[1:]] == [text_hash(text) for text in texts]
    assert [version.words for version in history] == [2] * 4
    assert card.added == history[-1].since < history[-2].since < history[0].since


async def test_pending_is_invisible(tmp_path: Path) -> None:
    """Nothing reads a version that isn't ready, and a retired one is gone from every read."""
    draft = a_draft(an_article("Title", "Some words here."))
    async with open_store(tmp_path) as store:
        catalogue = store.catalogue

        async def visible() -> list[object]:
            return [
                await catalogue.corpora(),
                await catalogue.cards(LOCAL),
                await catalogue.find(LOCAL, "Title"),
                await catalogue.passages(LOCAL, [draft.passages[0].id]),
                await catalogue.match(LOCAL, ["word", "titl"], 10),
                [
                    count
                    for count in (await catalogue.frequencies(LOCAL, ["word"])).values()
                    if count
                ],
                [count for count in [await catalogue.passage_count(LOCAL)] if count],
                await catalogue.passage_ids(LOCAL),
                await catalogue.languages(LOCAL),
                await catalogue.versions.with_text(LOCAL, text_hash(draft.extracted.text)),
            ]

        await catalogue.versions.store(draft)
        assert not any(await visible())
        with pytest.raises(UnknownArticle):
            await catalogue.article(LOCAL, draft.article_id)
        await catalogue.versions.make_ready(draft.id)
        assert all(await visible())
        await catalogue.versions.retire_article(LOCAL, draft.article_id)
        assert not any(await visible())
        with pytest.raises(UnknownArticle):
            await catalogue.card(LOCAL, draft.article_id)


async def test_corpora_are_apart(tmp_path: Path) -> None:
    """No read of one corpus shows anything of another."""
    ours = a_draft(an_article("Ours", "Shared words and ours.", url="https://example.org/a"))
    theirs = a_draft(
        an_article(
            "Theirs", "Shared words and theirs.", url="https://example.org/a", language="de"
        ),
        OTHER,
    )
    async with open_store(tmp_path) as store:
        catalogue = store.catalogue
        for draft in (ours, theirs):
            await catalogue.versions.store(draft)
            await catalogue.versions.make_ready(draft.id)
        foreign = [passage.id for passage in theirs.passages]
        assert await catalogue.corpora() == [LOCAL, OTHER]
        assert [card.title for card in await catalogue.cards(LOCAL)] == ["Ours"]
        assert [card.title for card in await catalogue.find(LOCAL, "example.org")] == ["Ours"]
        assert await catalogue.find(LOCAL, theirs.article_id) == []
        assert await catalogue.passages(LOCAL, foreign) == {}
        assert await catalogue.match(LOCAL, ["their"], 10) == []
        matched = await catalogue.match(LOCAL, terms("shared words", "en"), 10)
        assert [passage for passage, _ in matched] == [ours.passages[0].id]
        assert await catalogue.frequencies(LOCAL, ["share", "their"]) == {"share": 1, "their": 0}
        assert await catalogue.passage_count(LOCAL) == 1
        assert await catalogue.passage_ids(LOCAL) == {ours.passages[0].id}
        assert await catalogue.languages(LOCAL) == ["en"]
        assert await catalogue.versions.with_text(LOCAL, text_hash(theirs.extracted.text)) is None
        for read in (catalogue.card, catalogue.article, catalogue.article_passages):
            with pytest.raises(UnknownArticle, match=theirs.article_id):
                await read(LOCAL, theirs.article_id)
        with pytest.raises(UnknownArticle):
            await catalogue.versions.retire_article(LOCAL, theirs.article_id)
        assert await catalogue.match(Corpus('" OR corpus : *'), ["share"], 10) == []


async def test_match_ranks(tmp_path: Path) -> None:
    """Rarer and more frequent terms count more, titles count, and scores are positive."""
    filler = [f"Filler number {number} about weather." for number in range(20)]
    first = a_draft(an_article("Rivers", "Salmon and salmon.", "Salmon and trout.", *filler))
    second = a_draft(an_article("Salmon", "About fish.", *filler[:5]))
    async with open_store(tmp_path) as store:
        for draft in (first, second):
            await store.catalogue.versions.store(draft)
            await store.catalogue.versions.make_ready(draft.id)
        trout = await store.catalogue.match(LOCAL, ["salmon", "trout"], 10)
        body = await store.catalogue.match(LOCAL, ["salmon"], 2, title_weight=0.0)
        title = await store.catalogue.match(LOCAL, ["salmon"], 2, title_weight=50.0)
    assert trout[0][0] == first.passages[1].id
    assert [passage for passage, _ in body] == [first.passages[0].id, first.passages[1].id]
    assert {passage for passage, _ in title} <= {passage.id for passage in second.passages}
    assert all(score > 0 for _, score in trout + body + title)
    assert trout == sorted(trout, key=lambda pair: -pair[1])


async def test_article_language_decides_the_stemmer(tmp_path: Path) -> None:
    """An article's words are found by their stems in the article's own language."""
    draft = a_draft(an_article("Städte", "Die Häuser der Städte.", language="de"))
    async with open_store(tmp_path) as store:
        await store.catalogue.versions.store(draft)
        await store.catalogue.versions.make_ready(draft.id)
        assert await store.catalogue.match(LOCAL, terms("Haus", "de"), 10)
        assert await store.catalogue.match(LOCAL, terms("Stadt", "de"), 10)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(texts=st.lists(st.text(), max_size=5))
async def test_any_terms_are_safe(open_catalogue: Catalogue, texts: list[str]) -> None:
    """No string, as a term or as a text, breaks the search for words."""
    found = terms(" ".join(texts), "en")
    matched = await open_catalogue.match(LOCAL, [*texts, *found], 10)
    counts = await open_catalogue.frequencies(LOCAL, [*texts, *found])
    assert len(matched) <= 1
    assert set(counts) == {*texts, *found}


@pytest.mark.parametrize("term", ['"', "*", "NEAR(", "corpus:", "a OR b", "\0", "\ud800", "", "^"])
async def test_query_syntax_is_text(open_catalogue: Catalogue, term: str) -> None:
    """What means something in a full-text query is only text in a term."""
    assert await open_catalogue.match(LOCAL, [term], 10) == []
    assert len(await open_catalogue.match(LOCAL, [term, "safe"], 10)) == 1


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("0123", "ids"),
        ("0123456789abcdef", "ids"),
        ("the title", "exact"),
        ("THE  Title", "exact"),
        ("the title of", "longer"),
        ("https://example.org/3", "exact"),
        ("example.org/4", "longer"),
        ("book the", "words"),
    ],
)
async def test_find(tmp_path: Path, text: str, first: str) -> None:
    """An article is found by its id, its title or its link, or by a part of one."""
    articles = {
        "ids": an_article("Numbers", "One text.", url="https://example.org/1"),
        "words": an_article("The other book", "Two text.", url="https://example.org/2"),
        "exact": an_article("The Title", "Three text.", url="https://example.org/3"),
        "longer": an_article("The title of a book", "Four text.", url="https://example.org/4"),
    }
    async with open_store(tmp_path) as store:
        ids = {}
        for key, extracted in articles.items():
            draft = a_draft(extracted)
            ids[key] = draft.article_id
            await store.catalogue.versions.store(draft)
            await store.catalogue.versions.make_ready(draft.id)
        text = text.replace("0123456789abcdef", ids["ids"]).replace("0123", ids["ids"][:6])
        assert (await store.catalogue.find(LOCAL, text))[0].id == ids[first]
        assert await store.catalogue.find(LOCAL, "no such thing") == []
        assert await store.catalogue.find(LOCAL, "  ") == []


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("CAFE", ["Café", "The café of Málaga", "Decafé"]),
        ("malaga cafe", ["The café of Málaga"]),
        ("cafe mal", ["The café of Málaga"]),
        ("Strasse", ["Die Straße"]),
        ("https://EXAMPLE.org/3#top", ["Die Straße"]),
    ],
)
async def test_titles_are_found_as_people_type_them(
    tmp_path: Path, text: str, titles: list[str]
) -> None:
    """Case, accents and the order of words don't count; whole words go before parts of words."""
    named = ("Decafé", "The café of Málaga", "Café", "Die Straße")
    async with open_store(tmp_path) as store:
        for number, title in enumerate(named):
            link = f"https://example.org/{number}"
            await store.ingestion.add(LOCAL, an_article(title, f"Text {number}.", url=link))
        assert [card.title for card in await store.catalogue.find(LOCAL, text)] == titles


async def test_no_more_are_found_than_asked_for(tmp_path: Path) -> None:
    """Of many that fit, the best ones are returned, and of all, the latest."""
    async with open_store(tmp_path) as store:
        for number in range(30):
            await store.ingestion.add(LOCAL, an_article(f"Title {number}", f"Text {number}."))
        await store.ingestion.add(OTHER, an_article("Title", "Text of another corpus."))
        assert len(await store.catalogue.find(LOCAL, "title")) == 25
        (best,) = await store.catalogue.find(LOCAL, "title 29", limit=1)
        latest = await store.catalogue.latest(LOCAL, limit=2)
        assert [best.title, *(card.title for card in latest)] == [
            "Title 29", "Title 29", "Title 28"
        ]  # fmt: skip


async def test_a_link_leads_to_its_article(tmp_path: Path) -> None:
    """However it is spelled, and in its own corpus only."""
    links = ("https://example.org/a", "https://example.org/a?page=2")
    async with open_store(tmp_path) as store:
        for link in links:
            await store.ingestion.add(LOCAL, an_article(link, f"Text of {link}.", url=link))
        find = store.catalogue.card_with_link
        for asked, found in {
            links[0]: links[0],
            links[1]: links[1],
            " HTTPS://Example.ORG:443/a#else": links[0],
        }.items():
            card = await find(LOCAL, asked)
            assert card is not None
            assert card.url == found
        assert await find(LOCAL, "https://example.org/A") is None
        assert await find(OTHER, links[0]) is None


async def test_every_link_of_an_article_leads_to_it(tmp_path: Path) -> None:
    """The link that it was asked for under finds it too, in a search as well, until it is gone."""
    short, long = "https://example.org/?p=7", "https://example.org/rivers"
    article = replace(an_article("Rivers", "Rivers flow.", url=long), aliases=(short,))
    async with open_store(tmp_path) as store:
        card = (await store.ingestion.add(LOCAL, article)).card
        assert card.url == long
        assert await store.catalogue.card_with_link(LOCAL, short) == card
        assert await store.catalogue.find(LOCAL, short) == [card]
        assert await store.catalogue.card_with_link(OTHER, short) is None
        await store.ingestion.remove(LOCAL, card.id)
        assert await store.catalogue.card_with_link(LOCAL, short) is None


async def test_how_much_there_is(tmp_path: Path) -> None:
    """Articles and passages are counted for one corpus and for all of them."""
    async with open_store(tmp_path) as store:
        assert await store.catalogue.counts() == Counts(articles=0, passages=0, bytes=0)
        first = await store.ingestion.add(LOCAL, an_article("A", "One.", "Zwölf."))
        await store.ingestion.add(OTHER, an_article("B", "Three."))
        size = len("One.\n\nZwölf.".encode())
        assert await store.catalogue.counts(LOCAL) == Counts(articles=1, passages=2, bytes=size)
        both = Counts(articles=2, passages=3, bytes=size + len("Three."))
        assert await store.catalogue.counts() == both
        await store.ingestion.remove(LOCAL, first.card.id)
        assert await store.catalogue.counts(LOCAL) == Counts(articles=0, passages=0, bytes=0)


async def test_a_quote_is_found_where_it_stands_by_now(tmp_path: Path) -> None:
    """Its passage is returned, also after the article has grown, and none when it is gone."""
    link = "https://example.org/rivers"
    first = an_article("Rivers", "Rivers flow. They bend.", "They end.", url=link)
    later = an_article("Rivers", "They bend.", "New.", "Rivers flow. They bend.", url=link)
    async with open_store(tmp_path) as store:
        card = (await store.ingestion.add(LOCAL, first)).card
        quoted = await store.catalogue.quoted(LOCAL, card.id, "They bend.", start=13)
        assert quoted is not None
        assert (quoted.start, quoted.end, quoted.passage.start) == (13, 23, 0)
        assert quoted.article.text[quoted.start : quoted.end] == "They bend."
        await store.ingestion.add(LOCAL, later)
        moved = await store.catalogue.quoted(LOCAL, card.id, "They bend.", start=25)
        assert moved is not None
        assert (moved.start, moved.passage.text) == (31, "Rivers flow. They bend.")
        assert await store.catalogue.quoted(LOCAL, card.id, "They end.", start=25) is None
        assert await store.catalogue.quoted(LOCAL, card.id, "", start=0) is None
        with pytest.raises(UnknownArticle):
            await store.catalogue.quoted(OTHER, card.id, "They bend.", start=13)


async def test_unknown_ids_are_left_out(open_catalogue: Catalogue) -> None:
    """Passages that don't exist are missing from what is returned, however many are asked for."""
    ids = [PassageId(f"{number:016x}") for number in range(3000)]
    assert await open_catalogue.passages(LOCAL, ids) == {}
    assert await open_catalogue.passages(LOCAL, []) == {}


async def test_unknown_article(open_catalogue: Catalogue) -> None:
    """Asking for an article that isn't there raises an error that names it."""
    with pytest.raises(UnknownArticle, match="nothing"):
        await open_catalogue.card(LOCAL, ArticleId("nothing"))
