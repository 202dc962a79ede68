"""Values to remember: each is complete, and says what a test changes of it."""

from typing import Any, get_args

from hypothesis import strategies as st

from answer.models import Disagreement, Lack, Side
from bot.places import guild_corpus
from bot.records import Records
from bot.records.models import (
    AnswerId,
    AnswerRecord,
    CitationRecord,
    Job,
    JobEnd,
    JobId,
    OtherArticle,
)
from index.catalogue.catalogue import Catalogue
from index.models import ArticleId, Corpus
from tests.index.stores import a_draft, an_article

LAB, CLUB = 1001, 2002
ALICE, BOB = 7_000_000_000_000_000_007, 8_000_000_000_000_000_008
LAB_CORPUS, CLUB_CORPUS = guild_corpus(LAB), guild_corpus(CLUB)


def citation(**changes: Any) -> CitationRecord:
    """Return a citation."""
    values: dict[str, Any] = {
        "marker": 1,
        "article_id": ArticleId("a1"),
        "title": "Fish",
        "site": None,
        "published": None,
        "link": None,
        "quote": "They leap.",
        "start": 22,
        "end": 32,
    }
    return CitationRecord(**values | changes)


def answer(answer_id: str, **changes: Any) -> AnswerRecord:
    """Return an answer that Alice got in the lab."""
    values: dict[str, Any] = {
        "id": AnswerId(answer_id),
        "kind": "answer",
        "corpus": LAB_CORPUS,
        "guild_id": LAB,
        "channel_id": 5,
        "message_id": None,
        "asker_id": ALICE,
        "private": False,
        "question": "Do they leap?",
        "article_id": None,
        "claims": ("They leap. [1]",),
        "citations": (citation(),),
        "parent": None,
        "created": "2026-05-01T10:00:00+00:00",
    }
    return AnswerRecord(**values | changes)


def job(job_id: str, **changes: Any) -> Job:
    """Return a job of Alice in the lab."""
    values: dict[str, Any] = {
        "id": JobId(job_id),
        "kind": "link",
        "corpus": LAB_CORPUS,
        "guild_id": LAB,
        "channel_id": 5,
        "message_id": None,
        "user_id": ALICE,
        "locale": "en-US",
        "name": "https://example.org/fish",
        "created": "2026-05-01T10:00:00+00:00",
    }
    return Job(**values | changes)


async def note_adder(records: Records, corpus: Corpus, article_id: ArticleId, user_id: int) -> None:
    """Note that a person added an article by a job, which is through then."""
    done = job("adding", corpus=corpus, user_id=user_id)
    await records.jobs.add(done)
    await records.people.record_adder(corpus, article_id, done.id)
    await records.jobs.done(done.id, JobEnd(state="added", article_id=article_id))


async def add_article(catalogue: Catalogue, corpus: Corpus, title: str) -> ArticleId:
    """Make an article of `corpus` searchable."""
    draft = a_draft(an_article(title, f"All about {title}."), corpus)
    await catalogue.versions.store(draft)
    await catalogue.versions.make_ready(draft.id)
    return draft.article_id


async def remove_articles(catalogue: Catalogue, corpus: Corpus) -> None:
    """Take every article out of `corpus`, and every trace of it."""
    for card in await catalogue.cards(corpus):
        await catalogue.versions.retire_article(corpus, card.id)
    retired = await catalogue.versions.retired(corpus=corpus)
    await catalogue.versions.delete([version.id for version in retired])


_ids = st.integers(1, 2**63 - 1)
_times = st.datetimes().map(lambda time: f"{time.isoformat()}+00:00")

_others = st.builds(
    OtherArticle,
    article_id=st.builds(ArticleId, st.text()),
    title=st.text(),
    site=st.none() | st.text(),
    url=st.none() | st.text(),
)

citations = st.builds(
    CitationRecord,
    marker=st.integers(1, 30),
    article_id=st.builds(ArticleId, st.text()),
    title=st.text(),
    site=st.none() | st.text(),
    published=st.none() | st.text(),
    link=st.none() | st.text(),
    quote=st.text(),
    start=st.integers(0, 10**9),
    end=st.integers(0, 10**9),
    also=st.lists(_others, max_size=2).map(tuple),
)

_sides = st.builds(Side, words=st.text(), marker=st.integers(1, 30))

answers = st.builds(
    AnswerRecord,
    id=st.builds(AnswerId, st.text(min_size=1)),
    kind=st.sampled_from(["answer", "abstention", "summary", "comparison"]),
    corpus=st.builds(Corpus, st.text()),
    guild_id=st.none() | _ids,
    channel_id=_ids,
    message_id=st.none() | _ids,
    asker_id=_ids,
    private=st.booleans(),
    question=st.text(),
    article_id=st.none() | st.builds(ArticleId, st.text()),
    claims=st.lists(st.text(), max_size=4).map(tuple),
    citations=st.lists(citations, max_size=3).map(tuple),
    parent=st.none() | st.builds(AnswerId, st.text(min_size=1)),
    created=_times,
    lack=st.none() | st.sampled_from(get_args(Lack)),
    disagreements=st.lists(
        st.builds(Disagreement, sides=st.lists(_sides, min_size=2, max_size=3).map(tuple)),
        max_size=2,
    ).map(tuple),
)

jobs = st.builds(
    Job,
    id=st.uuids().map(lambda value: JobId(value.hex)),
    kind=st.sampled_from(["link", "file", "text", "refresh"]),
    corpus=st.builds(Corpus, st.text()),
    guild_id=st.none() | _ids,
    channel_id=_ids,
    message_id=st.none() | _ids,
    user_id=_ids,
    locale=st.text(),
    name=st.text(),
    link=st.none() | st.text(),
    content=st.none() | st.binary(),
    media_type=st.none() | st.text(),
    title=st.none() | st.text(),
    article_id=st.none() | st.builds(ArticleId, st.text()),
    created=_times,
    attempts=st.integers(0, 9),
)

ends = st.builds(
    JobEnd,
    state=st.sampled_from(["added", "known", "updated", "failed", "cancelled"]),
    article_id=st.none() | st.builds(ArticleId, st.text()),
    thin=st.none() | st.sampled_from(["consent", "paywall", "script", "error", "short"]),
    sentence=st.none() | st.text(),
    similar=st.none() | st.builds(ArticleId, st.text()),
)
