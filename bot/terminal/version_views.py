"""How the versions of an article, and what became of a quote, look in the terminal; pure."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from answer.models import Citation
from bot.terminal.views import card_line, passage_view
from index.models import ArticleVersion
from index.quotations import Quotation

_HASH = 8  # characters
_INDENT = 4


def history_view(history: Sequence[ArticleVersion]) -> RenderableType:
    """Return a line for each version of an article, newest first."""
    lines = [
        Text(f"{_time(version.since)} · {version.words:,} words · {version.text_hash[:_HASH]}")
        for version in history
    ]
    heading = Text(f"{len(history)} versions:")
    return Padding(Group(heading, *lines), (1, 0, 0, 0), style="dim", expand=False)


def quotation_view(citation: Citation, found: Quotation) -> RenderableType:
    """Return the paragraphs around a quote or, if it was changed, the quote and what is nearest."""
    if found.article is not None and found.state == "stands":
        return passage_view(found.article, found.start, found.end)
    quote = Padding(Text(f"“{citation.quote}”", style="italic"), (0, 0, 0, _INDENT), expand=False)
    told: list[RenderableType] = [Text(_told(citation, found), style="bold"), quote]
    if found.article is None or found.passage is None:
        return Group(card_line(citation.article), Text(), *told, Text())
    nearest = Text("What comes nearest to it in the article now:", style="bold")
    return Group(*told, Text(), nearest, passage_view(found.article, found.start, found.end))


def _told(citation: Citation, found: Quotation) -> str:
    """Return what became of a quote that isn't in its article any more."""
    title = citation.article.title
    if found.article is None:
        return f"“{title}” was removed since that answer. The quote read:"
    last = _time(found.versions[-1].since)
    when = f"on {last}" if len(found.versions) == 1 else f"several times since, last on {last},"
    return f"“{title}” was changed {when} and no longer has the quote, which read:"


def _time(since: str) -> str:
    return f"{since[:16].replace('T', ' ')} UTC"
