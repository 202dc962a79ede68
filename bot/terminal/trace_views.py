"""How the time that an answer took looks in the terminal; pure, from values to renderables."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from answer.models import Seconds

_BAR = 24  # characters of the longest
_MILLISECONDS = 1_000
_SHORTEST = 0.000_05  # seconds; what takes less is left out
_REST = "anything else"


def trace_view(seconds: Seconds) -> RenderableType:
    """Return where the time of an answer went, stage by stage in the order they began."""
    rows = [row for row in _rows(seconds) if row[1] >= _SHORTEST]
    longest = max((spent for _, spent in rows), default=0.0)
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    for name, spent in rows:
        bar = "▇" * max(1, round(_BAR * spent / longest))
        table.add_row(name, _told(spent), Text(bar, style="cyan"))
    shown = f"Evidence shown after {_told(seconds.first_token)}, done after {_told(seconds.total)}."
    return Group(table, Text(shown, style="dim"))


def _rows(seconds: Seconds) -> Iterator[tuple[str, float]]:
    yield from seconds.stages.items()
    yield _REST, seconds.total - sum(seconds.stages.values())


def _told(spent: float) -> str:
    return f"{spent * _MILLISECONDS:,.1f} ms"
