"""Plots as SVG; small pure functions from figures to text.

They are drawn for a phone's width, so that their letters can be read there, and have no colours of
their own: the page's style gives them, for dark and for light.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from bot.evaluation.figures import Point
from bot.evaluation.html import percent

_WIDTH = 360
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 24, 14, 40  # margins of a plot with axes
_HEIGHT = 250
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_BAR, _LABEL, _NOTE, _GAP = 14, 16, 16, 12  # heights in a plot of bars
_COUNT_ROOM = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A line of accuracy against coverage.

    Attributes:
        name: what it is of.
        points: by falling threshold.
        current: the point at the threshold that is set.
    """

    name: str
    points: tuple[Point, ...]
    current: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Counts under one label, one for each run.

    Attributes:
        note: what the label means, in a few words.
    """

    label: str
    note: str
    counts: tuple[int, ...]


def coverage_plot(curves: Sequence[Curve]) -> str:
    """Return accuracy against coverage, one line a run, with the threshold that is set marked.

    There is no mark where that threshold lets nothing be answered.
    """
    lines = "".join(_curve(number, curve) for number, curve in enumerate(curves))
    return _svg(_HEIGHT, "Accuracy against coverage", _axes() + lines)


def bars_plot(bars: Sequence[Bar], label: str) -> str:
    """Return counts as bars, those of several runs below each other."""
    most = max((count for bar in bars for count in bar.counts), default=0)
    parts: list[str] = []
    top = 0
    for bar in bars:
        parts.append(f"<text x='0' y='{top + _LABEL - 4}'>{escape(bar.label)}</text>")
        top += _LABEL
        parts.append(f"<text class='tick' x='0' y='{top + _NOTE - 5}'>{escape(bar.note)}</text>")
        top += _NOTE
        for number, count in enumerate(bar.counts):
            parts.append(_bar(number, count, most, top))
            top += _BAR + 2
        top += _GAP
    return _svg(top, label, "".join(parts))


def _svg(height: int, label: str, body: str) -> str:
    named = escape(label, quote=True)
    return f"<svg viewBox='0 0 {_WIDTH} {height}' role='img' aria-label='{named}'>{body}</svg>"


def _axes() -> str:
    parts: list[str] = []
    for tick in _TICKS:
        x, y = _x(tick), _y(tick)
        parts += [
            f"<path class='grid' d='M{_x(0):.1f} {y:.1f}H{_x(1):.1f}'/>",
            f"<text class='tick' x='{_LEFT - 6}' y='{y + 4:.1f}' text-anchor='end'>"
            f"{percent(tick)}</text>",
            f"<text class='tick' x='{x:.1f}' y='{_HEIGHT - _BOTTOM + 16}' text-anchor='middle'>"
            f"{percent(tick)}</text>",
        ]
    middle = (_x(0) + _x(1)) / 2
    return "".join(parts) + (
        f"<text class='tick' x='{middle:.1f}' y='{_HEIGHT - 6}' text-anchor='middle'>"
        "coverage: share of questions answered</text>"
    )


def _curve(number: int, curve: Curve) -> str:
    along = _path((_x(point.coverage), _y(point.accuracy)) for point in curve.points)
    line = f"<path class='line run{number}' d='{along}'/>"
    if not curve.current.coverage:
        return line
    x, y = _x(curve.current.coverage), _y(curve.current.accuracy)
    told = (
        f"{curve.name}, declining below {curve.current.threshold:.2f}: "
        f"{percent(curve.current.coverage)} answered, "
        f"{percent(curve.current.accuracy)} of them rightly"
    )
    return (
        f"{line}<circle class='dot run{number}' cx='{x:.1f}' cy='{y:.1f}' r='5'>"
        f"<title>{escape(told)}</title></circle>"
    )


def _path(points: Iterable[tuple[float, float]]) -> str:
    return "".join(
        f"{'L' if number else 'M'}{x:.1f} {y:.1f}" for number, (x, y) in enumerate(points)
    )


def _bar(number: int, count: int, most: int, top: int) -> str:
    length = (_WIDTH - _COUNT_ROOM) * count / most if most else 0
    return (
        f"<rect class='bar run{number}' x='0' y='{top}' width='{max(length, 1):.1f}' "
        f"height='{_BAR}' rx='2'/>"
        f"<text class='tick' x='{length + 6:.1f}' y='{top + _BAR - 3}'>{count}</text>"
    )


def _x(share: float) -> float:
    return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)


def _y(share: float) -> float:
    return _TOP + (1 - share) * (_HEIGHT - _TOP - _BOTTOM)
