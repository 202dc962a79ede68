"""The report: one page, whatever it is made from."""

import re
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]  # ships no type hints

from bot.evaluation.models import Run
from bot.evaluation.plots import Bar, bars_plot
from bot.evaluation.report import report
from tests.answer.fakes import evidence
from tests.bot.evaluation.values import answer, declined, question, result, right, run, wrong

HOSTILE = "</b><script>alert(1)</script><img src=x onerror='a' \"b\"> & [1] \u202e\x00"
_VOID = {"meta"}


class _Page(HTMLParser):
    """Collects what a browser would make of a page, and checks that every element is closed."""

    def __init__(self, written: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(written)
        self.close()
        assert self._open == ["html", "body"], self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in _VOID and tag != "br":
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element without content."""
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.text += data


def _written(*runs: Run) -> str:
    return report(runs, title="Footnote: local", made="2026-01-01")


def test_one_run_has_its_figures_and_failures() -> None:
    """Counts, the plots, and each failure with what was expected, said, quoted and found."""
    gone = question(9)
    one = replace(run(right(1), wrong(2), declined(3)), gone=(gone,))
    page = _Page(_written(one))
    assert "1 of 3" in page.text
    assert page.tags.count("svg") == 2
    assert "Question 9?" in page.text
    assert "to be declined" in page.text
    assert "an answer with “thirty-four”" in page.text
    assert "answerability 0.10 · the answer is right at a threshold low enough" in page.text
    assert "What changed" not in page.text


def test_two_runs_are_shown_side_by_side() -> None:
    """What got better and what got worse, both ways of it."""
    before, after = run(right(1), wrong(2)), run(declined(1), wrong(2), name="MODEL=x")
    page = _Page(_written(before, after))
    assert "Better: 0" in page.text
    assert "Worse: 1" in page.text
    assert "The same in both: 1" in page.text
    assert page.text.count("MODEL=x") >= 2


def test_nothing_outside_is_loaded() -> None:
    """No scripts, no links, no pictures: the page works anywhere and tells nobody."""
    written = _written(run(right(1), wrong(2)))
    page = _Page(written)
    assert not {"script", "link", "img", "a", "iframe", "object"} & set(page.tags)
    assert not {"src", "href"} & {name for name, _ in page.attributes}
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert "http" not in written.replace("http-equiv", "")
    assert "url(" not in written
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'") in page.attributes


@settings(max_examples=40, deadline=None)
@given(st.one_of(st.just(HOSTILE), st.text(max_size=60)))
def test_whatever_was_written_stays_text(text: str) -> None:
    """Questions, answers, quotes, articles and settings can't become elements."""
    asked = replace(
        question(answers=(text,), quotes=(text,), rejected=(text,)), id="1", question=text
    )
    ended = result(
        asked, answer(text, said=text, passage=f"{text} and more"), chosen=[evidence(text or "–")]
    )
    one = Run(name=text, threshold=0.5, results=(ended,), gone=(asked,))
    tags = _Page(report([one, one], title=text, made=text)).tags
    plain = replace(ended, question=replace(asked, question="plain"))
    usual = _Page(_written(replace(one, name="x"), replace(one, name="x", results=(plain,))))
    assert set(tags) <= set(usual.tags)
    assert "script" not in tags


def test_plots_are_whole_pictures() -> None:
    """They are well-formed SVG, and the longest bar fits beside its count."""
    bars = [Bar(label="<One>", note="a & b", counts=(3, 0)), Bar(label="2", note="", counts=(7, 1))]
    picture = etree.fromstring(bars_plot(bars, "Where 'failures' fall").encode())
    widths = [float(rect.get("width")) for rect in picture.iter("rect")]
    assert len(widths) == 4
    assert max(widths) == widths[2] < 360
    assert [text.text for text in picture.iter("text")][:2] == ["<One>", "a & b"]
    written = _written(run(right(1), wrong(2)))
    for found in re.findall(r"<svg.*?</svg>", written):
        etree.fromstring(found.encode())


def test_an_empty_run_has_a_page() -> None:
    """Where every article is gone, nothing was asked."""
    assert "Every question ended as expected" in _Page(_written(run())).text
