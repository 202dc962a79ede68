"""Links that open a web page at a quote, and a PDF at its page.

A text fragment names the words at a quote's two ends, or all of a short one, and where they occur
elsewhere too the words around it: `#:~:text=[prefix-,]start[,end][,-suffix]`. A browser that knows
it scrolls there and marks the quote, any other opens the page. See "URL Fragment Text Directives"
(https://wicg.github.io/scroll-to-text-fragment/).

Browsers take the first place that fits, so a link is only made if the article has no other one.
They are looked for here as section 3.5.2 of the specification says: in any case and with any
accents, at word boundaries, each part inside one block, which is a line of the article's text.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from urllib.parse import quote as percent_encode

from bot.render import limits

_WHOLE = 10  # words up to which a quote is named whole
_EDGES = (5, 8, 12)  # words at each end of a longer one
_AROUND = (2, 4, 7)  # words of a prefix or a suffix
_MARK = ":~:"
_PIECE = re.compile(r"\s+|\S+")
_INSIDE_WORDS = frozenset("'’.:·")
_PAGES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive:
    """The parts of a text fragment, as plain text; empty where there is none."""

    prefix: str = ""
    start: str
    end: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        """The form that stands in a link."""
        parts = (
            f"{_encoded(self.prefix)}-" if self.prefix else "",
            _encoded(self.start),
            _encoded(self.end),
            f"-{_encoded(self.suffix)}" if self.suffix else "",
        )
        return ",".join(part for part in parts if part)


class Page:
    """A text as browsers compare it: blanks collapsed, case and accents ignored."""

    def __init__(self, text: str) -> None:
        """Read an article's text, or a query."""
        characters: list[str] = []
        origins: list[int] = []
        for match in _PIECE.finditer(text):
            piece, start = match.group(), match.start()
            if piece.isascii() and not piece.isspace():
                characters.append(piece.lower())
                origins.extend(range(start, match.end()))
                continue
            for offset, character in enumerate([piece] if piece.isspace() else piece, start):
                folded = _folded(character)
                characters.append(folded)
                origins.extend([offset] * len(folded))
        self.text = "".join(characters)
        self._origins = origins

    def position(self, offset: int) -> int:
        """Return where an offset of the original text is."""
        return bisect_left(self._origins, offset)

    def places(self, directive: Directive) -> Iterator[tuple[int, int]]:
        """Yield the spans that a browser would take for `directive`, in their order."""
        parts = (directive.prefix, directive.start, directive.end, directive.suffix)
        prefix, start, end, suffix = (Page(part).text for part in parts)
        whole_words = bool(end) or not suffix
        position = 0
        while (
            first := self._first(prefix or start, position, ends=whole_words and not prefix)
        ) >= 0:
            position = first + 1
            if prefix:
                first = self._after_blanks(first + len(prefix))
                if not self._stands_at(first, start, ends=whole_words):
                    continue
            last = self._last(first + len(start), end, suffix)
            if last is not None:
                yield first, last

    def _last(self, position: int, end: str, suffix: str) -> int | None:
        """Return where a span ends whose beginning ends at `position`; None if it doesn't."""
        while True:
            if end:
                found = self._first(end, position, ends=not suffix)
                if found < 0:
                    return None
                position = found + len(end)
            after = self._after_blanks(position)
            if not suffix or self._stands_at(after, suffix, ends=True):
                return position
            if not end:
                return None

    def _stands_at(self, position: int, query: str, *, ends: bool) -> bool:
        return self.text.startswith(query, position) and (
            not ends or _bounded(self.text, position + len(query))
        )

    def _first(self, query: str, position: int, *, ends: bool) -> int:
        """Return the first place of `query` that begins, and if asked ends, at word boundaries."""
        while (position := self.text.find(query, position)) >= 0:
            if _bounded(self.text, position) and (
                not ends or _bounded(self.text, position + len(query))
            ):
                return position
            position += 1
        return -1

    def _after_blanks(self, position: int) -> int:
        while position < len(self.text) and self.text[position].isspace():
            position += 1
        return position


def quote_link(url: str, quote: str, text: str, *, start: int | None = None) -> str | None:
    """Return a link that opens `url` at the quote.

    Args:
        url: the page of the article.
        quote: the words to open it at, a slice of `text`.
        text: the article's text.
        start: character offset of the quote in `text`; where it first occurs if not given.

    Returns:
        The link, or None if no text fragment leads to this one place or none fits into a button.
    """
    begin = text.find(quote) if start is None else start
    span = _without_edges(text, begin, begin + len(quote)) if begin >= 0 else None
    if span is None:
        return None
    page = _page(text)
    wanted = page.position(span[0]), page.position(span[1])
    base = url.partition(_MARK)[0].rstrip("#")
    joint = _MARK if "#" in base else f"#{_MARK}"
    for directive in _directives(text, *span):
        link = f"{base}{joint}text={directive}"
        fits = limits.length(link) <= limits.BUTTON_URL
        if fits and list(islice(page.places(directive), 2)) == [wanted]:
            return link
    return None


def page_link(url: str, number: int | None) -> str:
    """Return a link that opens a PDF at a page.

    See "Parameters for Opening PDF Files" (Adobe, 2007) and RFC 8118, section 3; text fragments
    are for web pages.

    Args:
        url: the PDF.
        number: which of its pages, from 1; None where that isn't known.
    """
    return url if number is None else f"{url.partition('#')[0]}#page={number}"


def _directives(text: str, begin: int, end: int) -> Iterator[Directive]:
    """Yield fragments for a span, the shortest and most robust ones first."""
    cores = list(_cores(text[begin:end]))
    before, after = _neighbours(text[:begin], last=True), _neighbours(text[end:], last=False)
    yield from (Directive(start=first, end=last) for first, last in cores)
    for words in _AROUND:
        prefix, suffix = " ".join(before[-words:]), " ".join(after[:words])
        for first, last in cores:
            if suffix:
                yield Directive(start=first, end=last, suffix=suffix)
            if prefix:
                yield Directive(prefix=prefix, start=first, end=last)
            if prefix and suffix:
                yield Directive(prefix=prefix, start=first, end=last, suffix=suffix)


def _cores(quote: str) -> Iterator[tuple[str, str]]:
    """Yield what names a quote: all of it, or the words at its two ends."""
    lines = [line.split() for line in quote.splitlines() if line.strip()]
    first, last = lines[0], lines[-1]
    whole = " ".join(first), ""
    if len(lines) > 1:
        yield from ((" ".join(first[:n]), " ".join(last[-n:])) for n in _EDGES)
    elif len(first) <= _WHOLE:
        yield whole
    else:
        pairs = (n for n in _EDGES if 2 * n <= len(first))
        yield from ((" ".join(first[:n]), " ".join(first[-n:])) for n in pairs)
        yield whole


def _neighbours(text: str, *, last: bool) -> list[str]:
    """Return the words of the line at the end or at the beginning of `text`."""
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1 if last else 0].split() if lines else []


def _without_edges(text: str, begin: int, end: int) -> tuple[int, int] | None:
    """Return a span less the punctuation at its ends, which pages may write otherwise."""
    while begin < end and not _in_words(text[begin]):
        begin += 1
    while begin < end and not _in_words(text[end - 1]):
        end -= 1
    return (begin, end) if begin < end else None


def _in_words(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNMS"


def _bounded(text: str, position: int) -> bool:
    """Say whether a word begins or ends here; not between the parts of `can't` or `3.5`."""
    around = text[max(position - 2, 0) : position], text[position : position + 2]
    before, after = around[0][-1:], around[1][:1]
    if before.isalnum() and after.isalnum():
        return False
    if before in _INSIDE_WORDS and around[0][:1].isalnum() and after.isalnum():
        return False
    return not (after in _INSIDE_WORDS and before.isalnum() and around[1][1:].isalnum())


def _folded(character: str) -> str:
    if character.isspace():
        return "\n" if "\n" in character else " "
    decomposed = unicodedata.normalize("NFKD", character).casefold()
    return "".join(part for part in decomposed if not unicodedata.combining(part))


@lru_cache(maxsize=_PAGES)
def _page(text: str) -> Page:
    return Page(text)


def _encoded(part: str) -> str:
    # "-" separates a prefix or a suffix in the directive, and percent_encode leaves it alone.
    return percent_encode(part, safe="").replace("-", "%2D")
