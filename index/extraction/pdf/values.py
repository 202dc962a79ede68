"""What is known of a PDF's pages on the way to paragraphs; lengths in points, upwards is more."""

from collections.abc import Sequence
from dataclasses import dataclass

TOUCHING = 0.18  # of the font's size; a wider gap parts two words


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """Glyphs in a row.

    Attributes:
        base: height of the line that the glyphs stand on.
        size: of the font, as it appears.
        glued: nothing says that a blank stands before it.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    glued: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page as it is printed.

    Attributes:
        label: what the file calls the page, empty where it doesn't.
        words: in the order in which the file draws them.
        unreadable: how many of its glyphs the file gives no letters for.
        glyphs: how many there are.
        pictured: a picture covers most of it.
    """

    label: str
    height: float
    words: tuple[Word, ...]
    unreadable: int = 0
    glyphs: int = 0
    pictured: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Words side by side with no wide gap between them, from left to right."""

    words: tuple[Word, ...]
    left: float
    right: float
    base: float
    size: float

    @property
    def text(self) -> str:
        """The words, with blanks where they are apart."""
        return text_of(self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Words of one column side by side.

    Attributes:
        cells: its parts where wide gaps divide it, as in a table's row; else only its text.
        stops: where its cells begin.
        bold: all of it is.
        first: the width of its first word.
        sheet: the number of its page, from 0.
        region: the number of the column or the band it stands in, over all pages.
        edges: the left and the right end of that column.
    """

    text: str
    cells: tuple[str, ...]
    stops: tuple[float, ...]
    left: float
    right: float
    base: float
    size: float
    bold: bool
    first: float
    sheet: int
    region: int
    edges: tuple[float, float]


def text_of(words: Sequence[Word]) -> str:
    """Return words as text, with a blank between two unless they touch."""
    parts: list[str] = []
    before: Word | None = None
    for word in words:
        if before is not None and not (
            word.glued and word.left - before.right <= TOUCHING * max(word.size, before.size)
        ):
            parts.append(" ")
        parts.append(word.text)
        before = word
    return "".join(parts)
