"""The article in a Markdown file (CommonMark with tables), as plain text blocks."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from index.extraction.blocks import Block, plain_lines, tidy
from index.extraction.dates import first_date
from index.extraction.drafts import Draft

_FRONT_MATTER = re.compile(r"\A---[^\S\n]*\n(.*?)\n(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(\w[\w -]*?)\s*:\s*(.+?)\s*$", re.MULTILINE)
_SIGNS = (
    re.compile(r"^#{1,6}\s+\S", re.MULTILINE),
    re.compile(r"\A---\n(?:\w+:.*\n)+---\n"),
    re.compile(r"\[[^\]\n]+\]\(\S+?\)"),
    re.compile(r"(?:\*\*|__)\w[^*\n]*(?:\*\*|__)"),
    re.compile(r"^\x60{3}", re.MULTILINE),
)
_ENOUGH_SIGNS = 2


def looks_like(text: str) -> bool:
    """Tell whether a text of unknown kind is Markdown."""
    if _SIGNS[1].search(text):
        return True
    return sum(bool(sign.search(text)) for sign in _SIGNS) >= _ENOUGH_SIGNS


def parse(text: str) -> Draft:
    """Return the blocks of a Markdown text without its syntax, and its front matter.

    The first heading of level 1 is the title where the front matter gives none.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    fields: dict[str, str] = {}
    if front := _FRONT_MATTER.match(text):
        fields = {key.lower(): value.strip("\"'") for key, value in _FIELD.findall(front[1])}
        text = text[front.end() :]
    tree = SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(text))
    blocks = tuple(block for block in _blocks(tree) if block.text)
    title = fields.get("title") or next((b.text for b in blocks if b.level == 1), None)
    return Draft(
        blocks=blocks,
        title=title,
        url=_link(fields.get("url") or fields.get("canonical") or fields.get("link")),
        site=fields.get("site"),
        author=fields.get("author"),
        published=first_date(fields.get("date") or fields.get("published") or ""),
        language=fields.get("lang") or fields.get("language"),
    )


def _link(value: str | None) -> str | None:
    return value if value and value.startswith(("https://", "http://")) else None


def _blocks(node: SyntaxTreeNode) -> Iterator[Block]:
    for child in node.children:
        match child.type:
            case "heading":
                yield Block(text=_text(child), level=int(child.tag[1:]))
            case "paragraph":
                yield Block(text=_text(child))
            case "bullet_list" | "ordered_list":
                yield Block(text="\n".join(_items(child)))
            case "table":
                yield Block(text="\n".join(_rows(child)))
            case "fence" | "code_block":
                yield Block(text="\n".join(_code_lines(child.content)))
            case "blockquote":
                yield from _blocks(child)
            case _:
                continue  # rules, and HTML that is there for its looks


def _text(node: SyntaxTreeNode) -> str:
    return tidy("".join(_inline(node)).replace("\n", " "))


def _inline(node: SyntaxTreeNode) -> Iterator[str]:
    if node.type in {"text", "code_inline"}:
        yield node.content
    elif node.type in {"softbreak", "hardbreak"}:
        yield " "
    elif node.type != "image":
        for child in node.children:
            yield from _inline(child)


def _items(node: SyntaxTreeNode) -> Iterator[str]:
    start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
    for offset, item in enumerate(node.children):
        lists = [part for part in item.children if part.type in {"bullet_list", "ordered_list"}]
        words = [_text(part) or part.content for part in item.children if part not in lists]
        mark = "-" if start is None else f"{start + offset}."
        yield tidy(f"{mark} {' '.join(words)}".replace("\n", " "))
        for nested in lists:
            yield from _items(nested)


def _rows(node: SyntaxTreeNode) -> Iterator[str]:
    for row in node.walk():
        if row.type == "tr":
            yield " | ".join(_text(cell) for cell in row.children)


def _code_lines(content: str) -> Iterator[str]:
    yield from (line.rstrip() for line in plain_lines(content) if line.strip())
