"""Values that the bot remembers. Snowflake ids of Discord are integers."""

from dataclasses import dataclass, field
from typing import Literal, NewType

from answer.models import Disagreement, Lack, Style
from index.models import ArticleId, Corpus, Thin

AnswerId = NewType("AnswerId", str)
JobId = NewType("JobId", str)

Kind = Literal["answer", "abstention", "summary", "comparison"]
JobKind = Literal["link", "file", "text", "refresh"]

NOBODY = 0
"""Stands for a person who asked to be forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuildSettings:
    """How a server wants the bot to be.

    Attributes:
        ask_channels: where every message is a question.
        questions_channel: where unanswered questions are gathered.
        asking_roles: who may ask; empty for everybody.
        adding_roles: who may add articles; empty for everybody.
        language: ISO 639-1 code of public messages; None for the server's own in Discord.
    """

    ask_channels: frozenset[int] = frozenset()
    questions_channel: int | None = None
    asking_roles: frozenset[int] = frozenset()
    adding_roles: frozenset[int] = frozenset()
    language: str | None = None
    style: Style = "standard"


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherArticle:
    """Another article in which the words of a quote stand."""

    article_id: ArticleId
    title: str
    site: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationRecord:
    """A quote that was shown.

    Attributes:
        marker: the printed number, from 1.
        link: opens the page at the quote; None where there is no link or none that fits.
        quote: the verbatim slice `start:end` of the article's text as it was then.
        page: the page that it begins on, as it is called; None without pages.
        also: other articles that said the same, word for word.
        changed: whether the article is known not to say it any more; found out when an answer is
            opened again.
    """

    marker: int
    article_id: ArticleId
    title: str
    site: str | None
    published: str | None
    link: str | None
    quote: str
    start: int
    end: int
    page: str | None = None
    also: tuple[OtherArticle, ...] = ()
    changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRecord:
    """What was shown, an answer or a summary for example, so that its buttons go on working.

    Attributes:
        id: random; it is what buttons carry.
        guild_id: None in direct messages.
        message_id: None while it is not known, and for what only the asker saw.
        private: whether only the asker saw it.
        question: as asked; what a summary or a comparison is of.
        article_id: the article that is summarised, or the only one that was asked; None for all
            articles, and for the summary of a text that is in no corpus.
        claims: the sentences that were shown, each with its markers at its end; for an abstention
            the one sentence that says so.
        citations: what the markers stand for; for an abstention the nearest passages, or the
            sentence that contradicts the question.
        parent: the answer that this one follows up.
        created: ISO 8601 time (UTC).
        lack: what an abstention was made for want of; None for others, and for old abstentions.
        disagreements: where articles contradict each other; the markers are those of `citations`.
    """

    id: AnswerId
    kind: Kind
    corpus: Corpus
    guild_id: int | None
    channel_id: int
    message_id: int | None
    asker_id: int
    private: bool
    question: str
    article_id: ArticleId | None
    claims: tuple[str, ...]
    citations: tuple[CitationRecord, ...]
    parent: AnswerId | None
    created: str
    lack: Lack | None = None
    disagreements: tuple[Disagreement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """What one person thinks of an answer.

    Attributes:
        reason: why it is bad, in the person's words, if they said so.
    """

    user_id: int
    good: bool
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """A question that no article answered yet.

    Attributes:
        message_id: the message in the questions channel that shows it; None if there is none.
    """

    id: int
    corpus: Corpus
    guild_id: int
    channel_id: int
    message_id: int | None
    asker_id: int
    question: str
    created: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JobEnd:
    """What became of a job.

    Attributes:
        article_id: the article, unless it failed.
        thin: why the text may not be the whole article; None where nothing speaks for that.
        sentence: what went wrong, in the language of the message.
        similar: another article of the corpus that says much the same.
        pasteable: whether the text of a page that couldn't be read may be pasted instead.
    """

    state: Literal["added", "known", "updated", "failed", "cancelled"]
    article_id: ArticleId | None = None
    thin: Thin | None = None
    sentence: str | None = None
    similar: ArticleId | None = None
    pasteable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """An article that somebody asked to add, until all jobs of its message are through.

    Attributes:
        name: what to call it while its title isn't known: the link, the file's name.
        link: where to fetch it; None for files and pasted text.
        content: the bytes of a file or a pasted text, None for links and where they were not read.
        media_type: as Discord announced it.
        title: given by the person, goes before the one that is found.
        article_id: what a refresh is about.
        user_id: who asked; `NOBODY` once that person is forgotten.
        locale: language of the person, as Discord names it.
        message_id: the message that shows the progress; jobs of one message belong together.
        attempts: how often it was begun and the process ended before it did.
        end: what became of it; None until it is through.
    """

    id: JobId
    kind: JobKind
    corpus: Corpus
    guild_id: int | None
    channel_id: int
    message_id: int | None
    user_id: int
    locale: str
    name: str
    link: str | None = None
    content: bytes | None = field(default=None, repr=False)
    media_type: str | None = None
    title: str | None = None
    article_id: ArticleId | None = None
    created: str
    attempts: int = 0
    end: JobEnd | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What is noted of a feed.

    Attributes:
        guild_id: the server that follows it; None for direct messages.
        channel_id: where its new articles are announced; None for nowhere.
        user_id: who added it; `NOBODY` once that person is forgotten.
    """

    guild_id: int | None
    channel_id: int | None
    user_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How much is kept about a person.

    Attributes:
        questions: answers, abstentions and summaries that the person asked for.
        articles: those the person added, or waits for.
        feeds: those the person added.
        eval_questions: questions that are kept to be asked again, and that the person asked,
            rated or wrote down.
    """

    questions: int
    ratings: int
    articles: int
    open_questions: int
    feeds: int = 0
    eval_questions: int = 0
