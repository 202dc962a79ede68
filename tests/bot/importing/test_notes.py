"""Markdown files with front matter are read back to the letter, and also after an edit."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.errors import UserError
from bot.importing.exported import ExportedHeading, ExportedLine
from bot.importing.lines import read_import
from bot.importing.notes import is_note, read, read_note, written

ADDED = "2026-05-01T10:00:00+00:00"

_odd = st.sampled_from("\\#*_-+1.) \n\t&;<>[]`~|$ab\r\x0b\x85\u2028\ufeff")
_texts = st.text(_odd | st.characters(codec="utf-8"), min_size=1, max_size=80)


def _line(text: str, **known: object) -> ExportedLine:
    return ExportedLine.model_validate(
        {"footnote": 1, "title": "Norwick", "added": ADDED, "text": text} | known
    )


@settings(deadline=None, max_examples=300)
@given(text=_texts, title=_texts, number=st.none() | st.integers(1, 9))
def test_every_text_is_read_back(text: str, title: str, number: int | None) -> None:
    """Whatever Markdown or YAML would make of its characters."""
    line = _line(
        text,
        title=title,
        subtitle=text,
        aliases=[title],
        pages=[[0, title, number]],
        history=[{"since": ADDED, "title": title, "text_hash": "0" * 64, "words": 3}],
    )
    note = written(line)
    assert is_note(note)
    assert read(note, "note.md") == line
    assert read(note.replace("\n", "\r\n"), "note.md") == line


@settings(deadline=None, max_examples=200)
@given(parts=st.lists(st.tuples(st.integers(0, 7), _texts), min_size=1, max_size=5))
def test_headings_are_read_back(parts: list[tuple[int, str]]) -> None:
    """Those that have lines of their own, wherever they stand."""
    text, headings = "", []
    for level, part in parts:
        part = part.strip() or "x"
        if level:
            headings.append(ExportedHeading(len(text), len(text) + len(part), level))
        text += f"{part}\n\n"
    line = _line(text.removesuffix("\n\n"), headings=headings)
    assert read(written(line), "note.md") == line


def test_other_programs_see_what_is_meant() -> None:
    """Headings are headings, lines are lines, and nothing else has a meaning."""
    text = "Tides\n\n1. One\n- two\n  *three* <b> [a](b) & more\n\n---\n# No heading"
    line = _line(text, headings=[[0, 5, 2]])
    body = written(line).split("---\n", 2)[2]
    html = MarkdownIt().render(body)
    assert html == (
        "<h2>Tides</h2>\n<p>1. One<br />\n- two<br />\n  *three* &lt;b&gt; [a](b) &amp; more</p>\n"
        "<p>---<br />\n# No heading</p>\n"
    )


def test_what_people_edit_is_taken() -> None:
    """Values needn't be JSON, places outside the text are left out, and headings may be added."""
    note = (
        "---\nfootnote: 1\ntitle: The wall of Norwick\nadded: 2026-05-01T10:00:00+00:00\n"
        'pages: [[0,"1",1],[900,"2",2]]\nmine: yes\n---\n\n# New\n\nThe wall is *high*.\n'
    )
    article = read(note, "note.md").article
    assert article.title == "The wall of Norwick"
    assert article.text == "New\n\nThe wall is *high*."
    assert [(each.start, each.end, each.level) for each in article.headings] == [(0, 3, 1)]
    assert [page.label for page in article.pages] == ["1"]


@pytest.mark.parametrize(
    ("note", "wrong"),
    [
        ("---\nfootnote: 1\n---\n\nText.\n", "title"),
        ('---\nfootnote: 2\ntitle: "T"\nadded: "2026-05-01"\n---\n\nText.\n', "footnote"),
        ('---\nfootnote: 1\ntitle: "T"\nadded: "2026-05-01"\n---\n\n', "text"),
        ('---\nfootnote: 1\ntitle: "T"\nadded: "2026-05-01"\npages: [1]\n---\n\nT', "pages.0"),
    ],
)
def test_what_can_not_be_used_is_named(tmp_path: Path, note: str, wrong: str) -> None:
    """The file and what is wrong with it."""
    path = tmp_path / "note.md"
    path.write_text(note)
    with pytest.raises(UserError, match=rf"note\.md isn't .* its {wrong} can't be used"):
        list(read_note(path))


def test_lines_have_the_same(tmp_path: Path) -> None:
    """A line of JSONL is told from one that gives a text only."""
    line = _line("Text.", url="https://norwick.test/wall", headings=[[0, 4, 1]])
    path = tmp_path / "all.jsonl"
    path.write_text(line.model_dump_json(exclude_defaults=True) + '\n{"title":"T","text":"U"}\n')
    first, second = read_import(path)
    assert first == line
    assert not isinstance(second, ExportedLine)
