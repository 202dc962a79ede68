"""Footnotes: a verbatim quote, where it stands, and a button that opens it there."""

from collections.abc import Iterable, Sequence
from typing import Any

from discord import ui

from bot.localisation import Texts
from bot.records.models import AnswerId, CitationRecord, OtherArticle
from bot.render import layout, limits
from bot.render.layout import Item
from bot.render.markdown import line, one_line, quoted
from index.models import ArticleCard

QUOTE = 300  # characters of a quote in a message; the button beside it opens all of it
_QUOTE_AGAIN = 60  # characters of a quote that the answer above gives in full
_TITLE, _SITE, _DATE, _PAGE = 90, 50, 40, 12
_OTHERS, _OTHER_TITLE, _OTHER_SITE = 2, 40, 25  # of the other articles that say the same
_LEAST_QUOTE = 60  # characters that a quote keeps beside their names
_NOTE_ITEMS = 3  # the section, its text and its button
_LEAST_NOTE = (
    250  # characters in which all of a note but its quote fits, with room for some of that
)


def footnotes(
    texts: Texts,
    answer_id: AnswerId,
    citations: Sequence[CitationRecord],
    *,
    characters: int,
    components: int,
    marked: bool = True,
    above: Sequence[str] = (),
) -> list[Item]:
    """Return as many footnotes as fit, and a line that counts the others.

    Args:
        texts: the language.
        answer_id: whose citations they are.
        citations: in the order of their markers.
        characters: how many the texts may take together.
        components: how many there may be.
        marked: whether the markers are shown.
        above: the claims over the footnotes; of a quote that one of them gives in full, only the
            beginning is repeated.
    """
    said = " ".join(map(one_line, above))
    most = min(components // _NOTE_ITEMS, characters // _LEAST_NOTE)
    shown = citations if len(citations) <= most else citations[: most - 1]
    rest = len(citations) - len(shown)
    more = layout.small(texts("footnotes-more", count=rest)) if rest else ""
    share = (characters - limits.length(more)) // max(len(shown), 1)
    items: list[Item] = [
        layout.note(
            _note(
                texts,
                citation,
                share,
                most=_QUOTE_AGAIN if one_line(citation.quote) in said else QUOTE,
                marked=marked,
            ),
            opener(texts, answer_id, citation),
        )
        for citation in shown
    ]
    return [*items, layout.text(more)] if more else items


def place(texts: Texts, title: str, site: str | None, published: str | None) -> str:
    """Return, in Markdown, where something stands: the title, the site and the date."""
    shown = (
        line(title, _TITLE) or texts("untitled"),
        line(site, _SITE) if site else None,
        line(texts.date(published), _DATE) if published else None,
    )
    return layout.joined(shown)


def cited_place(texts: Texts, citation: CitationRecord) -> str:
    """Return, in Markdown, where a quote stands: its article, and its page if that has pages."""
    stands = place(texts, citation.title, citation.site, citation.published)
    return layout.joined((stands, page_of(texts, citation)))


def page_of(texts: Texts, citation: CitationRecord) -> str | None:
    """Return, in Markdown, the page that a quote stands on; None for what has no pages."""
    return citation.page and texts("footnote-page", page=line(citation.page, _PAGE))


def card_place(texts: Texts, card: ArticleCard) -> str:
    """Return, in Markdown, which article it is."""
    return place(texts, card.title, card.site, card.published)


def also_in(texts: Texts, citation: CitationRecord) -> str:
    """Return, as a line in small print, the other articles that said the same; "" for none."""
    shown = citation.also[:_OTHERS]
    rest = len(citation.also) - len(shown)
    if not shown:
        return ""
    places = ", ".join(_other(texts, other) for other in shown)
    if rest:
        return layout.small(texts("footnote-also-more", places=places, count=rest))
    return layout.small(texts("footnote-also", places=places))


def quotes(texts: Texts, found: Iterable[tuple[str, ArticleCard]], characters: int) -> list[Item]:
    """Return quotes with the articles they stand in, as many as fit."""
    shown: list[Item] = []
    for quote, card in found:
        note = f"{quoted(line(quote, QUOTE))}\n{layout.small(card_place(texts, card))}"
        characters -= limits.length(note)
        if characters < 0:
            break
        shown.append(layout.text(note))
    return shown


def opener(texts: Texts, answer_id: AnswerId, citation: CitationRecord) -> ui.Button[Any]:
    """Return the button that opens a quote: its page, or its passage for who clicks."""
    url = layout.linkable(citation.link)
    if url is not None:
        return layout.link(texts("button-open"), url)
    return layout.button(texts("button-show"), "open", answer_id, citation.marker)


def _note(
    texts: Texts, citation: CitationRecord, characters: int, *, most: int, marked: bool
) -> str:
    stands = cited_place(texts, citation)
    changed = texts("footnote-changed") if citation.changed else None
    where = layout.small(layout.joined((stands, changed)))
    marker = f"**[{citation.marker}]** " if marked else ""
    room = characters - limits.length(where) - limits.length(quoted(marker)) - 1
    also = also_in(texts, citation)
    if also and room - limits.length(also) - 1 >= _LEAST_QUOTE:
        where += f"\n{also}"
        room -= limits.length(also) + 1
    quote = line(citation.quote, min(most, room))
    return f"{quoted(marker + quote)}\n{where}"


def _other(texts: Texts, other: OtherArticle) -> str:
    title = line(other.title, _OTHER_TITLE) or texts("untitled")
    return f"*{title}* ({line(other.site, _OTHER_SITE)})" if other.site else f"*{title}*"
