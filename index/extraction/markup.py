"""Blocks of HTML all of which is article, such as a book's chapter; nothing is judged here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element  # type: ignore[import-untyped]  # ships no type hints

from index.extraction.blocks import Block, tidy
from index.models import PageStart

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_PARTS = {
    *_HEADINGS, "address", "article", "aside", "blockquote", "body", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "li",
    "main", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_UNSEEN = {
    "audio", "button", "canvas", "head", "iframe", "img", "input", "math", "nav", "noscript",
    "object", "script", "select", "style", "svg", "template", "title", "video",
}  # fmt: skip
_TYPE = "{http://www.idpf.org/2007/ops}type"
_PAGE = "\uf8ff"  # stands where a page begins until the text is tidy; no letter of any language
_BEGUN = re.compile(rf"\s?{_PAGE}\s?")
_NOTE_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]{1,3}|[a-z])[\])]?|↑")
_DEEPEST = 100


def blocks_of(body: _Element) -> tuple[Block, ...]:
    """Return the paragraphs, headings, lists and tables in an element.

    Marks of notes are dropped. Where marks of printed pages stand (`epub:type="pagebreak"`, EPUB
    Structural Semantics Vocabulary), pages begin.
    """
    walk = _Walk()
    walk.into(body, 0)
    walk.end()
    return tuple(block for block in walk.blocks if block.text)


@dataclass(slots=True)
class _Walk:
    """What was met so far: blocks, the text of the next one, and the pages that begin in it."""

    blocks: list[Block] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)

    def into(self, element: _Element, depth: int) -> None:
        """Take up an element's text and children, less what is nested too deep to be meant."""
        self._say(element.text)
        for child in element if depth < _DEEPEST else ():
            if isinstance(child.tag, str):
                self._meet(child, depth + 1)
            self._say(child.tail)

    def end(self, level: int | None = None) -> None:
        """End a block; what begins with it but has no text waits for the next one."""
        if not "".join(self.parts).replace(_PAGE, "").strip():
            self.parts = [_PAGE for _ in self.labels]
            return
        self._add("".join(self.parts), level)

    def _add(self, text: str, level: int | None) -> None:
        said, pages = _without_marks(tidy(text), self.labels)
        self.blocks.append(Block(text=said, level=level, pages=pages))
        self.parts, self.labels = [], []

    def _say(self, text: str | None) -> None:
        if text:
            self.parts.append(re.sub(r"\s+", " ", text.replace(_PAGE, "")))

    def _meet(self, element: _Element, depth: int) -> None:
        tag = _name(element)
        if tag in _UNSEEN or _is_note_mark(element, tag):
            return
        if "pagebreak" in (element.get(_TYPE) or element.get("role") or "").replace("doc-", ""):
            self._page(element)
        elif tag == "br":
            self.parts.append("\n")
        elif tag in {"ul", "ol", "table", "pre"}:
            self.end()
            lines = {"table": _rows, "pre": _code}.get(tag, _items)
            self._lines(lines(element, depth))
        elif tag in _PARTS:
            self.end()
            self.into(element, depth)
            self.end(_HEADINGS.get(tag))
        else:
            self.into(element, depth)

    def _lines(self, lines: Iterator[str]) -> None:
        text = "\n".join(line for line in lines if line.strip())
        if text.strip():
            self._add("".join(self.parts) + text, None)

    def _page(self, element: _Element) -> None:
        label = element.get("title") or element.get("aria-label") or "".join(element.itertext())
        found = re.search(r"(?:\d+|[ivxlcdm]+)\W*\Z", label.strip(), re.IGNORECASE)
        if found:
            self.labels.append(found[0].rstrip(".: "))
            self.parts.append(_PAGE)


def _without_marks(text: str, labels: list[str]) -> tuple[str, tuple[PageStart, ...]]:
    """Return a text without the marks of its pages, and where these begin."""
    said = ""
    pages: list[PageStart] = []
    position = 0
    for label, mark in zip(labels, _BEGUN.finditer(text), strict=False):
        said += text[position : mark.start()]
        said += " " if said and len(mark[0]) > 1 else ""
        pages.append(PageStart(start=len(said), label=label))
        position = mark.end()
    return said + text[position:], tuple(pages)


def _name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _is_note_mark(element: _Element, tag: str) -> bool:
    """Tell whether an element refers to a note, or from a note back."""
    if tag not in {"a", "sup"}:
        return False
    if "noteref" in (element.get(_TYPE) or element.get("role") or ""):
        return True
    link = element if tag == "a" else next(element.iter("{*}a"), None)
    inward = link is not None and (link.get("href") or "").rpartition("/")[2].find("#") >= 0
    return inward and bool(_NOTE_MARK.fullmatch("".join(element.itertext()).strip()))


def _flat(element: _Element, depth: int) -> str:
    """Return all that an element says, on one line."""
    walk = _Walk()
    walk.into(element, depth)
    walk.end()
    return " ".join(" ".join(block.text.split()) for block in walk.blocks)


def _items(element: _Element, depth: int) -> Iterator[str]:
    numbered = _name(element) == "ol"
    number = 0
    for item in element:
        if not isinstance(item.tag, str) or depth > _DEEPEST:
            continue
        if _name(item) in {"ul", "ol"}:
            yield from _items(item, depth + 1)
        elif _name(item) == "li":
            number += 1
            inner = [child for child in item if _is_list(child)]
            for child in inner:
                child.tail = None
                item.remove(child)
            text = _flat(item, depth + 1)
            if text:
                yield f"{number}. {text}" if numbered else f"- {text}"
            for child in inner:
                yield from _items(child, depth + 1)


def _is_list(element: _Element) -> bool:
    return isinstance(element.tag, str) and _name(element) in {"ul", "ol"}


def _rows(element: _Element, depth: int) -> Iterator[str]:
    for row in element.iter("{*}tr"):
        cells = [_flat(cell, depth + 1) for cell in row if isinstance(cell.tag, str)]
        if any(cells):
            yield " | ".join(cells)


def _code(element: _Element, depth: int) -> Iterator[str]:
    del depth
    yield from (line.rstrip() for line in "".join(element.itertext()).splitlines())
