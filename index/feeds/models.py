"""Values of feeds: what is followed, what it announces, and what became of that."""

from dataclasses import dataclass, field
from typing import Literal

from index.models import ArticleCard, ArticleId, Corpus, FeedId, Validators
from index.problems import Problem

EntryState = Literal["waiting", "added", "known", "skipped", "failed"]
"""Of an entry: not yet taken; its article was added; its article was there already; it came before
the feed was followed, or there were too many; its article can't be had."""

_GONE_AFTER = 20  # failures in a row, which take more than two weeks
_REMOVED = "fetch-removed"  # the server says that it is gone for good (HTTP 410)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed that a corpus follows.

    Attributes:
        url: where the feed is.
        site: the link of the site that it belongs to.
        added: ISO 8601 time (UTC) since which it is followed.
        visited: ISO 8601 time (UTC) at which it was last read; None before the first time.
        due: ISO 8601 time (UTC) at which it is to be read next.
        failures: how often in a row it couldn't be read.
        problem: why it couldn't be read the last time; None if it could.
        validators: what the server called the state that was read.
        articles: how many articles it brought into the corpus.
        waiting: how many of its entries wait to be taken.
        failed: how many articles couldn't be had.
        missing: why the last of these couldn't.
        delay: why the last of those that wait couldn't be had yet, as where there is no room.
    """

    id: FeedId
    corpus: Corpus
    url: str
    title: str
    site: str | None
    added: str
    visited: str | None
    due: str
    failures: int = 0
    problem: Problem | None = None
    validators: Validators = field(default_factory=Validators)
    articles: int = 0
    waiting: int = 0
    failed: int = 0
    missing: Problem | None = None
    delay: Problem | None = None

    @property
    def gone(self) -> bool:
        """Whether it seems to be gone for good, so that it had better be removed."""
        removed = self.problem is not None and self.problem.key == _REMOVED
        return removed or self.failures >= _GONE_AFTER


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundEntry:
    """An entry as a feed announces it.

    Attributes:
        key: tells it from the feed's other entries.
        link: its article's link, as it is fetched; None where the feed holds the article itself.
        published: ISO 8601 time (UTC); None when unknown.
        content: the article as HTML, where there is no link to it.
    """

    key: str
    link: str | None = None
    title: str | None = None
    published: str | None = None
    content: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFeed:
    """A feed as it was read.

    Attributes:
        site: the link of the site that it belongs to.
        entries: the newest first, none twice.
    """

    title: str | None
    site: str | None
    entries: tuple[FoundEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a feed that is followed.

    Attributes:
        attempts: how often its article was begun to be fetched.
        due: ISO 8601 time (UTC) from which it may be taken, while it waits.
        problem: why its article couldn't be had the last time.
        content: the article as HTML, where there is no link to it and while it waits.
    """

    number: int
    feed_id: FeedId
    corpus: Corpus
    key: str
    state: EntryState
    link: str | None = None
    title: str | None = None
    published: str | None = None
    attempts: int = 0
    due: str | None = None
    article_id: ArticleId | None = None
    problem: Problem | None = None
    content: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What became of a link to be followed.

    Attributes:
        feed: the feed; `feed.waiting` says how many of its entries are to be taken.
        outcome: "known" if the corpus followed it already.
    """

    feed: Feed
    outcome: Literal["followed", "known"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What came of looking at a feed.

    Attributes:
        feed: the feed after it; `feed.problem` says why it couldn't be read.
        new: how many of its entries are new and wait to be taken.
    """

    feed: Feed
    new: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of an entry that was taken.

    Attributes:
        entry: the entry; it waits again where another attempt will be made.
        card: its article, where the corpus has it now.
    """

    entry: Entry
    feed: Feed
    card: ArticleCard | None = None
