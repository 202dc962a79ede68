"""Discord's Markdown as HTML."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from itertools import groupby

from tests.gallery.markdown import Form, Kind, Node, parse

_TAGS: Mapping[Kind, str] = {
    "bold": "b",
    "underlined": "u",
    "italic": "i",
    "struck": "s",
    "spoiler": "span",
    "code": "code",
}
_PILLS: Mapping[Kind, str] = {"user": "@", "role": "@", "channel": "#", "command": "/"}


class Forms:
    """Writes Markdown as HTML; mentions get the names of who is meant."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """Call people, roles and channels as `names` says, by their ids."""
        self._names = names

    def html(self, markdown: str) -> str:
        """Return a text display's HTML."""
        return "".join(
            self._lines(kind, list(lines))
            for kind, lines in groupby(parse(markdown), key=lambda form: form.kind)
        )

    def _lines(self, kind: Kind, lines: Sequence[Form]) -> str:
        written = [self._inside(line.children) for line in lines]
        match kind:
            case "quote":
                rows = "".join(f"<div>{one or '&nbsp;'}</div>" for one in written)
                return f"<blockquote>{rows}</blockquote>"
            case "item":
                return f"<ul>{''.join(f'<li>{one}</li>' for one in written)}</ul>"
            case "heading":
                return "".join(
                    f"<h{len(line.target)}>{one}</h{len(line.target)}>"
                    for line, one in zip(lines, written, strict=True)
                )
            case "small":
                return "".join(f"<div class=small>{one}</div>" for one in written)
            case _:
                return "".join(f"<div>{one or '&nbsp;'}</div>" for one in written)

    def _inside(self, nodes: Iterable[Node]) -> str:
        return "".join(self._written(nodes))

    def _written(self, nodes: Iterable[Node]) -> Iterator[str]:
        for node in nodes:
            if isinstance(node, str):
                yield escape(node)
            elif node.kind in _PILLS:
                name = self._names.get(node.target, node.target)
                yield f"<span class=pill>{_PILLS[node.kind]}{escape(name)}</span>"
            elif node.kind == "time":
                yield f"<span class=pill>{_moment(node.target)}</span>"
            elif node.kind == "link":
                yield f'<a href="{escape(node.target)}">{self._inside(node.children)}</a>'
            elif node.kind in _TAGS:
                tag = _TAGS[node.kind]
                yield f"<{tag}>{self._inside(node.children)}</{tag}>"
            else:
                yield self._inside(node.children)


def _moment(seconds: str) -> str:
    """Return a time, which Discord would show as far away as it is when somebody looks."""
    return f"{datetime.fromtimestamp(int(seconds), UTC):%-d %b %H:%M}"
