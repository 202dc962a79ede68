from pathlib import Path

import pytest

from bot.errors import UserError
from evals.speed.findings import Findings, Plot, Record, Table, keep, kept
from evals.speed.goals import Goal, goals_table, read_goals
from evals.speed.page import write_page

MARKED = "# Speed\n\n<!-- measured: begin -->\nold\n<!-- measured: end -->\n\nThe end.\n"


def _findings(**values: float) -> Findings:
    return Findings(
        title="A part",
        values=values,
        tables=(Table(headers=("what", "s"), rows=(("this", "1.00"),)),),
        plots=(Plot(name="drawn", told="What was seen", svg="<svg/>"),),
        notes=("Said of it.",),
    )


def _goal(*, most: bool = False) -> Goal:
    return Goal(
        part="part",
        key="key",
        measure="this",
        against="that",
        unit="x",
        floor=2.0 if not most else 0.5,
        aim=3.0 if not most else 0.25,
        most=most,
    )


def _record(folder: Path, **values: float) -> Record:
    keep("part", _findings(**values), folder)
    record = kept("part", folder)
    assert record is not None
    return record


def test_what_is_kept_is_found_again(tmp_path: Path) -> None:
    """Findings come back as they were, but for the plots, which lie beside them as files."""
    record = _record(tmp_path, key=2.5)
    assert record.part == "part"
    assert record.findings.values == {"key": 2.5}
    assert record.findings.tables == _findings().tables
    assert (tmp_path / "drawn.svg").read_text() == "<svg/>"
    assert "<svg" not in (tmp_path / "part.json").read_text()


def test_what_was_never_measured_is_not_there(tmp_path: Path) -> None:
    """A part that was never kept has no record."""
    assert kept("part", tmp_path) is None


def test_a_file_of_something_else_is_named(tmp_path: Path) -> None:
    """Who finds a broken file learns which one, and what to do."""
    (tmp_path / "part.json").write_text("{}")
    with pytest.raises(UserError, match=r"part\.json doesn't hold findings"):
        kept("part", tmp_path)


@pytest.mark.parametrize(
    ("most", "value", "reached"),
    [
        (False, 3.0, "aim"),
        (False, 2.9, "floor"),
        (False, 1.9, ""),
        (True, 0.25, "aim"),
        (True, 0.5, "floor"),
        (True, 0.51, ""),
    ],
)
def test_a_goal_says_how_far_a_value_reaches(most: bool, value: float, reached: str) -> None:
    """What is to be at least, or at most, something reaches floor or aim exactly at it."""
    assert _goal(most=most).reached(value) == reached


def test_each_goal_has_a_row(tmp_path: Path) -> None:
    """Goals that were measured say what they reach; the others stay empty."""
    other = Goal(part="other", key="key", measure="m", against="", unit="s", floor=1, aim=1)
    table = goals_table([_goal(), other], {"part": _record(tmp_path, key=2.5)})
    assert [row[2] for row in table.rows] == ["2.50 x", ""]
    assert [row[5] for row in table.rows] == ["floor", ""]


def test_the_goals_in_the_repository_make_sense() -> None:
    """The goals that are kept in the repository can be read, and no two are the same."""
    goals = read_goals()
    assert len(goals) == 9
    assert len({(each.part, each.key) for each in goals}) == len(goals)
    for each in goals:
        assert each.reached(each.aim) == "aim"
        assert each.aim <= each.floor if each.most else each.aim >= each.floor


def test_the_page_keeps_its_text(tmp_path: Path) -> None:
    """Only what stands between the marks is written anew, with goals, machine, tables and plots."""
    page = tmp_path / "page.md"
    page.write_text(MARKED)
    record = _record(tmp_path, key=2.5)
    write_page(page, {"part": record}, [_goal()], pictures="plots")
    text = page.read_text()
    assert text.startswith("# Speed\n")
    assert text.endswith("The end.\n")
    assert "old" not in text
    assert record.machine.cpu in text
    assert "| what | s |\n| --- | ---: |\n| this | 1.00 |" in text
    assert "![What was seen](plots/drawn.svg)" in text
    assert "Said of it." in text
