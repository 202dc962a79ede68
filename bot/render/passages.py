"""The passages that quotes stand in, for who wants to read around them."""

from collections.abc import Sequence
from dataclasses import dataclass

from discord import ui

from bot.localisation import Texts
from bot.records.models import AnswerId, CitationRecord
from bot.render import layout
from bot.render.layout import Accent, Item
from bot.render.markdown import line, marked

_TITLE, _SITE = 120, 60
_ALONE = 3_000  # characters of a passage that is shown alone
_A_PAGE = 3  # passages
_TOGETHER = 950  # characters of a passage on a page with others


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A quote in its passage.

    Attributes:
        text: the passage; None if the article no longer has the quote where it was, or is gone.
        start: character offset of the passage in the article's text.
        url: the page of the article, in case the quote has no link of its own.
    """

    citation: CitationRecord
    text: str | None
    start: int = 0
    url: str | None = None


def passage(texts: Texts, shown: Shown) -> ui.LayoutView:
    """Return one passage with the quote in bold."""
    url = _page(shown)
    return layout.message(
        Accent.ANSWER if shown.text is not None else Accent.WARNING,
        layout.text(_heading(texts, shown.citation)),
        layout.rule(),
        layout.text(_body(texts, shown, _ALONE)),
        None if url is None else layout.row(layout.link(texts("button-open-page"), url)),
    )


def changed(texts: Texts, citation: CitationRecord) -> ui.LayoutView:
    """Return a quote that its article no longer has, or whose article is gone."""
    return passage(texts, Shown(citation=citation, text=None))


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
    where = layout.joined(line(part, _SITE) for part in (citation.site, published) if part)
    below = f"\n{layout.small(where)}" if where else ""
    return f"**{marker}{title}**{below}"


def _page(shown: Shown) -> str | None:
    return layout.linkable(shown.citation.link) or layout.linkable(shown.url)


def _body(texts: Texts, shown: Shown, characters: int) -> str:
    """Return, in Markdown, the passage with its quote in bold, or the quote alone."""
    quote = shown.citation
    if shown.text is None:
        said = marked(quote.quote, 0, len(quote.quote), characters)
        return f"{layout.small(texts('passage-changed'))}\n{said}"
    start = min(max(quote.start - shown.start, 0), len(shown.text))
    end = min(max(quote.end - shown.start, start), len(shown.text))
    return marked(shown.text, start, end, characters)
