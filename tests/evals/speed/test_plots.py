import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.speed.plots import Bars, Line, bars_plot, lines_plot, told

_SVG = "{http://www.w3.org/2000/svg}"

names = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20)
amounts = st.floats(min_value=1e-3, max_value=1e9)
points = st.lists(st.tuples(amounts, amounts), min_size=1, max_size=9).map(
    lambda pairs: tuple(sorted(pairs))
)
lines = st.lists(st.builds(Line, name=names, points=points, limit=st.booleans()), min_size=1)


@given(names, lines, st.booleans())
def test_lines_stay_inside_the_picture(title: str, drawn: list[Line], logarithmic: bool) -> None:
    """Whatever the figures and names are, every point is drawn, inside, in a valid file."""
    svg = lines_plot(title, drawn, across="where", up="how much", logarithmic=logarithmic)
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own text
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    paths = [each for each in root.iter(f"{_SVG}path") if "line" in each.attrib["class"]]
    assert len(paths) == len(drawn)
    for path, line in zip(paths, drawn, strict=True):
        found = re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path.attrib["d"])
        assert len(found) == len(line.points)
        for x, y in found:
            assert 0 <= float(x) <= width
            assert 0 <= float(y) <= height


def test_more_stands_higher_and_further_right() -> None:
    """A rising line rises."""
    rising = Line(name="rising", points=((1.0, 1.0), (2.0, 3.0), (4.0, 9.0)))
    for logarithmic in (False, True):
        svg = lines_plot("", [rising], across="", up="", logarithmic=logarithmic)
        path = re.search(r"class='line s0' d='([^']*)'", svg)
        assert path is not None
        found = [tuple(map(float, pair)) for pair in re.findall(r"([\d.]+) ([\d.]+)", path[1])]
        assert [x for x, _ in found] == sorted(x for x, _ in found)
        assert [y for _, y in found] == sorted((y for _, y in found), reverse=True)


def test_limits_are_dashed_and_have_no_points() -> None:
    """What nobody measured isn't drawn as if it had been."""
    limit = Line(name="limit", points=((1.0, 5.0), (2.0, 5.0)), limit=True)
    svg = lines_plot("", [limit], across="", up="")
    assert "line limit" in svg
    assert "<circle" not in svg


def test_bars_are_as_long_as_their_figures() -> None:
    """Twice as much is twice as long, and every figure stands beside its bar with its unit."""
    svg = bars_plot("Rates", ["a", "b"], [Bars(label="x", values=(10.0, 20.0))], unit="s")
    lengths = [
        float(each) for each in re.findall(r"class='f\d' x='8' y='\d+' width='([\d.]+)'", svg)
    ]
    assert lengths[-1] == pytest.approx(2 * lengths[-2], rel=0.01)
    assert "10.0 s" in svg
    assert "20.0 s" in svg


def test_texts_are_escaped() -> None:
    """A name with markup in it is shown as it is."""
    svg = bars_plot("<b>", ["a&b"], [Bars(label="'\"", values=(0.0,))])
    assert ElementTree.fromstring(svg).attrib["aria-label"] == "<b>"  # noqa: S314 - our own text


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (0.01234, "0.0123"), (1.5, "1.50"), (15.26, "15.3"), (1234.5, "1,234")],
)
def test_figures_have_three_digits(value: float, shown: str) -> None:
    """More digits than were measured aren't shown."""
    assert told(value) == shown
