"""Which corpora a process looks after, where several share the work."""

from typing import Protocol

from index.models import Corpus


class Share(Protocol):
    """The corpora of a process. Nobody but the one that owns a corpus adds articles to it."""

    @property
    def first(self) -> bool:
        """Whether the process also does what is done once for all."""
        ...

    @property
    def all(self) -> bool:
        """Whether there is no other process."""
        ...

    def owns(self, corpus: Corpus) -> bool:
        """Say whether a corpus is the process's own."""
        ...


class Everything:
    """The share of a process that is alone."""

    first = True
    all = True

    def owns(self, corpus: Corpus) -> bool:  # noqa: ARG002 - any
        """Say that a corpus is the process's own."""
        return True


EVERYTHING = Everything()
