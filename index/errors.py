"""What can go wrong in the index. Every message is a sentence for the person who asked.

FailedIndex
├── FetchError          a link or a file can't be had
├── ExtractionError     what was had holds no readable article
├── UnknownArticle      no such article in this corpus
├── ReindexNeeded       the vectors are missing, damaged or made with another embedding model
├── VectorsError        the vectors can't be read or written, and reindexing wouldn't help
└── CatalogueError      the catalogue can't be opened, read or written
"""


class FailedIndex(Exception):  # noqa: N818 - the base is never shown; its children end in Error
    """Base of the index's errors."""


class FetchError(FailedIndex):
    """A link or a file can't be had."""


class ExtractionError(FailedIndex):
    """What was had holds no readable article."""


class UnknownArticle(FailedIndex):
    """No such article in this corpus."""


class ReindexNeeded(FailedIndex):
    """The vectors are missing, damaged or made with another embedding model."""


class VectorsError(FailedIndex):
    """The vectors can't be read or written, and reindexing wouldn't help: the disk is full."""


class CatalogueError(FailedIndex):
    """The catalogue can't be opened, read or written."""
