"""Whatever a message is drawn from, Discord takes it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args, get_type_hints

import pytest
from discord import ui
from hypothesis import given, settings
from hypothesis import strategies as st

from answer.models import Evidence, PartRead, PointFound
from bot.localisation import Texts
from bot.online.preflight import PERMISSIONS
from bot.records.models import AnswerId, AnswerRecord, GuildSettings, Kept
from bot.render import (
    adding,
    articles,
    asking,
    comparisons,
    evaluation,
    feeds,
    modals,
    passages,
    people,
    summaries,
)
from bot.render.passages import Shown
from index.feeds.models import Followed
from index.models import ArticleCard, ArticleVersion
from tests.bot.evaluation.values import question, run, wrong
from tests.bot.render.odd import (
    cards,
    citations,
    evidence,
    guild_settings,
    ids,
    listed_feeds,
    localisation,
    odd,
    problems,
    progress,
    records,
    texts_of_any,
)
from tests.discordfake.callback_rules import check_callback
from tests.discordfake.spec import published_spec

_ID = AnswerId("f" * 32)
_EXAMPLES = settings(max_examples=30, deadline=None)  # the spec's schemas are slow to check
_askers = st.one_of(st.none(), ids())


@_EXAMPLES
@given(texts_of_any(), odd(), _askers, st.integers(1, 10**6))
def test_waiting_for_an_answer(texts: Texts, question: str, asker: int | None, place: int) -> None:
    """The forms before anything was found."""
    assert not problems(asking.queued(texts, question, asker, place, _ID))
    assert not problems(asking.searching(texts, question, asker, _ID))
    assert not problems(asking.stopped(texts, question, asker))
    assert not problems(asking.failed(texts, question, asker, question))


@_EXAMPLES
@given(texts_of_any(), odd(), _askers, st.lists(evidence(), max_size=5), odd())
def test_an_answer_under_way(
    texts: Texts, question: str, asker: int | None, found: Sequence[Evidence], draft: str
) -> None:
    """The forms while it is written."""
    assert not problems(asking.evidence(texts, question, asker, _ID, found))
    assert not problems(asking.drafting(texts, question, asker, _ID, found, draft))


@_EXAMPLES
@given(texts_of_any(), records(), _askers, st.booleans())
def test_an_answer_that_stands(
    texts: Texts, record: AnswerRecord, asker: int | None, may_add: bool
) -> None:
    """The answer, the abstention and the summary of any record."""
    assert not problems(asking.answered(texts, record, asker_id=asker))
    assert not problems(asking.abstained(texts, record, asker_id=asker, may_add=may_add))
    assert not problems(summaries.summarised(texts, record))
    assert not problems(comparisons.compared(texts, record))


@_EXAMPLES
@given(texts_of_any(), odd(), ids(), st.integers(0, 12))
def test_what_belongs_to_answers(texts: Texts, text: str, user: int, done: int) -> None:
    """Open questions, private answers that are ready, and summaries in the making."""
    assert not problems(asking.ready(texts, user, _ID))
    assert not problems(asking.open_question(texts, text, user))
    assert not problems(summaries.summarising(texts, text, PointFound(done=done, total=12), _ID))
    assert not problems(summaries.summarising(texts, text, PartRead(done=done, total=12), _ID))
    assert not problems(summaries.summarising(texts, text, None))


_changes = st.one_of(
    st.none(),
    st.builds(
        passages.Change,
        gone=st.booleans(),
        dates=st.lists(st.sampled_from(("2026-01-01T00:00:00+00:00", "?")), max_size=3).map(tuple),
    ),
)


@_EXAMPLES
@given(texts_of_any(), st.data(), st.integers(0, 5))
def test_passages(texts: Texts, data: st.DataObject, page: int) -> None:
    """One passage, several on a page, and quotes that their articles no longer have."""
    shown = [
        Shown(
            citation=data.draw(citations(marker)),
            text=data.draw(st.one_of(st.none(), odd())),
            start=data.draw(st.integers(0, 60)),
            url=data.draw(st.sampled_from((None, "https://example.org/"))),
            change=data.draw(_changes),
        )
        for marker in range(1, data.draw(st.integers(0, 8)) + 1)
    ]
    for one in shown[:1]:
        assert not problems(passages.passage(texts, one))
    if shown:
        assert not problems(passages.passages(texts, _ID, shown, page))


@_EXAMPLES
@given(texts_of_any(), st.data(), st.integers(1, 20), st.booleans())
def test_adding_articles(texts: Texts, data: st.DataObject, many: int, refreshing: bool) -> None:
    """Many at once, in any state."""
    items = [data.draw(progress(str(number))) for number in range(many)]
    assert not problems(adding.adding(texts, items, refreshing=refreshing))
    through = [item for item in items if item.state not in adding.UNDER_WAY]
    if through:
        assert not problems(adding.adding(texts, through))


@_EXAMPLES
@given(texts_of_any(), cards(), st.one_of(st.none(), ids()), odd(), st.integers(0, 12), cards())
def test_one_article(
    texts: Texts,
    card: ArticleCard,
    adder: int | None,
    preview: str,
    number: int,
    similar: ArticleCard,
) -> None:
    """Its card, and what is said when something is done to it."""
    version = ArticleVersion(since="2026-01-01T00:00:00Z", title="", text_hash="", words=1)
    for outcome in ("added", "known", "updated"):
        assert not problems(articles.added(texts, card, outcome, "paywall", similar))
        assert not problems(articles.added(texts, card, outcome))
    history = [version] * number
    view = articles.card(texts, card, adder, preview, history=history, pages=number)
    assert not problems(view)
    assert not problems(articles.sure_to_remove(texts, card))
    assert not problems(articles.removed(texts, card))


@_EXAMPLES
@given(
    texts_of_any(),
    st.lists(cards(), max_size=12),
    st.integers(0, 3),
    odd(),
    st.lists(odd(), max_size=8),
)
def test_lists_of_articles(
    texts: Texts, shown: Sequence[ArticleCard], page: int, search: str, names: Sequence[str]
) -> None:
    """Any page, with or without a search and articles under way."""
    under_way = [adding.Progress(name=name, state="indexing") for name in names]
    coming = len(names)
    view = articles.listing(
        texts, shown, page, 4, search, total=40, under_way=under_way, of_feeds=coming
    )
    assert not problems(view)


@_EXAMPLES
@given(texts_of_any(), st.data(), st.integers(0, 25), st.integers(0, 5), ids())
def test_feeds(texts: Texts, data: st.DataObject, many: int, page: int, channel: int) -> None:
    """Any list of feeds, whatever is wrong with them, and what is said of one."""
    listed = [data.draw(listed_feeds(str(number))) for number in range(many)]
    assert not problems(feeds.listing(texts, listed, page, most=25))
    for each in listed[:1]:
        for outcome in get_args(get_type_hints(Followed)["outcome"]):
            followed = Followed(feed=each.feed, outcome=outcome)
            assert not problems(feeds.followed(texts, followed, channel))
        assert not problems(feeds.sure_to_remove(texts, each.feed))
        assert not problems(feeds.removed(texts, each.feed))


@_EXAMPLES
@given(texts_of_any(), st.lists(cards(), min_size=1, max_size=15, unique_by=lambda card: card.id))
def test_what_feeds_bring(texts: Texts, news: Sequence[ArticleCard]) -> None:
    """However much it is, it is one message."""
    assert not problems(feeds.announced(texts, news))


@_EXAMPLES
@given(texts_of_any(), guild_settings(), st.booleans())
def test_settings(texts: Texts, chosen: GuildSettings, intent: bool) -> None:
    """With everything chosen and every permission missing."""
    missing = tuple(name for name, needed in PERMISSIONS if needed)
    view = people.settings(
        texts,
        chosen,
        languages=localisation.languages,
        content_intent=intent,
        missing=() if intent else missing,
    )
    assert not problems(view)


@_EXAMPLES
@given(texts_of_any(), odd(), st.integers(0, 10**6))
def test_about_the_bot_and_people(texts: Texts, text: str, number: int) -> None:
    """Help, about, privacy and plain sentences."""
    kept = Kept(
        questions=number,
        ratings=number,
        articles=number,
        open_questions=number,
        feeds=number,
        eval_questions=number,
    )
    nothing = Kept(questions=0, ratings=0, articles=0, open_questions=0)
    about = people.about(
        texts,
        version=text,
        model=text,
        embedding_model=text,
        articles=number,
        passages=number,
        waiting=number,
        running=number,
        answer_days=number,
        left_server_days=number,
        elsewhere=number % 2 == 0,
    )
    views: list[ui.LayoutView] = [
        people.help(texts),
        about,
        people.privacy(texts, kept, days=number, backup_days=number, elsewhere=True),
        people.privacy(texts, nothing, days=number, backup_days=number, elsewhere=False),
        people.sure_to_forget(texts),
        people.forgotten(texts),
        people.told(texts, text),
    ]
    assert not [problem for view in views for problem in problems(view)]


@settings(_EXAMPLES, max_examples=10)
@given(texts_of_any(), odd(), st.sampled_from((0, 1, 9)), st.integers(0, 10**6))
def test_kept_questions(texts: Texts, text: str, count: int, number: int) -> None:
    """Lists of them, and what came of asking them."""
    known = question(answers=(text,), quotes=(text,))
    asked = [replace(known, id=str(each), question=text) for each in range(count)]
    gone = tuple(asked)
    ended = run(*(replace(wrong(), question=each) for each in asked))
    views: list[ui.LayoutView] = [
        *(evaluation.listing(texts, asked, page, most=number) for page in (0, number)),
        evaluation.kept(texts, replace(known, question=text)),
        evaluation.kept(texts, question(quotes=(text,), rejected=(text,))),
        evaluation.removed(texts, replace(known, question=text)),
        evaluation.under_way(texts, number, number, _ID),
        evaluation.stopped(texts, number, number),
        evaluation.evaluated(texts, ended),
        evaluation.evaluated(
            texts, replace(ended, gone=gone), unasked=number, report_too_large=True
        ),
    ]
    assert not [problem for view in views for problem in problems(view)]


@pytest.mark.parametrize("language", localisation.languages)
def test_windows(language: str) -> None:
    """Discord takes each window in each language."""
    texts = localisation.texts(language)
    spec = published_spec()
    operation = spec.find("POST", "/interactions/1/token/callback")
    assert operation is not None
    for modal in (
        modals.follow_up(texts, _ID),
        modals.add_article(texts),
        modals.why_bad(texts, _ID),
    ):
        body = {"type": 9, "data": modal.to_dict()}
        assert not spec.check_request(operation, {}, body)
        assert not list(check_callback(body))
