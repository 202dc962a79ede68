import gzip
import json
from pathlib import Path

import pytest

from evals.pages import (
    Overlap,
    by_file,
    by_link,
    measure,
    overlap,
    read_pages,
    scores,
    shingles,
    steps,
)

SENTENCES = [
    f"The harbour wall of village number {at} had been built by the masons in eleven years."
    for at in range(12)
]


def test_shingles_are_counted_runs_of_four_tokens() -> None:
    """Runs are counted as often as they come; a short text is one run, an empty one none."""
    assert shingles("a b c d e") == {("a", "b", "c", "d"): 1, ("b", "c", "d", "e"): 1}
    assert shingles("a a a a a a")["a", "a", "a", "a"] == 3
    assert shingles("Short, text!") == {("Short", "text"): 1}
    assert not shingles(" … ")


def test_overlap_is_a_share_of_each_page() -> None:
    """Hits, false and missed runs of one page add up to one."""
    assert overlap("a b c d e", "a b c d f") == Overlap(hits=1 / 3, false=1 / 3, missed=1 / 3)
    assert overlap("", "a b c d") == Overlap(hits=0, false=0, missed=1)
    assert overlap("", "") == Overlap(hits=0, false=0, missed=0)


def test_undefined_precision_is_left_out_of_the_average() -> None:
    """A page of which nothing was extracted has no precision, but a recall of nought."""
    found = scores(
        "x", [Overlap(hits=1, false=0, missed=0), Overlap(hits=0, false=0, missed=1)], 0.1
    )
    assert (found.precision, found.recall, found.milliseconds) == (1.0, 0.5, 50.0)
    assert found.f1 == pytest.approx(2 / 3)
    assert (found.lowest, found.highest) == (0.0, 1.0)


def test_pages_of_a_folder_are_measured_step_by_step(tmp_path: Path) -> None:
    """Every page named in the truth is extracted and compared with it, by each step."""
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    share = "<p>Share this article</p>"
    page = f"<html><body><nav>Home</nav><article>{body}{share}</article></body></html>"
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.html.gz").write_bytes(gzip.compress(page.encode(), mtime=0))
    (tmp_path / "pages" / "b.html.gz").write_bytes(gzip.compress(b"<html></html>", mtime=0))
    truth = {
        "a": {"articleBody": "\n".join(SENTENCES), "url": "https://example.org/a"},
        "b": {"articleBody": "\n".join(SENTENCES), "url": "https://example.org/b"},
    }
    (tmp_path / "pages_truth.json").write_text(json.dumps(truth), "utf-8")
    pages = read_pages(tmp_path)
    for body_of in (by_link, by_file):
        found = measure("whole", pages, body_of)
        assert (found.pages, found.precision, found.recall) == (2, 1.0, 0.5)
    measured = [measure(label, pages, body_of) for label, body_of in steps()]
    assert measured[0].precision < 1
    assert measured[-1].precision == 1
