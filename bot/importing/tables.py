"""Tables of links: the CSV files of Pocket, Instapaper, Readwise Reader and others.

Pocket's columns are title, url, time_added, tags and status; Instapaper's are URL, Title,
Selection, Folder, Timestamp and, of late, Tags. What counts is the column with the links, whatever
its letters' case, and beside it the one with the titles.
"""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.importing.items import Item, Link, Unusable, is_web_link

_LINKS = ("url", "link")
_TITLES = ("title", "name")


def is_header(line: str) -> bool:
    """Say whether a line names the columns of a table with one for links."""
    columns = next(csv.reader([line]), [])
    return len(columns) > 1 and _column(columns, _LINKS) is not None


def read_table(path: Path) -> Iterator[Item]:
    """Yield what the rows of a table name."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        rows = csv.reader(stream)
        header = next(rows, [])
        link_at, title_at = _column(header, _LINKS), _column(header, _TITLES)
        if link_at is None:
            return
        while True:
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error:  # a quotation mark that is never closed swallows what follows
                yield Unusable(
                    name=f"Line {rows.line_num} of {path}", problem="That row can't be read."
                )
                continue
            if any(cell.strip() for cell in row):
                yield _item(row, link_at, title_at, f"Line {rows.line_num} of {path}")


def _item(row: Sequence[str], link_at: int, title_at: int | None, name: str) -> Item:
    link = row[link_at].strip() if link_at < len(row) else ""
    if not is_web_link(link):
        return Unusable(name=link or name, problem="That isn't a link to a page of the web.")
    title = row[title_at].strip() if title_at is not None and title_at < len(row) else ""
    # Pocket has the link for a title where it knew none.
    return Link(link=link, title=None if not title or is_web_link(title) else title)


def _column(header: Sequence[str], names: Sequence[str]) -> int | None:
    plain = [cell.strip().lstrip("\ufeff").casefold() for cell in header]
    return next((plain.index(name) for name in names if name in plain), None)
