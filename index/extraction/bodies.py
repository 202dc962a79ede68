"""The body that trafilatura found, as blocks of text.

Its elements are those of TEI (https://tei-c.org/release/doc/tei-p5-doc/en/html/ST.html).
"""

from collections.abc import Iterator

from lxml.etree import _Element  # type: ignore[import-untyped]  # ships no type hints

from index.extraction.blocks import Block, plain_lines, tidy

_PARTS = {"p", "head", "list", "table", "quote", "code", "ab", "div"}
_DEEPEST = 6


def blocks_of(body: _Element) -> Iterator[Block]:
    """Yield the blocks of a body in their order."""
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
            yield from blocks_of(element)
        case _:
            yield from (Block(text=line) for line in tidy(_inline(element)).split("\n"))


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
    yield from (line.rstrip() for line in plain_lines(text) if line.strip())
