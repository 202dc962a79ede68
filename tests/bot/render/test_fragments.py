import re
from itertools import islice
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.render import limits
from bot.render.fragments import Directive, Page, quote_link

_URL = "https://example.org/a"
_FOLDER = Path(__file__).parents[3] / "samples"
_SAMPLES = ("die-faehre-von-brennsund.txt", "harbour-fire.txt", "the-light-at-skarness.md")

_words = st.sampled_from(
    ["the", "rain", "came", "Rain", "café", "cafe", "3.5", "can’t", "well-known", "“no,”", "&", "—"]
)
_texts = st.lists(
    st.lists(_words, min_size=1, max_size=30).map(" ".join), min_size=1, max_size=6
).map("\n\n".join)


def _directive(link: str) -> Directive:
    """Read a link's fragment as the specification says."""
    parts = urlsplit(link).fragment.partition(":~:text=")[2].split(",")
    prefix = unquote(parts.pop(0)[:-1]) if parts[0].endswith("-") else ""
    suffix = unquote(parts.pop()[1:]) if parts[-1].startswith("-") else ""
    start, *end = (unquote(part) for part in parts)
    return Directive(prefix=prefix, start=start, end="".join(end), suffix=suffix)


def test_a_short_quote_is_named_whole() -> None:
    """The fragment holds the quote; what the syntax needs for itself is escaped."""
    text = "First. Well-known, say 3 & 4. Last."
    link = quote_link(_URL, "Well-known, say 3 & 4.", text)
    assert link == f"{_URL}#:~:text=Well%2Dknown%2C%20say%203%20%26%204"


def test_a_long_quote_is_named_by_its_ends() -> None:
    """The fragment holds the first and the last words."""
    quote = " ".join(f"w{n}" for n in range(30))
    link = quote_link(_URL, quote, f"Before. {quote} After.")
    assert link is not None
    assert link.endswith("#:~:text=w0%20w1%20w2%20w3%20w4,w25%20w26%20w27%20w28%20w29")


@pytest.mark.parametrize("occurrence", [0, 1, 2])
def test_a_quote_that_occurs_often_is_told_by_what_stands_around(occurrence: int) -> None:
    """The words before or after it are added where the quote alone fits several places."""
    text = "The rain came. She left.\n\nHe saw. The rain came.\n\nThe rain came. Nobody heard."
    start = [match.start() for match in re.finditer("The rain came", text)][occurrence]
    link = quote_link(_URL, "The rain came.", text, start=start)
    assert link is not None
    page = Page(text)
    [(low, high)] = page.places(_directive(link))
    assert low == page.position(start)
    assert page.text[low:high] == "the rain came"


def test_no_link_where_the_place_cannot_be_told() -> None:
    """A text that only repeats itself has no link to one place of it."""
    text = "\n\n".join(["The rain came and we left."] * 40)
    assert quote_link(_URL, "The rain came and we left.", text, start=0) is None


def test_no_link_that_discord_would_refuse() -> None:
    """Over 512 characters there is none; a quote in another script gets one while it fits."""
    quote = "Наводнение разрушило большинство домов старой части города вдоль реки."
    assert quote_link(_URL, quote, quote) is not None
    assert quote_link(f"{_URL}?{'x' * 400}", quote, quote) is None


def test_accents_and_case_do_not_make_a_quote_unique() -> None:
    """Browsers ignore both, so a place that differs in nothing else counts as another one."""
    link = quote_link(_URL, "le café noir", "Le Cafe Noir ouvre. Voilà le café noir.", start=26)
    assert link is not None
    assert _directive(link).prefix or _directive(link).suffix


def test_words_are_matched_whole() -> None:
    """A quote inside longer words is no second place."""
    text = "Breathe rainy air. Then the rain."
    link = quote_link(_URL, "the rain", text, start=text.rindex("the rain"))
    assert link == f"{_URL}#:~:text=the%20rain"


def test_a_page_keeps_its_own_fragment() -> None:
    """An address that names a part of the page goes on naming it; an old directive is replaced."""
    assert quote_link(f"{_URL}#/news", "Rain", "Rain.") == f"{_URL}#/news:~:text=Rain"
    assert quote_link(f"{_URL}#:~:text=sun", "Rain", "Rain.") == f"{_URL}#:~:text=Rain"


@pytest.mark.parametrize("quote", ["", "  ", "…”", "not in it"])
def test_a_quote_without_words_has_no_link(quote: str) -> None:
    """Neither has one that the article doesn't have."""
    assert quote_link(_URL, quote, "Some text. …”  ") is None


@pytest.mark.parametrize("name", _SAMPLES)
def test_every_sentence_of_the_samples_has_a_link(name: str) -> None:
    """Real prose hardly repeats itself, so that each sentence can be opened."""
    text = (_FOLDER / name).read_text(encoding="utf-8")
    for match in re.finditer(r"\w[^.!?\n]+[.!?]", text):
        assert quote_link(_URL, match.group(), text, start=match.start()) is not None


@given(_texts, st.data())
def test_a_link_leads_to_its_quote_and_nowhere_else(text: str, data: st.DataObject) -> None:
    """Whatever words make up the article, a link fits one place, and that is the quote's."""
    words = list(re.finditer(r"\S+", text))
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    start, end = words[first].start(), words[last].end()
    link = quote_link(_URL, text[start:end], text, start=start)
    assume(link is not None)
    assert link is not None
    assert limits.length(link) <= limits.BUTTON_URL
    page = Page(text)
    [(low, high)] = islice(page.places(_directive(link)), 2)
    assert page.position(start) <= low < high <= page.position(end)
    skipped = page.text[page.position(start) : low] + page.text[high : page.position(end)]
    assert not any(character.isalnum() for character in skipped)


@given(st.text(min_size=1, max_size=200))
def test_any_text_gives_a_link_to_its_page_or_none(text: str) -> None:
    """Whatever the characters, the address stays and the syntax isn't broken."""
    link = quote_link(f"{_URL}?b=c", text, text)
    assume(link is not None)
    assert link is not None
    parts = urlsplit(link)
    assert (parts.netloc, parts.path, parts.query) == ("example.org", "/a", "b=c")
    assert link.isascii()
    assert parts.fragment.count(",") <= 3
