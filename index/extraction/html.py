"""The article in an HTML page, found by trafilatura.

Barbaresi (2021), Trafilatura: A Web Scraping Library and Command-Line Tool for Text Discovery and
Extraction, ACL-IJCNLP 2021 demo track.
"""

from collections.abc import Iterator
from datetime import date

from lxml.etree import _Element  # type: ignore[import-untyped]  # ships no type hints
from trafilatura import bare_extraction, load_html
from trafilatura.settings import Document

from index.extraction.blocks import Block, tidy
from index.extraction.boilerplate import is_furniture
from index.extraction.drafts import Draft

_PARTS = {"p", "head", "list", "table", "quote", "code", "ab", "div"}
_DEEPEST = 6


def parse(html: str, url: str | None) -> Draft | None:
    """Return what trafilatura finds in a page, None when it finds no article.

    Args:
        html: the page.
        url: where it comes from, to complete its own links.
    """
    tree = load_html(html)
    if tree is None:
        return None
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    found = bare_extraction(
        tree,
        url=url,
        favor_precision=True,
        include_comments=False,
        include_images=False,
        include_links=False,
        with_metadata=True,
    )
    if not isinstance(found, Document) or found.body is None:
        return None
    kept = tuple(
        block for block in _blocks(found.body) if block.text and not is_furniture(block.text)
    )
    if not kept:
        return None
    return Draft(
        blocks=kept,
        title=found.title,
        url=found.url,
        site=found.sitename,
        author=found.author,
        published=_published(found.date),
        language=language,
    )


def _published(day: str | None) -> str | None:
    """Return the day unless it is in the future, which is a page's error."""
    try:
        return day if day and date.fromisoformat(day) <= date.today() else None  # noqa: DTZ011 - a day either way is fine
    except ValueError:
        return None


def _blocks(body: _Element) -> Iterator[Block]:
    yield from _text_block(body.text)
    for element in body:
        yield from _block(element)
        yield from _text_block(element.tail)


def _text_block(text: str | None) -> Iterator[Block]:
    if text and text.strip():
        yield Block(text=tidy(" ".join(text.split())))


def _block(element: _Element) -> Iterator[Block]:
    match element.tag:
        case "head":
            rend = element.get("rend", "h2")
            level = int(rend[1:]) if rend[1:].isdecimal() else 2
            yield Block(text=_inline(element).replace("\n", " "), level=min(level, _DEEPEST))
        case "list":
            yield Block(text="\n".join(_items(element)))
        case "table":
            yield Block(text="\n".join(_rows(element)))
        case "code":
            yield Block(text="\n".join(_code_lines(element)))
        case "quote" | "div" if any(child.tag in _PARTS for child in element):
            yield from _blocks(element)
        case _:
            yield from (Block(text=line) for line in _inline(element).split("\n"))


def _inline(element: _Element) -> str:
    """Return an element's text, with a line break for each of its own."""
    parts = [_flat(element.text)]
    for child in element:
        if not isinstance(child.tag, str):
            parts.append(_flat(child.tail))
            continue
        if child.tag == "lb":
            parts.append("\n")
        elif child.tag not in {"graphic", "list", "table"}:
            parts.append(_inline(child))
        parts.append(_flat(child.tail))
    return tidy("".join(parts)) if element.tag in _PARTS | {"item", "cell"} else "".join(parts)


def _flat(text: str | None) -> str:
    return (text or "").replace("\n", " ").replace("\r", " ")


def _items(element: _Element) -> Iterator[str]:
    numbered = element.get("rend") == "ol"
    for number, item in enumerate(element.iterchildren("item"), start=1):
        text = _inline(item).replace("\n", " ")
        if text:
            yield f"{number}. {text}" if numbered else f"- {text}"
        for nested in item.iterchildren("list"):
            yield from _items(nested)


def _rows(element: _Element) -> Iterator[str]:
    for row in element.iter("row"):
        cells = [" ".join(_inline(cell).split()) for cell in row.iterchildren("cell")]
        if any(cells):
            yield " | ".join(cells)


def _code_lines(element: _Element) -> Iterator[str]:
    text = "".join(element.itertext())
    yield from (line.rstrip() for line in text.splitlines() if line.strip())
