"""Text files of links, one a line; blank lines and those that begin with # don't count."""

import re
from collections.abc import Iterator
from pathlib import Path

from bot.importing.items import Item, Link, Unusable, is_web_link

_COMMENT = "#"
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)


def is_link_list(text: str) -> bool:
    """Say whether the beginning of a text is that of a list: most of its lines are links."""
    lines = [line.strip() for line in text.splitlines()]
    counting = [line for line in lines if line and not line.startswith(_COMMENT)]
    return sum(1 for line in counting if _LINK.fullmatch(line)) * 2 > len(counting)


def read_link_list(path: Path) -> Iterator[Item]:
    """Yield the links of a list."""
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        for number, line in enumerate(lines, start=1):
            link = line.strip()
            if not link or link.startswith(_COMMENT):
                continue
            if is_web_link(link) and _LINK.fullmatch(link):
                yield Link(link=link)
            else:
                yield Unusable(
                    name=f"Line {number} of {path}", problem="That isn't a link to a web page."
                )
