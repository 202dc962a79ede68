"""The biggest and oddest values that messages are drawn from, and what Discord says of them."""

from typing import Any, get_args

from discord import ui
from hypothesis import strategies as st

from answer.models import Evidence
from bot.localisation import Localisation, Texts
from bot.records.models import (
    AnswerId,
    AnswerRecord,
    CitationRecord,
    GuildSettings,
    JobId,
    OtherArticle,
)
from bot.render import limits
from bot.render.adding import Progress, State
from bot.render.feeds import Listed
from index.feeds.models import Feed
from index.models import (
    ArticleCard,
    ArticleId,
    Corpus,
    FeedId,
    Passage,
    PassageId,
    RetrievedPassage,
    Thin,
)
from index.problems import Problem
from tests.discordfake.message_rules import check_new_message
from tests.discordfake.spec import published_spec

_COMPONENTS_V2 = 1 << 15
_LONG = (
    "*" * 4_000,
    "\U0001f600" * 4_000,
    "word " * 900,
    "a" * 4_000,
    "\u202e\x00",
    "@everyone\n" * 99,
)

localisation = Localisation()


def texts_of_any() -> st.SearchStrategy[Texts]:
    """Draw a language."""
    return st.sampled_from(localisation.languages).map(localisation.texts)


def odd() -> st.SearchStrategy[str]:
    """Draw a text that somebody may have written: any characters, empty, or very long."""
    return st.one_of(st.text(max_size=40), st.sampled_from(_LONG), st.just(""))


def ids() -> st.SearchStrategy[int]:
    """Draw a snowflake."""
    return st.integers(1, 2**63 - 1)


def links() -> st.SearchStrategy[str | None]:
    """Draw a link, one that no button may carry, or none."""
    return st.sampled_from(
        (
            None,
            "",
            "https://example.org/a#:~:text=b%20c",
            "https://exämple.org/ä ö",
            "ftp://x.org/",
            "https://",
            "not a link",
            "javascript:alert(1)",
            f"https://example.org/{'x' * 600}",
        )
    )


def citations(marker: int) -> st.SearchStrategy[CitationRecord]:
    """Draw what a marker stands for."""
    return st.builds(
        CitationRecord,
        marker=st.just(marker),
        article_id=st.just(ArticleId("a" * 24)),
        title=odd(),
        site=st.one_of(st.none(), odd()),
        published=st.one_of(st.none(), st.sampled_from(("2025-10-14", "2025", "")), odd()),
        link=links(),
        quote=odd(),
        start=st.integers(0, 50),
        end=st.integers(0, 5_000),
        also=st.lists(_others(), max_size=4).map(tuple),
        changed=st.booleans(),
    )


def _others() -> st.SearchStrategy[OtherArticle]:
    return st.builds(
        OtherArticle,
        article_id=st.just(ArticleId("b" * 24)),
        title=odd(),
        site=st.one_of(st.none(), odd()),
        url=links(),
    )


def records() -> st.SearchStrategy[AnswerRecord]:
    """Draw an answer with as many as 12 claims and citations."""
    claims = st.integers(0, 12).flatmap(
        lambda count: st.tuples(*(_claims(marker + 1) for marker in range(count)))
    )
    cited = st.integers(0, 12).flatmap(
        lambda count: st.tuples(*(citations(n + 1) for n in range(count)))
    )
    return st.builds(
        AnswerRecord,
        id=st.just(AnswerId("f" * 32)),
        kind=st.sampled_from(("answer", "abstention", "summary", "comparison")),
        corpus=st.just(Corpus("guild-1")),
        guild_id=st.just(1),
        channel_id=st.just(1),
        message_id=st.none(),
        asker_id=ids(),
        private=st.booleans(),
        question=odd(),
        article_id=st.none() | st.just(ArticleId("a" * 24)),
        claims=claims,
        citations=cited,
        parent=st.none(),
        created=st.just("2026-01-01T00:00:00Z"),
    )


def _claims(marker: int) -> st.SearchStrategy[str]:
    return odd().map(lambda text: f"{text} [{marker}]")


def cards() -> st.SearchStrategy[ArticleCard]:
    """Draw an article's card."""
    return st.builds(
        ArticleCard,
        id=st.text("0123456789abcdef", min_size=24, max_size=24).map(ArticleId),
        corpus=st.just(Corpus("guild-1")),
        title=odd(),
        url=links(),
        site=st.one_of(st.none(), odd()),
        author=st.one_of(st.none(), odd()),
        published=st.one_of(st.none(), st.just("2025-10-14"), odd()),
        language=st.sampled_from(("en", "de", "gsw", "xx", "")),
        words=st.integers(0, 10**7),
        passages=st.integers(0, 10**5),
        added=st.just("2026-01-01T00:00:00Z"),
        subtitle=st.one_of(st.none(), odd()),
        modified=st.one_of(st.none(), st.just("2025-10-15"), odd()),
    )


def progress(job: str) -> st.SearchStrategy[Progress]:
    """Draw how far an article is, in whatever state."""
    return st.builds(
        Progress,
        name=odd(),
        state=st.sampled_from(get_args(State)),
        job=st.sampled_from((None, JobId(job.zfill(16)))),
        card=st.one_of(st.none(), cards()),
        thin=st.sampled_from((None, *get_args(Thin))),
        sentence=st.one_of(st.none(), odd()),
        similar=st.one_of(st.none(), cards()),
        pasteable=st.booleans(),
    )


def listed_feeds(feed_id: str) -> st.SearchStrategy[Listed]:
    """Draw a feed, its channel, and what is wrong with either."""
    feed = st.builds(
        Feed,
        id=st.just(FeedId(feed_id.zfill(24))),
        corpus=st.just(Corpus("guild-1")),
        url=st.just("https://example.org/feed"),
        title=odd(),
        site=st.one_of(st.none(), odd()),
        added=st.just("2026-01-01T00:00:00+00:00"),
        visited=st.sampled_from((None, "2026-01-01T00:00:00+00:00")),
        due=st.just("2026-01-01T00:00:00+00:00"),
        failures=st.integers(0, 40),
        problem=st.one_of(st.none(), odd().map(lambda text: Problem(sentence=text))),
        articles=st.integers(0, 10**6),
        waiting=st.integers(0, 10**6),
        failed=st.integers(0, 10**6),
        missing=st.one_of(st.none(), odd().map(lambda text: Problem(sentence=text))),
    )
    return st.builds(
        Listed,
        feed=feed,
        channel_id=st.one_of(st.none(), ids()),
        lacking=st.sampled_from(((), ("read_messages", "send_messages_in_threads"))),
        channel_gone=st.booleans(),
    )


def evidence() -> st.SearchStrategy[Evidence]:
    """Draw a sentence found."""
    return st.builds(_evidence, text=odd(), card=cards())


def guild_settings() -> st.SearchStrategy[GuildSettings]:
    """Draw how a server wants the bot to be, with more channels and roles than a select holds."""
    many = st.frozensets(ids(), max_size=40)
    return st.builds(
        GuildSettings,
        ask_channels=many,
        questions_channel=st.one_of(st.none(), ids()),
        asking_roles=many,
        adding_roles=many,
        language=st.sampled_from((None, *localisation.languages)),
        style=st.sampled_from(("brief", "standard")),
    )


def problems(view: ui.LayoutView) -> list[str]:
    """Return what Discord would refuse in a message with `view`, and what is over our limits."""
    components: list[dict[str, Any]] = view.to_components()  # type: ignore[no-untyped-call]  # discord.py leaves it so
    body = {"components": components, "flags": _COMPONENTS_V2}
    spec = published_spec()
    operation = spec.find("POST", "/channels/1/messages")
    assert operation is not None
    found = [*spec.check_request(operation, {}, body), *check_new_message(body)]
    shown = sum(
        limits.length(item.content)
        for item in view.walk_children()
        if isinstance(item, ui.TextDisplay)
    )
    over = [f"{shown} characters"] if shown > limits.CHARACTERS else []
    return [*map(str, found), *over]


def _evidence(text: str, card: ArticleCard) -> Evidence:
    passage = Passage(
        id=PassageId("p"),
        article_id=card.id,
        start=0,
        end=len(text),
        text=text,
        heading="",
        sentences=(),
    )
    retrieved = RetrievedPassage(passage=passage, article=card, score=1.0, words=1.0, meaning=1.0)
    return Evidence(passage=retrieved, start=0, end=len(text), text=text, score=1.0)
