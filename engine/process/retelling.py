"""A text that comes in pieces and, after a crash, once more from its beginning."""

from collections.abc import Callable

from engine.errors import ModelCrashed


class Retelling:
    """Passes on a text piece by piece, each part of it once."""

    def __init__(self, tell: Callable[[str], object]) -> None:
        """Pass on to `tell`."""
        self._tell = tell
        self._told = ""
        self._repeated = ""

    @property
    def length(self) -> int:
        """How many characters have been passed on."""
        return len(self._told)

    def again(self) -> None:
        """Expect the text from its beginning."""
        self._repeated = ""

    def take(self, piece: str) -> bool:
        """Take the next piece, and return whether any of it was new.

        Raises:
            ModelCrashed: the text isn't the one that was told before.
        """
        self._repeated += piece
        shorter, longer = sorted((self._told, self._repeated), key=len)
        if not longer.startswith(shorter):
            raise ModelCrashed(
                "llama.cpp crashed while a text was written, and wrote another one when it was "
                "asked again; ask once more."
            )
        new = self._repeated[len(self._told) :]
        if new:
            self._told = self._repeated
            self._tell(new)
        return bool(new)
