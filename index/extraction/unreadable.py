"""Why a file can't be read, told by its parser, which doesn't know what the file is called."""

from typing import Literal

Cause = Literal["damaged", "locked", "long", "none", "scanned", "slow", "swollen", "unmapped"]


class Unreadable(Exception):  # noqa: N818 - never shown; the extractor says it in a sentence
    """A file can't be read.

    Attributes:
        cause: in one word: "long" has too many pages, "swollen" unpacks to too much, "unmapped"
            has glyphs that it gives no letters for.
    """

    def __init__(self, cause: Cause) -> None:
        """Say why."""
        super().__init__(cause)
        self.cause: Cause = cause
