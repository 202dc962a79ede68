"""Articles when they are there: their cards, lists of them, and how they go."""

from collections.abc import Sequence

import discord
from discord import ui

from bot.localisation import Texts
from bot.render import cards, layout
from bot.render.adding import Progress, status
from bot.render.asking import mention
from bot.render.layout import Accent, Item
from bot.render.markdown import line, prose
from index.ingestion.ingestion import Outcome
from index.models import ArticleCard, ArticleVersion

PER_PAGE = 10
_PREVIEW = 900
_SUBTITLE = 300
_UNDER_WAY = 5  # articles
_VERSIONS = 5


def added(
    texts: Texts,
    card: ArticleCard,
    outcome: Outcome,
    thin: str | None = None,
    similar: ArticleCard | None = None,
) -> ui.LayoutView:
    """Return an article that was added, was known or was brought up to date.

    Args:
        texts: the language.
        card: the article.
        outcome: which of these.
        thin: why it looks incomplete; the text `thin-<thin>` says it.
        similar: another article that says much the same.
    """
    url = layout.linkable(card.url)
    warning = None if thin is None else layout.text(texts(f"thin-{thin}"))
    known, second = outcome == "known", discord.ButtonStyle.secondary
    return layout.message(
        Accent.DONE if thin is None else Accent.WARNING,
        layout.text(layout.small(texts(f"article-{outcome}"))),
        layout.text(f"### {cards.title(texts, card)}\n{cards.facts(texts, card)}"),
        None if similar is None else layout.text(layout.small(cards.same_as(texts, similar))),
        warning,
        layout.row(
            None if thin is None else cards.paste(texts, None if card.url is None else card),
            _summarize(texts, card) if thin is None else _summarize(texts, card, second),
            _refresh(texts, card) if known and card.url is not None else None,
            None if known else layout.button(texts("button-remove"), "remove", card.id),
            None if url is None else layout.link(texts("button-open-page"), url),
        ),
    )


def listing(
    texts: Texts,
    shown: Sequence[ArticleCard],
    page: int,
    pages: int,
    search: str = "",
    *,
    total: int | None = None,
    under_way: Sequence[Progress] = (),
    of_feeds: int = 0,
) -> ui.LayoutView:
    """Return a page of the articles, at most `PER_PAGE`; the first page is 0.

    Args:
        texts: the language.
        shown: the articles on this page.
        page: its number, counted from 0.
        pages: how many there are.
        search: the words that the titles were searched for; empty for all articles.
        total: how many articles there are on all pages together.
        under_way: the articles that aren't there yet, the first of which are named.
        of_feeds: how many more wait that feeds have announced.
    """
    parts = (
        None if total is None else texts("articles-count", count=total),
        texts("articles-search", search=line(search, cards.NAME)) if search else None,
        texts("articles-page", page=page + 1, pages=pages) if pages > 1 else None,
    )
    below = layout.joined(parts)
    heading = f"**{texts('articles-heading')}**"
    nothing = texts("articles-not-found" if search else "articles-none")
    rows = [_listed(texts, card) for card in shown[:PER_PAGE]]
    coming = _under_way(texts, under_way, of_feeds)
    if not (rows or coming):
        rows = [nothing]
    return layout.message(
        Accent.ANSWER,
        layout.text(f"{heading}\n{layout.small(below)}" if below else heading),
        layout.text(coming) if coming else None,
        *map(layout.text, rows),
        cards.chooser(texts, shown[:PER_PAGE]),
        layout.turns(texts, page, pages, "articles", lambda to: (to, search)),
        None if shown else layout.row(_add(texts)),
    )


def card(
    texts: Texts,
    card: ArticleCard,
    adder_id: int | None = None,
    preview: str = "",
    *,
    history: Sequence[ArticleVersion] = (),
    pages: int = 0,
) -> ui.LayoutView:
    """Return what is known of an article, and how its text begins.

    Args:
        texts: the language.
        card: the article.
        adder_id: who added it, if that is known.
        preview: how its text begins.
        history: its versions, the newest first.
        pages: how many pages it has; 0 for what has none.
    """
    url = layout.linkable(card.url)
    subtitle = None if card.subtitle is None else line(card.subtitle, _SUBTITLE)
    known = (
        f"### {cards.title(texts, card)}",
        f"*{subtitle}*" if subtitle else None,
        cards.facts(texts, card),
        *map(layout.small, _life(texts, card, adder_id, history, pages)),
    )
    beginning = prose(preview, _PREVIEW)
    return layout.message(
        Accent.ANSWER,
        layout.text(layout.joined(known, "\n")),
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
        layout.text(texts("article-sure-to-remove", title=f"**{cards.title(texts, card)}**")),
        layout.row(remove, layout.button(texts("button-keep"), "cancel")),
    )


def removed(texts: Texts, card: ArticleCard) -> ui.LayoutView:
    """Return that an article was removed."""
    told = texts("article-removed", title=f"**{cards.title(texts, card)}**")
    return layout.message(Accent.DONE, layout.text(told))


def _life(
    texts: Texts,
    card: ArticleCard,
    adder_id: int | None,
    history: Sequence[ArticleVersion],
    pages: int,
) -> list[str]:
    """Return what has become of an article, a line each, in Markdown."""
    day = texts.date(card.added)
    since = (
        texts("article-since", day=day)
        if adder_id is None
        else texts("article-since-by", day=day, who=mention(adder_id))
    )
    modified = None
    if card.modified is not None:
        modified = texts("article-modified", day=line(texts.date(card.modified), cards.NAME))
    paged = texts("article-pages", count=pages) if pages else None
    lines = [layout.joined((paged, modified)), since]
    if len(history) > 1:
        days = ", ".join(texts.date(version.since) for version in history[:_VERSIONS])
        more = ", …" if len(history) > _VERSIONS else ""
        lines.append(texts("article-versions", count=len(history), days=days + more))
    return [one for one in lines if one]


def _under_way(texts: Texts, items: Sequence[Progress], of_feeds: int) -> str:
    """Return, in Markdown, the articles that aren't there yet, and how far they are."""
    rows = [
        f"{line(item.name, cards.NAME) or texts('untitled')} · *{status(texts, item)}*"
        for item in items[:_UNDER_WAY]
    ]
    rest = len(items) - _UNDER_WAY
    if rest > 0:
        rows.append(texts("articles-more", count=rest))
    if of_feeds:
        rows.append(texts("articles-of-feeds", count=of_feeds))
    return "\n".join(map(layout.small, rows))


def _listed(texts: Texts, card: ArticleCard) -> str:
    words = texts("article-words", count=card.words)
    published = None if card.published is None else line(texts.date(card.published), cards.NAME)
    where = layout.joined((line(card.site, cards.NAME) if card.site else None, published, words))
    return f"**{cards.title(texts, card, cards.NAME)}**\n{layout.small(where)}"


def _summarize(
    texts: Texts, card: ArticleCard, style: discord.ButtonStyle = discord.ButtonStyle.primary
) -> Item:
    return layout.button(texts("button-summarize"), "summarize", card.id, style=style)


def _refresh(texts: Texts, card: ArticleCard) -> Item:
    return layout.button(texts("button-refresh"), "refresh", card.id)


def _add(texts: Texts) -> Item:
    return layout.button(texts("button-add"), "add", style=discord.ButtonStyle.primary)
