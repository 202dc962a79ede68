"""What Footnote does while its disk fails or its process is killed: steps from a prepared store."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from answer.models import Answer
from bot.backups.making import make
from bot.errors import UserError
from bot.exporting.exporting import export
from bot.records.models import AnswerRecord, GuildSettings, Job, JobEnd, JobId
from index.feeds.models import Feed
from index.models import ArticleCard, Corpus, ExtractedArticle
from tests.index.fakes import BagOfWords
from tests.torture.facts import ANSWER, BACKUP, CORPUS, GUILD, LINES, NOTES, OTHER, PERSON
from tests.torture.kept import Kept

Act = Callable[[Kept], Awaitable[object]]

_TIME = "2026-11-23T10:00:00.000000+00:00"
_HTML = "text/html"
RIVERS, _LAKES = "https://example.org/rivers", "https://example.org/lakes"
_FEED = "https://example.org/feed"

HILLS = ExtractedArticle(
    title="Hills",
    text="Hills stand where the ice left them.\n\nThey last for ten thousand years and more.",
)
HARBOUR = ExtractedArticle(
    title="The harbour",
    text="The harbour of Tarn was opened in 1931.\n\nIts light is painted green every year.",
    url="https://example.org/harbour",
)
SECRET = ExtractedArticle(
    title="Of another server",
    text="The harbour of Orsay was opened in 1802 by nobody that we know of.",
)
QUESTION = "When was the harbour of Tarn opened?"


class NothingToDo(UserError):  # noqa: N818 - states the fact
    """What an earlier step was to make isn't there, so there is nothing to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Steps that follow each other.

    Attributes:
        prepare: makes the store that they begin with.
        steps: by their names; each raises an error that is told, or has done what it says.
        pages: what links lead to when they begin.
        model: the name of the embedding model meanwhile.
    """

    name: str
    prepare: Act
    steps: Mapping[str, Act]
    pages: Mapping[str, tuple[str, str]]
    model: str = "bag"

    @property
    def embedder(self) -> BagOfWords:
        """The embedding model."""
        return BagOfWords(name=self.model)


def _page(title: str, *paragraphs: str) -> tuple[str, str]:
    text = "".join(f"<p>{each}</p>" for each in paragraphs)
    return _HTML, (
        f"<html lang='en'><head><title>{title}</title></head>"
        f"<body><article><h1>{title}</h1>{text}</article></body></html>"
    )


_RIVERS_PAGE = _page(
    "Rivers of the north",
    "Rivers of the north rise in the hills and bend through the moors for two hundred miles.",
    "The longest of them, the Aun, carries salmon until October, and ice from November on.",
    "Its banks were settled by people from the coast about nine hundred years ago.",
)
_RIVERS_LATER = _page(
    "Rivers of the north",
    "Rivers of the north rise in the hills and bend through the moors for two hundred miles.",
    "The longest of them, the Aun, carries salmon until October, and ice from December on.",
    "Its banks were settled by people from the coast about nine hundred years ago.",
    "Last summer it fell dry for the first time since anybody wrote such things down.",
)
_LAKES_PAGE = _page(
    "Lakes of the south",
    "Lakes of the south lie still behind their dams, which were built for the mills.",
    "The largest of them, the Mere, is forty metres deep and warm enough for carp in summer.",
    "Nobody has ever counted the smaller ones, of which some are there in spring only.",
)
_FEED_PAGE = (
    "application/rss+xml",
    "<rss version='2.0'><channel><title>News of water</title><link>https://example.org/</link>"
    f"<item><title>Lakes of the south</title><link>{_LAKES}</link></item></channel></rss>",
)
PAGES = {RIVERS: _RIVERS_PAGE, _LAKES: _LAKES_PAGE, _FEED: _FEED_PAGE}


async def _add(kept: Kept, article: ExtractedArticle, corpus: Corpus = CORPUS) -> ArticleCard:
    return (await (await kept.index()).ingestion.add(corpus, article)).card


async def _card(kept: Kept, name: str) -> ArticleCard:
    found = await (await kept.catalogue()).find(CORPUS, name)
    if not found:
        raise NothingToDo(f"There is no {name}.")
    return found[0]


async def _prepare(kept: Kept) -> None:
    """Make a store with an article in each of two servers."""
    await _add(kept, HARBOUR)
    await _add(kept, SECRET, OTHER)


async def _add_hills(kept: Kept) -> None:
    await _add(kept, HILLS)


async def _add_rivers(kept: Kept) -> None:
    await _add(kept, await kept.link_reader.read(RIVERS))


async def _refresh_rivers(kept: Kept) -> None:
    kept.web.pages[RIVERS] = _RIVERS_LATER
    rivers = await _card(kept, RIVERS)
    await (await kept.refreshing()).refresh(CORPUS, rivers.id)


async def _remove_hills(kept: Kept) -> None:
    hills = await _card(kept, "Hills")
    await (await kept.index()).ingestion.remove(CORPUS, hills.id)


async def _remove_other(kept: Kept) -> None:
    await (await kept.index()).ingestion.remove_corpus(OTHER)


async def ask(kept: Kept) -> None:
    """Ask what the harbour's article answers, in the server that has it.

    Raises:
        AssertionError: there was no answer, or one from another server's article.
    """
    outcome = await (await kept.answers()).answering.outcome(CORPUS, QUESTION)
    assert all(each.article.corpus == CORPUS for each in outcome.retrieved), "of another server"
    assert isinstance(outcome, Answer), "not answered"
    assert any("1931" in each.quote for each in outcome.citations), "not cited"


async def _record(kept: Kept) -> None:
    record = AnswerRecord(
        id=ANSWER,
        kind="answer",
        corpus=CORPUS,
        guild_id=GUILD,
        channel_id=1,
        message_id=None,
        asker_id=PERSON,
        private=False,
        question=QUESTION,
        article_id=None,
        claims=("The harbour of Tarn was opened in 1931. [1]",),
        citations=(),
        parent=None,
        created=_TIME,
    )
    await (await kept.records()).answers.save(record)


async def _rate(kept: Kept) -> None:
    if await (await kept.records()).answers.get(CORPUS, ANSWER) is None:
        raise NothingToDo("There is no answer.")
    await (await kept.records()).answers.rate(ANSWER, PERSON, good=False, reason="too short")


async def _set(kept: Kept) -> None:
    await (await kept.records()).guilds.save(GUILD, GuildSettings(language="de"))


async def _open_question(kept: Kept) -> None:
    await (await kept.records()).questions.add(
        corpus=CORPUS,
        guild_id=GUILD,
        channel_id=1,
        asker_id=PERSON,
        question="Who paints the light?",
        created=_TIME,
    )


_JOB = Job(
    id=JobId("bbbbbbbbbbbbbbbb"),
    kind="text",
    corpus=CORPUS,
    guild_id=GUILD,
    channel_id=1,
    message_id=None,
    user_id=PERSON,
    locale="en-US",
    name="pasted",
    content=b"What somebody has pasted. " * 200,
    created=_TIME,
)


async def _take_job(kept: Kept) -> None:
    await (await kept.records()).jobs.add(_JOB, replace(_JOB, id=JobId("cccccccccccccccc")))


async def _end_job(kept: Kept) -> None:
    if not await (await kept.records()).jobs.is_pending(_JOB.id):
        raise NothingToDo("There is no job.")
    await (await kept.records()).jobs.done(_JOB.id, JobEnd(state="failed", sentence="No."))


async def _forget(kept: Kept) -> None:
    await (await kept.records()).people.forget(PERSON)


async def _follow(kept: Kept) -> None:
    await (await kept.following()).add(CORPUS, _FEED)


async def _look(kept: Kept) -> None:
    for feed in await _feeds(kept):
        await (await kept.following()).check(feed.id)


async def _take(kept: Kept) -> None:
    await _feeds(kept)
    while await (await kept.taking()).take(corpus=CORPUS):
        pass


async def _unfollow(kept: Kept) -> None:
    for feed in await _feeds(kept):
        await (await kept.following()).remove(CORPUS, feed.id)


async def _feeds(kept: Kept) -> list[Feed]:
    feeds = await (await kept.following()).feeds(CORPUS)
    if not feeds:
        raise NothingToDo("There is no feed.")
    return feeds


async def _back_up(kept: Kept) -> None:
    await make(kept.stores.unopened, kept.settings.data_dir / BACKUP)


async def _export(kept: Kept, name: str) -> None:
    await export(
        await kept.catalogue(),
        await kept.following(),
        CORPUS,
        kept.settings.data_dir / name,
        replace=True,
        progress=_unseen,
    )


async def _prepare_restoring(kept: Kept) -> None:
    """Make a store that has changed since it was backed up."""
    await _prepare(kept)
    await _back_up(kept)
    await _add(kept, HILLS)


async def _restore(kept: Kept) -> None:
    await (await kept.stores.restoring()).restore(kept.settings.data_dir / BACKUP)


def _unseen(_done: int, _total: int) -> None:
    """Show no progress."""


async def _start(kept: Kept) -> None:
    await kept.index()


async def _reindex(kept: Kept) -> None:
    await kept.reindex(_unseen)


SCENARIOS: tuple[Scenario, ...] = (
    Scenario(
        name="articles",
        prepare=_prepare,
        steps={
            "start": _start,
            "add a file": _add_hills,
            "add a link": _add_rivers,
            "refresh": _refresh_rivers,
            "ask": ask,
            "remove": _remove_hills,
            "remove a server's": _remove_other,
        },
        pages=PAGES,
    ),
    Scenario(
        name="records",
        prepare=_prepare,
        steps={
            "start": _start,
            "take jobs": _take_job,
            "record an answer": _record,
            "rate it": _rate,
            "note a question": _open_question,
            "change a setting": _set,
            "end a job": _end_job,
            "forget a person": _forget,
        },
        pages=PAGES,
    ),
    Scenario(
        name="feeds",
        prepare=_prepare,
        steps={
            "start": _start,
            "follow": _follow,
            "look": _look,
            "take": _take,
            "unfollow": _unfollow,
        },
        pages=PAGES,
    ),
    Scenario(
        name="first start",
        prepare=lambda kept: kept.catalogue(),
        steps={"start": _start, "add": _add_hills},
        pages={},
    ),
    Scenario(
        name="keeping",
        prepare=_prepare,
        steps={
            "start": _start,
            "back up": _back_up,
            "export": lambda kept: _export(kept, LINES),
            "export as Markdown": lambda kept: _export(kept, NOTES),
        },
        pages=PAGES,
    ),
    Scenario(
        name="restoring",
        prepare=_prepare_restoring,
        steps={"restore": _restore, "start": _start, "ask": ask},
        pages=PAGES,
    ),
    Scenario(
        name="reindexing",
        prepare=_prepare,
        steps={"reindex": _reindex, "start": _start, "ask": ask},
        pages=PAGES,
        model="another",
    ),
)
