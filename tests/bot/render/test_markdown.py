import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.render import limits
from bot.render.markdown import bold, escape, line, marked, plain, prose, quoted
from tests.gallery.markdown import Form, kinds, parse
from tests.gallery.markdown import plain as shown

_NASTY = (
    "# Big",
    "### Big",
    "-# small",
    "- item",
    "* item",
    "+ item",
    "12. item",
    "> said",
    ">>> said",
    "```py\ncode\n```",
    "`code`",
    "**bold**",
    "__under__ and _italic_ and *italic*",
    "***both***",
    "~~gone~~ ||hidden||",
    "[click me](https://evil.example)",
    "<https://evil.example>",
    "https://evil.example/a_b_c?d=e",
    "steam://run/1",
    "mailto:a@b.example",
    "<@123> <@!123> <@&123> <#123>",
    "@everyone @here",
    "</ask:123>",
    "<t:0:R>",
    "<:pepe:123> <a:pepe:123> :fire: :100:",
    "<id:customize>",
    "\\*not escaped\\*",
    "trailing \\",
    "¯\\_(ツ)_/¯",
)
_pieces = st.lists(
    st.one_of(
        st.text(max_size=12), st.sampled_from(_NASTY), st.sampled_from("\n *_`~|<>[]()#-:\\@.")
    )
).map("".join)


def _words(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@pytest.mark.parametrize("text", [text for text in _NASTY if "¯" not in text and text[-1] != "\\"])
def test_the_reader_of_these_tests_sees_forms(text: str) -> None:
    """Each of the nasty texts has a form when it isn't escaped, or the tests below say nothing."""
    assert kinds(parse(text)) != {"line"} or shown(parse(text)) != text + "\n"


@given(_pieces)
@example("\n".join(_NASTY))
@example(" ".join(_NASTY))
def test_any_text_is_shown_as_it_is(text: str) -> None:
    """Whatever somebody writes, Discord finds plain text in it, the same but for blanks."""
    forms = parse(escape(text))
    assert kinds(forms) <= {"line"}
    assert _words(shown(forms)) == _words(plain(text))


@given(_pieces, st.sampled_from(["", " "]), _pieces)
def test_texts_side_by_side_are_shown_as_they_are(first: str, between: str, second: str) -> None:
    """Nothing that two texts make together has a form either."""
    forms = parse(escape(first) + between + escape(second))
    assert kinds(forms) <= {"line"}
    assert _words(shown(forms)) == _words(plain(first) + between + plain(second))


@given(_pieces)
def test_one_line_stays_one_line(text: str) -> None:
    """A title or a name can't break out of its line."""
    assert "\n" not in line(text)
    assert _words(shown(parse(line(text)))) == _words(plain(text))


@given(_pieces)
def test_bold_text_is_bold_and_nothing_else(text: str) -> None:
    """A passage's quote is shown as it is, in bold, whatever it holds."""
    forms = parse(bold(text))
    assert kinds(forms) <= {"line", "bold"}
    assert _words(shown(forms)) == _words(plain(text))
    bare = [node for form in forms for node in form.children if isinstance(node, str)]
    assert not "".join(bare).strip()


@given(_pieces)
def test_a_quoted_text_stays_quoted(text: str) -> None:
    """Every line of it stands in the block quote."""
    forms = parse(quoted(escape(text)))
    assert {form.kind for form in forms} == {"quote"}
    assert kinds(forms) <= {"quote", "line"}


@given(_pieces, st.data(), st.integers(20, 400))
def test_a_marked_slice_fits_and_stays_in_its_surroundings(
    text: str, data: st.DataObject, limit: int
) -> None:
    """The slice is in bold, what is too long is cut around it, and the limit holds."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    markdown = marked(text, start, end, limit)
    assert limits.length(markdown) <= limit
    assert kinds(parse(markdown)) <= {"line", "bold"}
    whole = bold(text[start:end])
    if limits.length(whole) <= limit:
        assert whole in markdown


def test_a_marked_slice_keeps_text_on_both_sides() -> None:
    """Where there is little room, both sides get some of it."""
    text = f"{'before ' * 50}HERE{' after' * 50}"
    start = text.index("HERE")
    shown_text = marked(text, start, start + 4, 60)
    assert re.fullmatch(r"…(before ){2,}\*\*HERE\*\*( after){2,}…", shown_text)


@given(_pieces, st.integers(1, 200))
def test_cut_texts_fit(text: str, limit: int) -> None:
    """The limit holds for the Markdown, whose escapes count too."""
    assert limits.length(line(text, limit)) <= limit
    assert limits.length(prose(text, limit)) <= limit


def test_what_would_turn_the_writing_round_is_dropped() -> None:
    """Marks of direction and control characters are no text."""
    assert escape("a\u202eb\x00c\u2066d\ud800") == "abcd"


def test_an_address_stays_readable_and_cannot_be_clicked() -> None:
    """Its colon is escaped, so that Discord makes no link of it."""
    assert escape("see https://evil.example/x") == "see https\\://evil.example/x"
    assert parse("see https://evil.example/x")[0].children[1] == Form(
        "link", ("https://evil.example/x",), "https://evil.example/x"
    )
