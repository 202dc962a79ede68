"""Summaries and comparisons in the terminal, over the real bundled models."""

import json
import os
from pathlib import Path

import pytest

from tests.bot.conftest import Footnote

MORNING = (
    "The fire in the harbour of Norwick began at four in the morning on Tuesday.\n\n"
    "In all, 34 people were taken to the hospital of Norwick with burns after the fire.\n\n"
    "The old fish market of Norwick burned down to its walls that night.\n"
)
EVENING = (
    "Firefighters from Aldermouth came with three engines to the harbour of Norwick.\n\n"
    "In all, 43 people were taken to the hospital of Norwick with burns after the fire.\n\n"
    "The old fish market of Norwick burned down to its walls that night.\n"
)


@pytest.fixture
def papers(tmp_path: Path, footnote: Footnote) -> tuple[str, str]:
    """Two added articles about one fire, by their titles."""
    titles = ("Morning paper", "Evening paper")
    for title, text in zip(titles, (MORNING, EVENING), strict=True):
        path = tmp_path / f"{title}.txt"
        path.write_text(text, encoding="utf-8")
        assert footnote("add", str(path), "--title", title).exit_code == 0
    return titles


def test_several_articles_are_summarised_one_after_the_other(
    footnote: Footnote, papers: tuple[str, str]
) -> None:
    """Each by itself; as JSON it is one object that lists them."""
    shown = footnote("summarize", *papers, "--length", "brief")
    assert shown.exit_code == 0, shown.stderr
    assert shown.stdout.count("• ") == 6
    listed = json.loads(footnote("summarize", *papers, "--length", "brief", "--json").stdout)
    assert [each["title"] for each in listed["summaries"]] == list(papers)
    points = [point["text"] for each in listed["summaries"] for point in each["points"]]
    assert len(points) == 6
    assert all(point in shown.stdout for point in points)


def test_a_kept_summary_needs_no_model(
    footnote: Footnote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is shown although none can be loaded; one that isn't kept can't be made then."""
    links = [tmp_path / f"{name}.gguf" for name in ("EMBEDDING_MODEL", "MODEL")]
    for link in links:
        link.symlink_to(os.environ[link.stem])
        monkeypatch.setenv(link.stem, str(link))
    (tmp_path / "paper.txt").write_text(MORNING, encoding="utf-8")
    footnote("add", str(tmp_path / "paper.txt"), "--title", "Paper")
    first = footnote("summarize", "Paper", "--length", "brief")
    assert "four in the morning" in first.stdout
    for link in links:
        link.unlink()
    assert footnote("summarize", "Paper", "--length", "brief").stdout == first.stdout
    assert footnote("summarize", "Paper", "--length", "detailed").exit_code == 1


def test_a_comparison_says_what_is_shared_and_what_differs(
    footnote: Footnote, papers: tuple[str, str]
) -> None:
    """What only one says, what both do, and both numbers, each cited."""
    shown = footnote("compare", *papers)
    assert shown.exit_code == 0, shown.stderr
    own, _, rest = shown.stdout.partition("They agree")
    shared, _, differing = rest.partition("disagree")
    assert "four in the morning" in own
    assert "three engines" in own
    assert "fish market of Norwick burned down" in shared
    assert "34" in differing
    assert "43" in differing


def test_a_comparison_is_one_json_object(footnote: Footnote, papers: tuple[str, str]) -> None:
    """With the subject, the points of each, what is shared, and quotes that stand in the texts."""
    result = footnote("compare", *papers, "--about", "the old fish market", "--json")
    assert result.exit_code == 0, result.stderr
    comparison = json.loads(result.stdout)
    assert comparison["subject"] == "the old fish market"
    assert [each["title"] for each in comparison["articles"]] == list(papers)
    [[claim]] = comparison["shared"]
    quotes = [comparison["citations"][marker - 1]["quote"] for marker in claim["citations"]]
    assert len(quotes) == 2
    assert all(quote in text for quote, text in zip(quotes, (MORNING, EVENING), strict=True))


def test_a_subject_that_is_in_none_is_said_so(footnote: Footnote, papers: tuple[str, str]) -> None:
    """There is nothing to cite."""
    shown = footnote("compare", *papers, "--about", "volcanoes of Iceland")
    assert shown.exit_code == 0
    assert "None of these articles" in shown.stdout
    assert "[1]" not in shown.stdout


def test_one_article_is_not_compared_with_itself(
    footnote: Footnote, papers: tuple[str, str]
) -> None:
    """The sentence says how many it takes."""
    refused = footnote("compare", papers[0], papers[0])
    assert refused.exit_code == 1
    assert "two to 4 different articles" in refused.stderr


def test_articles_are_compared_in_the_chat(footnote: Footnote, papers: tuple[str, str]) -> None:
    """Titles in quotation marks, a subject after two dashes, and the footnotes open."""
    first, second = papers
    lines = [f'/compare "{first}" "{second}" -- the old fish market', "/open 1", "/compare"]
    result = footnote("chat", text="\n".join(lines) + "\n")
    assert "About “the old fish market”" in result.stdout
    assert result.stdout.count("burned down to its walls") > 1
    assert "/compare ARTICLE ARTICLE" in result.stderr
