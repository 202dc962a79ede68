"""The passages that quotes stand in by now, for who wants to read around them."""

from collections.abc import Sequence
from dataclasses import dataclass

from discord import ui

from bot.localisation import Texts
from bot.records.models import AnswerId, CitationRecord
from bot.render import layout, limits
from bot.render.footnotes import also_in, page_of
from bot.render.layout import Accent, Item
from bot.render.markdown import line, marked

_TITLE, _SITE = 120, 60
_ALONE = 3_000  # characters of a passage that is shown alone
_A_PAGE = 3  # passages
_TOGETHER = 850  # characters of a passage on a page with others


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Why a quote isn't in its article any more.

    Attributes:
        gone: whether the article was removed; it was changed if not.
        dates: ISO 8601 times of the versions that came after the quote was cited, oldest first;
            the last one no longer has it.
    """

    gone: bool = False
    dates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A quote in its passage, or what became of it.

    Attributes:
        citation: the quote; its `start` and `end` are where it stands by now or, if it was
            changed, where what comes nearest to it does.
        text: the passage that it stands in, or the one nearest to it; None if there is none.
        start: character offset of the passage in the article's text.
        url: the page of the article, in case the quote has no link of its own.
        change: why the quote isn't in the article any more; None if it is.
    """

    citation: CitationRecord
    text: str | None
    start: int = 0
    url: str | None = None
    change: Change | None = None


def passage(texts: Texts, shown: Shown) -> ui.LayoutView:
    """Return one passage with the quote in bold."""
    url = _page(shown)
    return layout.message(
        Accent.ANSWER if shown.change is None else Accent.WARNING,
        layout.text(_heading(texts, shown.citation)),
        layout.rule(),
        layout.text(_body(texts, shown, _ALONE)),
        None if url is None else layout.row(layout.link(texts("button-open-page"), url)),
    )


def passages(texts: Texts, answer_id: AnswerId, shown: Sequence[Shown], page: int) -> ui.LayoutView:
    """Return a page of the passages that an answer cites; the first page is 0."""
    pages = max(-(-len(shown) // _A_PAGE), 1)
    page = min(max(page, 0), pages - 1)
    here = shown[page * _A_PAGE : (page + 1) * _A_PAGE]
    entries = [item for one in here for item in (layout.rule(), *_entry(texts, one))][1:]
    turns = layout.turns(texts, page, pages, "passages", lambda to: (answer_id, to))
    return layout.message(Accent.ANSWER, *(entries or [layout.text("")]), turns)


def _entry(texts: Texts, shown: Shown) -> tuple[Item, Item]:
    """Return the article of a passage, with its link, and the passage."""
    heading = _heading(texts, shown.citation, f"[{shown.citation.marker}] ")
    url = _page(shown)
    article = (
        layout.text(heading)
        if url is None
        else layout.note(heading, layout.link(texts("button-open"), url))
    )
    return article, layout.text(_body(texts, shown, _TOGETHER))


def _heading(texts: Texts, citation: CitationRecord, marker: str = "") -> str:
    """Return, in Markdown, the article of a quote."""
    title = line(citation.title, _TITLE) or texts("untitled")
    published = None if citation.published is None else texts.date(citation.published)
    said = (line(part, _SITE) for part in (citation.site, published) if part)
    where = layout.joined((*said, page_of(texts, citation)))
    below = [layout.small(where) if where else "", also_in(texts, citation)]
    return "\n".join([f"**{marker}{title}**", *filter(None, below)])


def _page(shown: Shown) -> str | None:
    return layout.linkable(shown.citation.link) or layout.linkable(shown.url)


def _body(texts: Texts, shown: Shown, characters: int) -> str:
    """Return, in Markdown, the passage with its quote in bold, or the quote and what is nearest."""
    if shown.change is None:
        return _passage(shown.text or "", shown, characters)
    told = layout.small(_told(texts, shown.change))
    characters -= limits.length(told) + 1
    quote = shown.citation.quote
    if shown.text is None:
        return f"{told}\n{marked(quote, 0, len(quote), characters)}"
    nearest = layout.small(texts("passage-nearest"))
    characters -= limits.length(nearest) + 2
    said = marked(quote, 0, len(quote), characters // 2)
    by_now = _passage(shown.text, shown, characters - limits.length(said))
    return f"{told}\n{said}\n{nearest}\n{by_now}"


def _passage(text: str, shown: Shown, characters: int) -> str:
    start = min(max(shown.citation.start - shown.start, 0), len(text))
    end = min(max(shown.citation.end - shown.start, start), len(text))
    return marked(text, start, end, characters)


def _told(texts: Texts, change: Change) -> str:
    """Return what became of a quote's article."""
    if change.gone:
        return texts("passage-gone")
    if not change.dates:
        return texts("passage-changed")
    key = "passage-changed-on" if len(change.dates) == 1 else "passage-changed-last"
    return texts(key, date=texts.date(change.dates[-1]))
