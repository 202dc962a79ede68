"""What can go wrong in the index. Every message is a sentence for the person who asked.

FailedIndex
├── FetchError          a link or a file can't be had
├── ExtractionError     what was had holds no readable article
├── FeedError           what was had is no feed, or it can't be followed
├── UnknownArticle      no such article in this corpus
├── UnknownFeed         no such feed in this corpus
├── CorpusFull          there is no room for more articles
├── ReindexNeeded       the vectors are missing, damaged or made with another embedding model
├── VectorsError        the vectors can't be read or written, and reindexing wouldn't help
└── CatalogueError      the catalogue can't be opened, read or written
    └── CatalogueDamaged    what is in its file is broken; a backup has to be restored
"""

from collections.abc import Mapping


class FailedIndex(Exception):  # noqa: N818 - the base is never shown; its children end in Error
    """Base of the index's errors.

    Attributes:
        key: names the sentence, for faces that have it in other languages; None if it has no name.
        values: what is filled into the sentence.
    """

    key: str | None = None

    def __init__(self, sentence: str, *, key: str | None = None, **values: str | float) -> None:
        """Say `sentence`, which is called `key` and filled with `values`."""
        super().__init__(sentence)
        self.key = key or self.key
        self.values: Mapping[str, str | float] = values


class FetchError(FailedIndex):
    """A link or a file can't be had."""


class ExtractionError(FailedIndex):
    """What was had holds no readable article."""


class FeedError(FailedIndex):
    """What was had is no feed, or it can't be followed."""


class UnknownArticle(FailedIndex):
    """No such article in this corpus."""

    key = "article-gone"


class UnknownFeed(FailedIndex):
    """No such feed in this corpus."""

    key = "feed-gone"


class CorpusFull(FailedIndex):
    """There is no room for more articles, in the corpus or in what everything is stored in."""


class ReindexNeeded(FailedIndex):
    """The vectors are missing, damaged or made with another embedding model."""

    key = "reindex-needed"


class VectorsError(FailedIndex):
    """The vectors can't be read or written, and reindexing wouldn't help: the disk is full."""

    key = "store-failed"


class CatalogueError(FailedIndex):
    """The catalogue can't be opened, read or written."""

    key = "store-failed"


class CatalogueDamaged(CatalogueError):  # noqa: N818 - states the fact, as UnknownArticle does
    """What is in the catalogue's file is broken; a backup has to be restored."""
