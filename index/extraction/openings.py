"""What stands above an article's text and is no part of it: title, subtitle, byline and time."""

import re
from collections.abc import Sequence

from index.extraction.alikeness import alike, plain
from index.extraction.blocks import Block
from index.extraction.stamps import is_stamp

_OPENING = 6  # blocks
_PROSE = 80  # characters
_STOP = re.compile(r"[.!?…。！？][\"”’»“)\]]*\Z")  # noqa: RUF001 - full stops of other scripts


def without_opening(
    blocks: Sequence[Block],
    *,
    titles: Sequence[str],
    subtitle: str | None,
    author: str | None,
) -> list[Block]:
    """Return the blocks without those above the text that are told elsewhere.

    Args:
        blocks: the article's blocks, in order.
        titles: what the page calls itself.
        subtitle: the line under its title.
        author: who wrote it.
    """
    kept: list[Block] = []
    for block in blocks[:_OPENING]:
        prose = any(_is_prose(each) for each in kept)
        if prose or not _is_told(block, titles, subtitle, author):
            kept.append(block)
    return [*kept, *blocks[_OPENING:]] or list(blocks)


def _is_told(block: Block, titles: Sequence[str], subtitle: str | None, author: str | None) -> bool:
    if block.level == 1 or plain(block.text) == plain(subtitle or " "):
        return True
    if any(plain(block.text) == plain(title) for title in titles):
        return True
    if block.level is not None:
        return any(alike(block.text, title) for title in titles)
    return is_stamp(block.text, author)


def _is_prose(block: Block) -> bool:
    return block.level is None and len(block.text) >= _PROSE and bool(_STOP.search(block.text))
