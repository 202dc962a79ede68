"""From the bytes of a model's tokens to text, piece by piece."""

import codecs
from collections.abc import Sequence


class ReplyText:
    """The text of a reply while it is being written."""

    def __init__(self, stop: Sequence[str] = ()) -> None:
        """Begin a reply that ends before the one of the `stop` strings that is complete first."""
        self._stop = tuple(text for text in stop if text)
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._held = ""
        self.stopped = False

    def feed(self, piece: bytes) -> str:
        """Take a token's bytes and return the text that is now certain to be shown.

        Characters whose bytes are spread over tokens come when they are complete, and what may
        become a stop string comes when it can't any more.
        """
        if self.stopped:
            return ""
        self._held += self._decoder.decode(piece)
        found = [(self._held.find(text), text) for text in self._stop]
        ends = [(at + len(text), at) for at, text in found if at >= 0]
        if ends:
            self.stopped = True
            certain, self._held = self._held[: min(ends)[1]], ""
            return certain
        keep = max((_overlap(self._held, text) for text in self._stop), default=0)
        cut = len(self._held) - keep
        certain, self._held = self._held[:cut], self._held[cut:]
        return certain

    def rest(self) -> str:
        """Return what was held back, at the reply's end; a character cut in half is dropped."""
        rest, self._held = self._held, ""
        return rest


def _overlap(text: str, stop: str) -> int:
    """Return the length of the longest end of `text` that `stop` begins with."""
    longest = min(len(text), len(stop) - 1)
    return next((n for n in range(longest, 0, -1) if text.endswith(stop[:n])), 0)
