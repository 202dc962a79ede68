"""Text as HTML. Whatever people and articles wrote stays text in a report."""

from collections.abc import Sequence
from html import escape

from bot.render.markdown import plain


def shown(text: str) -> str:
    """Return HTML that shows `text` as it is, without what can't be shown."""
    return escape(plain(text))


def foreign(text: str) -> str:
    """Return HTML that shows a text that people or articles wrote, in its own direction."""
    return f"<bdi>{shown(text)}</bdi>"


def table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table of HTML cells; all columns but the first are figures."""
    head = "".join(f"<th scope=col>{header}</th>" for header in headers)
    body = "".join(
        f"<tr><th scope=row>{first}</th>{''.join(f'<td>{cell}</td>' for cell in rest)}</tr>"
        for first, *rest in rows
    )
    return (
        f"<div class=scroll><table><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def percent(share: float) -> str:
    """Return a share as percent."""
    return f"{share:.0%}".replace("%", " %")
