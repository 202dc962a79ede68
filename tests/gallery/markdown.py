"""Discord's Markdown, read as its clients do, or where they are picky a little more eagerly.

https://support.discord.com/hc/articles/210298617 says what there is; that a backslash takes the
meaning from any character that is neither alphanumeric nor a blank is how the clients behave.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind = Literal[
    "line",
    "heading",
    "small",
    "quote",
    "item",
    "code",
    "bold",
    "underlined",
    "italic",
    "struck",
    "spoiler",
    "link",
    "user",
    "role",
    "channel",
    "everyone",
    "command",
    "time",
    "emoji",
]


@dataclass(frozen=True, slots=True)
class Form:
    """Text with a meaning: what it is, what stands in it, and where it leads or how deep it is."""

    kind: Kind
    children: tuple["Node", ...]
    target: str = ""


Node: TypeAlias = str | Form

_LINES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("heading", re.compile(r"[ \t]*(#{1,3})(?:[ \t]+|$)(.*)")),
    ("small", re.compile(r"[ \t]*(-#)(?:[ \t]+|$)(.*)")),
    ("item", re.compile(r"([ \t]*(?:[-*+]|\d+\.))(?:[ \t]+|$)(.*)")),
    ("quote", re.compile(r"[ \t]*(>)(?:[ \t]+|$)(.*)")),
)
_QUOTED_REST = re.compile(r"(?ms)^[ \t]*>>>(?:[ \t]|$)(.*)\Z")
_FENCED = re.compile(r"(?s)```(.+?)```")
_PAIRS: tuple[tuple[Kind, str], ...] = (
    ("bold", r"\*\*(?=\S)((?:\\.|[^\\])+?)\*\*(?!\*)"),
    ("underlined", r"__((?:\\.|[^\\])+?)__(?!_)"),
    ("italic", r"\*(?=\S)((?:\\.|[^\\*])+?)\*(?!\*)"),
    ("italic", r"_((?:\\.|[^\\_])+?)_(?!_)"),
    ("struck", r"~~((?:\\.|[^\\])+?)~~"),
    ("spoiler", r"\|\|((?:\\.|[^\\])+?)\|\|"),
)
_LEAVES: tuple[tuple[Kind, str], ...] = (
    ("code", r"(`+)((?:.)*?[^`])\1(?!`)"),
    ("user", r"<@!?()(\d+)>"),
    ("role", r"<@&()(\d+)>"),
    ("channel", r"<#()(\d+)>"),
    ("command", r"</()([^:>]+):\d+>"),
    ("time", r"<t:()(-?\d+)(?::\w)?>"),
    ("emoji", r"<a?:()(\w+):\d+>"),
    ("channel", r"<id:()(\w+)>"),
    ("everyone", r"@()(everyone|here)"),
    ("emoji", r":()([^\s:]+):"),
    ("link", r"<()((?:[a-z]+:|\+)[^\s>]+)>"),
    ("link", r"()([A-Za-z][A-Za-z0-9+.-]*:[^\s<:][^\s<]*)"),
)
_MASKED = re.compile(r"\[((?:\\.|[^\\\]])+?)\]\(<?([^\s)>]+)>?\)")
_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")


def parse(text: str) -> list[Form]:
    """Return the lines of a message."""
    fenced = _FENCED.search(text)
    if fenced is not None:
        code = Form("code", (fenced.group(1),))
        return [*parse(text[: fenced.start()]), code, *parse(text[fenced.end() :])]
    quoted = _QUOTED_REST.search(text)
    if quoted is not None:
        before = parse(text[: quoted.start()]) if quoted.start() else []
        return [*before, Form("quote", tuple(parse(quoted.group(1))))]
    return [_line(line) for line in text.split("\n")]


def plain(nodes: Iterator[Node] | list[Node] | list[Form] | tuple[Node, ...]) -> str:
    """Return the text alone."""
    return "".join(
        node
        if isinstance(node, str)
        else plain(node.children) + ("\n" if node.kind in _BLOCKS else "")
        for node in nodes
    )


def kinds(nodes: list[Form] | tuple[Node, ...]) -> set[Kind]:
    """Return which forms there are."""
    forms = [node for node in nodes if isinstance(node, Form)]
    return {form.kind for form in forms}.union(*(kinds(form.children) for form in forms))


_BLOCKS: tuple[Kind, ...] = ("line", "heading", "small", "quote", "item")


def _line(line: str) -> Form:
    for kind, pattern in _LINES:
        found = pattern.fullmatch(line)
        if found is not None:
            rest = found.group(2)
            children = (_line(rest),) if kind == "quote" else tuple(_inline(rest))
            return Form(kind, children, found.group(1).strip())
    return Form("line", tuple(_inline(line)))


def _inline(text: str) -> Iterator[Node]:
    position, start = 0, 0
    while position < len(text):
        found = _form_at(text, position)
        if found is None:
            position += 1
            continue
        if start < position:
            yield text[start:position]
        node, position = found
        start = position
        yield node
    if start < len(text):
        yield text[start:]


def _form_at(text: str, position: int) -> tuple[Node, int] | None:
    """Return the form that begins here and where it ends."""
    if (found := _ESCAPED.match(text, position)) is not None:
        return found.group(1), found.end()
    if (found := _MASKED.match(text, position)) is not None:
        return Form("link", tuple(_inline(found.group(1))), found.group(2)), found.end()
    for kind, pattern in _LEAVES:
        if (found := re.compile(pattern).match(text, position)) is not None:
            return Form(kind, (found.group(2),), found.group(2)), found.end()
    for kind, pattern in _PAIRS:
        if (found := re.compile(pattern).match(text, position)) is not None:
            return Form(kind, tuple(_inline(found.group(1)))), found.end()
    return None
