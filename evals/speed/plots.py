"""Plots as SVG files; small pure functions from figures to text.

Their colours follow the reader's preference for dark or light, which works where a page shows the
file as a picture, too. The palette is told apart by the colour-blind, after Okabe and Ito
(https://jfly.uni-koeln.de/color/).
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _PLOT = 640, 246  # of the picture, and the height of what lies between axes
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 24, 42, 52
_ROW, _LETTER = 18, 6.6  # height of a row of names, and about the width of a letter there
_MOST_TICKS = 8
_BAR, _BAR_GAP, _GROUP_GAP, _LABEL = 18, 4, 16, 20
_VALUE_ROOM = 110
_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#24292f}"
    ".small{font-size:12px;fill:#57606a}.grid{stroke:#d0d7de;stroke-width:1}"
    ".line{fill:none;stroke-width:2.5}.limit{stroke-dasharray:6 4}"
    ".s0{stroke:#0072b2}.s1{stroke:#d55e00}.s2{stroke:#009e73}.s3{stroke:#cc79a7}.s4{stroke:#8a6d00}"
    ".f0{fill:#0072b2}.f1{fill:#d55e00}.f2{fill:#009e73}.f3{fill:#cc79a7}.f4{fill:#8a6d00}"
    "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.small{fill:#9198a1}"
    ".grid{stroke:#3d444d}.s0{stroke:#56b4e9}.s1{stroke:#ff9b57}.s2{stroke:#2fc79a}"
    ".s3{stroke:#e8a5ca}.s4{stroke:#f0e442}.f0{fill:#56b4e9}.f1{fill:#ff9b57}.f2{fill:#2fc79a}"
    ".f3{fill:#e8a5ca}.f4{fill:#f0e442}}"
)
COLOURS = 5
"""How many lines or bars are told apart; a sixth has the first one's colour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Figures along an axis.

    Attributes:
        name: what they are of.
        points: pairs of where and how much, by rising where.
        limit: whether it is what can't be exceeded, drawn dashed.
    """

    name: str
    points: tuple[tuple[float, float], ...]
    limit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Figures under one label, one for each of those that are compared."""

    label: str
    values: tuple[float, ...]


def lines_plot(
    title: str, lines: Sequence[Line], *, across: str, up: str, logarithmic: bool = False
) -> str:
    """Return lines over a common axis as an SVG file.

    Args:
        title: what stands above.
        lines: with at least one point in all; where it is logarithmic, all are above 0.
        across: what the horizontal axis counts.
        up: what the vertical axis counts.
        logarithmic: whether equal steps on both axes are equal ratios.
    """
    axis = _logarithmic if logarithmic else _linear
    points = [point for line in lines for point in line.points]
    legend, below = _legend([line.name for line in lines])
    bottom = below + _PLOT
    x_axis = axis([x for x, _ in points], _LEFT, _WIDTH - _RIGHT)
    y_axis = axis([y for _, y in points], bottom, below)
    parts = [_title(title), *legend, *_grid(x_axis, y_axis, bottom, across=across, up=up)]
    for number, line in enumerate(lines):
        parts += _line(number % COLOURS, line, x_axis, y_axis)
    return _svg(bottom + _BOTTOM, title, parts)


def bars_plot(title: str, names: Sequence[str], bars: Sequence[Bars], *, unit: str = "") -> str:
    """Return figures as bars, those that are compared below each other, as an SVG file.

    Args:
        title: what stands above.
        names: of those that are compared.
        bars: with a value for each of `names`.
        unit: follows each figure.
    """
    most = max((value for each in bars for value in each.values), default=0.0)
    legend, top = _legend(names)
    parts = [_title(title), *legend]
    for group in bars:
        parts.append(f"<text x='8' y='{top + 14}'>{escape(group.label)}</text>")
        top += _LABEL
        for number, value in enumerate(group.values):
            parts.append(_bar(number % COLOURS, value, most, top, unit))
            top += _BAR + _BAR_GAP
        top += _GROUP_GAP
    return _svg(top, title, parts)


def told(value: float) -> str:
    """Return a figure as briefly as three digits allow."""
    if value == 0 or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.{max(0, 2 - math.floor(math.log10(abs(value))))}f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Axis:
    """Where figures stand, and which of them are written at its side."""

    place: Callable[[float], float]
    ticks: tuple[float, ...]


def _linear(values: Sequence[float], start: float, end: float) -> _Axis:
    most = max(values)
    step = _step(most / 5)
    count = max(1, math.ceil(most / step - 1e-9))
    ticks = tuple(step * number for number in range(count + 1))
    return _Axis(place=lambda value: start + (end - start) * value / ticks[-1], ticks=ticks)


def _step(least: float) -> float:
    """Return the smallest of 1, 2, 5, 10, 20 and so on that isn't below `least`."""
    if least <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least * (1 - 1e-9))


def _logarithmic(values: Sequence[float], start: float, end: float) -> _Axis:
    powers = range(math.floor(math.log10(min(values))), math.ceil(math.log10(max(values))) + 2)
    round_ones = [10.0**power * factor for power in powers for factor in (1, 2, 5)]
    low = max(each for each in round_ones if each <= min(values) * (1 + 1e-9))
    high = min(each for each in round_ones if each >= max(values) * (1 - 1e-9) and each > low)
    ticks = [each for each in round_ones if low <= each <= high]
    if len(ticks) > _MOST_TICKS:
        ticks = [10.0**power for power in powers if low <= 10.0**power <= high]

    def place(value: float) -> float:
        return start + (end - start) * math.log(value / low) / math.log(high / low)

    return _Axis(place=place, ticks=tuple(ticks))


def _grid(x_axis: _Axis, y_axis: _Axis, bottom: int, *, across: str, up: str) -> Iterable[str]:
    for tick in y_axis.ticks:
        y = y_axis.place(tick)
        yield f"<path class='grid' d='M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}'/>"
        yield (
            f"<text class='small' x='{_LEFT - 8}' y='{y + 4:.1f}' text-anchor='end'>"
            f"{_tick(tick)}</text>"
        )
    for tick in x_axis.ticks:
        yield (
            f"<text class='small' x='{x_axis.place(tick):.1f}' y='{bottom + 18}' "
            f"text-anchor='middle'>{_tick(tick)}</text>"
        )
    yield (
        f"<text class='small' x='{(_LEFT + _WIDTH - _RIGHT) / 2:.1f}' y='{bottom + 40}' "
        f"text-anchor='middle'>{escape(across)}</text>"
        f"<text class='small' transform='translate(14 {bottom - _PLOT / 2:.1f}) "
        f"rotate(-90)' text-anchor='middle'>{escape(up)}</text>"
    )


def _line(number: int, line: Line, x_axis: _Axis, y_axis: _Axis) -> Iterable[str]:
    placed = [(x_axis.place(x), y_axis.place(y)) for x, y in line.points]
    path = "".join(f"{'L' if at else 'M'}{x:.1f} {y:.1f}" for at, (x, y) in enumerate(placed))
    kind = "line limit" if line.limit else "line"
    yield f"<path class='{kind} s{number}' d='{path}'/>"
    if not line.limit:
        for (x, y), (where, value) in zip(placed, line.points, strict=True):
            yield (
                f"<circle class='f{number}' cx='{x:.1f}' cy='{y:.1f}' r='3.5'>"
                f"<title>{escape(line.name)}: {told(value)} at {told(where)}</title></circle>"
            )


def _bar(number: int, value: float, most: float, top: int, unit: str) -> str:
    length = (_WIDTH - _VALUE_ROOM) * value / most if most else 0.0
    return (
        f"<rect class='f{number}' x='8' y='{top}' width='{max(length, 1):.1f}' height='{_BAR}' "
        f"rx='2'/><text class='small' x='{length + 16:.1f}' y='{top + 13}'>"
        f"{escape(f'{told(value)} {unit}'.strip())}</text>"
    )


def _legend(names: Sequence[str]) -> tuple[list[str], int]:
    """Return the names with their colours, in rows, and where there is room below them."""
    parts: list[str] = []
    x, y = 8.0, _TOP
    for number, name in enumerate(names):
        width = 34 + _LETTER * len(name)
        if x > 8 and x + width > _WIDTH:
            x, y = 8.0, y + _ROW
        parts.append(
            f"<rect class='f{number % COLOURS}' x='{x:.0f}' y='{y - 9}' width='12' height='10' "
            f"rx='2'/><text class='small' x='{x + 17:.0f}' y='{y}'>{escape(name)}</text>"
        )
        x += width
    return parts, y + 22


def _title(title: str) -> str:
    return f"<text x='8' y='20' font-weight='600'>{escape(title)}</text>"


def _tick(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:g}"


def _svg(height: int, title: str, parts: Iterable[str]) -> str:
    named = escape(title, quote=True)
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {_WIDTH} {height}' "
        f"width='{_WIDTH}' height='{height}' role='img' aria-label='{named}'>"
        f"<style>{_STYLE}</style>{''.join(parts)}</svg>\n"
    )
