"""Paragraphs, headings and lists, and how they become an article's text."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from index.models import Heading, PageStart

_BLANKS = re.compile(r"[^\S\n]+")
_INVISIBLE = dict.fromkeys(
    (
        *map(ord, "\u00ad\u034f\u115f\u1160\u180e\u200b\u200e\u200f\u3164\ufeff\uffa0"),
        *range(0x2060, 0x2070),
    )
)
# What can carry a text that nobody sees: tags, which have a meaning in flags alone, more than one
# variation selector, and joiners between letters that don't join.
_SMUGGLED = re.compile(
    "(?<!\U0001f3f4)(?<![\U000e0061-\U000e007a])[\U000e0000-\U000e007f]+"
    "|(?<=\U0001f3f4)[\U000e0000-\U000e007f]{8,}"
    "|(?<=[\ufe00-\ufe0f\U000e0100-\U000e01ef])[\ufe00-\ufe0f\U000e0100-\U000e01ef]+"
    "|(?<=[ -\u024f])[\u200c\u200d\U000e0100-\U000e01ef]+|[\u200c\u200d]{2,}"
)
# Control characters but tab and line break, and marks that reverse the direction of writing: a
# terminal would obey the ones, and the others would show a text as something else.
_CONTROLS = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, list or table; items and rows stand on lines of their own.

    Attributes:
        level: 1 to 6 for a heading, None for anything else.
        pages: the pages that begin in it, with offsets into its text.
    """

    text: str
    level: int | None = None
    pages: tuple[PageStart, ...] = ()


def inert(text: str) -> str:
    """Return `text` with blanks for what would control what shows it, without what it smuggles."""
    return _CONTROLS.sub(" ", _SMUGGLED.sub("", text))


def plain_lines(text: str) -> list[str]:
    """Return the lines of `text` with composed letters and no invisible or controlling marks."""
    visible = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    return [inert(line) for line in visible.splitlines()]


def tidy(text: str) -> str:
    """Return one block's text in plain lines with single blanks, empty lines left out."""
    lines = (_BLANKS.sub(" ", line).strip() for line in plain_lines(text))
    return "\n".join(line for line in lines if line)


def assemble(blocks: Iterable[Block]) -> tuple[str, tuple[Heading, ...]]:
    """Return the text of `blocks`, separated by blank lines, and where its headings stand."""
    parts: list[str] = []
    headings: list[Heading] = []
    length = 0
    for block in blocks:
        if not block.text:
            continue
        if parts:
            length += 2
        if block.level is not None:
            headings.append(Heading(start=length, end=length + len(block.text), level=block.level))
        parts.append(block.text)
        length += len(block.text)
    return "\n\n".join(parts), tuple(headings)


def page_starts(blocks: Iterable[Block]) -> tuple[PageStart, ...]:
    """Return where pages begin in the text that `assemble` makes of `blocks`."""
    found: list[PageStart] = []
    length = 0
    for block in blocks:
        if block.text:
            found += (replace(page, start=length + page.start) for page in block.pages)
            length += len(block.text) + 2
    return tuple(found)


def without(blocks: Iterable[Block], dropped: Callable[[Block], bool]) -> tuple[Block, ...]:
    """Return the blocks that aren't dropped; pages begin in the next one instead."""
    kept: list[Block] = []
    begun: tuple[PageStart, ...] = ()
    for block in blocks:
        if dropped(block):
            begun = block.pages[-1:] or begun
            continue
        at_start = bool(block.pages) and block.pages[0].start == 0
        first = () if at_start else tuple(replace(page, start=0) for page in begun)
        kept.append(replace(block, pages=first + block.pages))
        begun = ()
    return tuple(kept)
