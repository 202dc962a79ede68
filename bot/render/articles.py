"""Articles: while they are added, when they are there, and in lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import discord
from discord import ui

from bot.localisation import Texts
from bot.render import layout
from bot.render.asking import mention
from bot.render.layout import Accent, Item
from bot.render.markdown import line, prose
from index.ingestion import Outcome
from index.models import ArticleCard

State = Literal["waiting", "fetching", "reading", "indexing", "added", "known", "updated", "failed"]

PER_PAGE = 10
UNDER_WAY: tuple[State, ...] = ("waiting", "fetching", "reading", "indexing")
_ITEMS = 12
_NAME = 90
_SENTENCE = 600
_SENTENCES = 2_400  # of all items together
_TITLE = 250
_PREVIEW = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far one article is.

    Attributes:
        name: its link or file name, for as long as its title isn't known.
        card: the article, once it is there.
        thin: why the article looks incomplete; the text `thin-<thin>` says it.
        sentence: what went wrong, for a person.
    """

    name: str
    state: State
    card: ArticleCard | None = None
    thin: str | None = None
    sentence: str | None = None


def adding(texts: Texts, items: Sequence[Progress], *, refreshing: bool = False) -> ui.LayoutView:
    """Return how far each of several articles is; when all are through, a select opens them.

    Args:
        texts: the language.
        items: the articles, in their order.
        refreshing: whether they were there before and are read anew.
    """
    under_way = any(item.state in UNDER_WAY for item in items)
    troubled = any(item.state == "failed" or item.thin for item in items)
    done = Accent.WARNING if troubled else Accent.DONE
    rest = len(items) - _ITEMS
    room = min(_SENTENCE, _SENTENCES // max(1, len(items[:_ITEMS])))
    rows = [_progress(texts, item, room) for item in items[:_ITEMS]]
    if rest > 0:
        rows.append(layout.small(texts("articles-more", count=rest)))
    begun = "articles-refreshing" if refreshing else "articles-adding"
    heading = texts(begun if under_way else "articles-through", count=len(items))
    cards = [] if under_way else [item.card for item in items if item.card is not None]
    return layout.message(
        Accent.PROGRESS if under_way else done,
        layout.text(f"**{heading}**"),
        *map(layout.text, rows),
        _chooser(texts, cards),
        layout.row(_paste(texts)) if troubled and not (under_way or refreshing) else None,
    )


def added(
    texts: Texts, card: ArticleCard, outcome: Outcome, thin: str | None = None
) -> ui.LayoutView:
    """Return an article that was added, was known or was brought up to date."""
    url = layout.linkable(card.url)
    warning = None if thin is None else layout.text(texts(f"thin-{thin}"))
    known, second = outcome == "known", discord.ButtonStyle.secondary
    return layout.message(
        Accent.DONE if thin is None else Accent.WARNING,
        layout.text(layout.small(texts(f"article-{outcome}"))),
        layout.text(f"### {_title(texts, card)}\n{_facts(texts, card)}"),
        warning,
        layout.row(
            None if thin is None else _paste(texts, None if card.url is None else card),
            _summarize(texts, card) if thin is None else _summarize(texts, card, second),
            _refresh(texts, card) if known and card.url is not None else None,
            None if known else layout.button(texts("button-remove"), "remove", card.id),
            None if url is None else layout.link(texts("button-open-page"), url),
        ),
    )


def listing(
    texts: Texts,
    cards: Sequence[ArticleCard],
    page: int,
    pages: int,
    search: str = "",
    *,
    total: int | None = None,
) -> ui.LayoutView:
    """Return a page of the articles, at most `PER_PAGE`; the first page is 0.

    Args:
        texts: the language.
        cards: the articles on this page.
        page: its number, counted from 0.
        pages: how many there are.
        search: the words that the titles were searched for; empty for all articles.
        total: how many articles there are on all pages together.
    """
    parts = (
        None if total is None else texts("articles-count", count=total),
        texts("articles-search", search=line(search, _NAME)) if search else None,
        texts("articles-page", page=page + 1, pages=pages) if pages > 1 else None,
    )
    below = layout.joined(parts)
    heading = f"**{texts('articles-heading')}**"
    nothing = texts("articles-not-found" if search else "articles-none")
    rows = [_listed(texts, card) for card in cards[:PER_PAGE]]
    return layout.message(
        Accent.ANSWER,
        layout.text(f"{heading}\n{layout.small(below)}" if below else heading),
        *map(layout.text, rows or [nothing]),
        _chooser(texts, cards[:PER_PAGE]),
        layout.turns(texts, page, pages, "articles", lambda to: (to, search)),
        None if cards else layout.row(_add(texts)),
    )


def card(
    texts: Texts, card: ArticleCard, adder_id: int | None = None, preview: str = ""
) -> ui.LayoutView:
    """Return what is known of an article, and how its text begins."""
    url = layout.linkable(card.url)
    day = texts.date(card.added)
    since = (
        texts("article-since", day=day)
        if adder_id is None
        else texts("article-since-by", day=day, who=mention(adder_id))
    )
    beginning = prose(preview, _PREVIEW)
    return layout.message(
        Accent.ANSWER,
        layout.text(f"### {_title(texts, card)}\n{_facts(texts, card)}\n{layout.small(since)}"),
        layout.rule() if beginning else None,
        layout.text(beginning) if beginning else None,
        layout.row(
            _summarize(texts, card),
            None if card.url is None else _refresh(texts, card),
            layout.button(texts("button-remove"), "remove", card.id),
            None if url is None else layout.link(texts("button-open-page"), url),
        ),
    )


def sure_to_remove(texts: Texts, card: ArticleCard) -> ui.LayoutView:
    """Return the question whether to remove an article."""
    remove = layout.button(
        texts("button-remove"), "remove-sure", card.id, style=discord.ButtonStyle.danger
    )
    return layout.message(
        Accent.WARNING,
        layout.text(texts("article-sure-to-remove", title=f"**{_title(texts, card)}**")),
        layout.row(remove, layout.button(texts("button-keep"), "cancel")),
    )


def removed(texts: Texts, card: ArticleCard) -> ui.LayoutView:
    """Return that an article was removed."""
    told = texts("article-removed", title=f"**{_title(texts, card)}**")
    return layout.message(Accent.DONE, layout.text(told))


def _progress(texts: Texts, item: Progress, room: int) -> str:
    name = item.name if item.card is None else item.card.title
    status = texts(f"article-{item.state}")
    if item.sentence is not None:
        status = line(item.sentence, room)
    elif item.thin is not None:
        status = f"{status} {texts(f'thin-{item.thin}')}"
    elif item.card is not None:
        status = f"{status} · {_size(texts, item.card)}"
    return f"**{line(name, _NAME) or texts('untitled')}**\n{layout.small(status)}"


def _listed(texts: Texts, card: ArticleCard) -> str:
    words = texts("article-words", count=card.words)
    published = None if card.published is None else line(texts.date(card.published), _NAME)
    where = layout.joined((line(card.site, _NAME) if card.site else None, published, words))
    return f"**{line(card.title, _NAME) or texts('untitled')}**\n{layout.small(where)}"


def _title(texts: Texts, card: ArticleCard) -> str:
    return line(card.title, _TITLE) or texts("untitled")


def _facts(texts: Texts, card: ArticleCard) -> str:
    """Return, in Markdown, where an article is from and how much there is of it."""
    published = None if card.published is None else line(texts.date(card.published), _NAME)
    origin = layout.joined(
        (
            line(card.site, _NAME) if card.site else None,
            line(card.author, _NAME) if card.author else None,
            published,
        )
    )
    size = layout.small(_size(texts, card))
    return f"{origin}\n{size}" if origin else size


def _size(texts: Texts, card: ArticleCard) -> str:
    return layout.joined(
        (
            texts("article-words", count=card.words),
            texts("article-passages", count=card.passages),
            line(texts.language_name(card.language), _NAME),
        )
    )


def _chooser(texts: Texts, cards: Sequence[ArticleCard]) -> Item | None:
    different = {card.id: card for card in cards}
    options = [
        layout.option(
            card.title or texts("untitled"),
            card.id,
            layout.joined((card.site, card.published and texts.date(card.published))),
        )
        for card in different.values()
    ]
    return layout.select(texts("articles-choose"), options, "choose") if options else None


def _summarize(
    texts: Texts, card: ArticleCard, style: discord.ButtonStyle = discord.ButtonStyle.primary
) -> Item:
    return layout.button(texts("button-summarize"), "summarize", card.id, style=style)


def _refresh(texts: Texts, card: ArticleCard) -> Item:
    return layout.button(texts("button-refresh"), "refresh", card.id)


def _paste(texts: Texts, card: ArticleCard | None = None) -> Item:
    """Return the button for pasting a text, which takes the place of what `card` has."""
    about = () if card is None else (card.id,)
    style = discord.ButtonStyle.primary
    return layout.button(texts("button-paste"), "add", *about, style=style)


def _add(texts: Texts) -> Item:
    return layout.button(texts("button-add"), "add", style=discord.ButtonStyle.primary)
