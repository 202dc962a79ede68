"""What a run writes into the page on reliability."""

from pathlib import Path

from tests.torture.findings import Finding
from tests.torture.page import table, write_page

_FINDINGS = [
    Finding(part="kills", tried="SIGKILL", times=1_200, lost=0, detail="the same"),
    Finding(part="faults", tried="disk full", times=30, lost=2, detail="a | b\nc"),
]


def test_a_table_has_a_line_for_each_finding() -> None:
    """Figures are readable, and no detail breaks the table."""
    lines = list(table(_FINDINGS))
    assert lines[2] == "| kills | SIGKILL | 1,200 | 0 | the same |"
    assert lines[3] == "| faults | disk full | 30 | 2 | a \\| b c |"


def test_only_what_stands_between_the_marks_is_replaced(tmp_path: Path) -> None:
    """What people wrote around it stays, and losses aren't kept quiet."""
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- measured: begin -->\nold\n<!-- measured: end -->\nafter\n")
    write_page(page, _FINDINGS, seconds=120)
    text = page.read_text()
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "old" not in text
    assert "1,230 tries, **2 with losses**" in text


def test_other_parts_stay(tmp_path: Path) -> None:
    """What a part found is replaced by its next run, and by no other's."""
    page = tmp_path / "page.md"
    page.write_text("<!-- measured: begin -->\n<!-- measured: end -->\n")
    write_page(page, _FINDINGS, seconds=120)
    again = Finding(part="faults", tried="disk full", times=7, lost=0, detail="none")
    write_page(page, [again], seconds=60)
    text = page.read_text()
    assert "1,207 tries, nothing lost" in text
    assert "| kills | SIGKILL | 1,200 | 0 | the same |" in text
    assert "a \\| b c" not in text
