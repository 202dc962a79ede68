"""Articles while they are added."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import discord
from discord import ui

from bot.localisation import Texts
from bot.records.models import JobId
from bot.render import cards, layout
from bot.render.layout import Accent, Item
from bot.render.markdown import line
from index.models import ArticleCard, ArticleId

State = Literal[
    "waiting", "fetching", "reading", "indexing", "added", "known", "updated", "failed", "cancelled"
]

UNDER_WAY: tuple[State, ...] = ("waiting", "fetching", "reading", "indexing")
_ITEMS = 10  # each with a button
_SENTENCE = 600
_SENTENCES = 2_400  # of all items together


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far one article is.

    Attributes:
        name: its link or file name, for as long as its title isn't known.
        job: what its buttons are about; None where it has none.
        card: the article, once it is there.
        thin: why the article looks incomplete; the text `thin-<thin>` says it.
        sentence: what went wrong, for a person.
        similar: another article that says much the same.
        pasteable: whether the text may be pasted in place of the page that couldn't be read.
    """

    name: str
    state: State
    job: JobId | None = None
    card: ArticleCard | None = None
    thin: str | None = None
    sentence: str | None = None
    similar: ArticleCard | None = None
    pasteable: bool = False


def adding(texts: Texts, items: Sequence[Progress], *, refreshing: bool = False) -> ui.LayoutView:
    """Return how far each of several articles is; when all are through, a select opens them.

    Args:
        texts: the language.
        items: the articles, in their order.
        refreshing: whether they were there before and are read anew.
    """
    under_way = [item for item in items if item.state in UNDER_WAY]
    troubled = any(item.state == "failed" or item.thin for item in items)
    done = Accent.WARNING if troubled else Accent.DONE
    rest = len(items) - _ITEMS
    room = min(_SENTENCE, _SENTENCES // max(1, len(items[:_ITEMS])))
    begun = "articles-refreshing" if refreshing else "articles-adding"
    heading = texts(begun if under_way else "articles-through", count=len(items))
    there = [] if under_way else [item.card for item in items if item.card is not None]
    paste = troubled and not (under_way or refreshing or any(map(_pastes, items[:_ITEMS])))
    offered: set[ArticleId] = set()
    return layout.message(
        Accent.PROGRESS if under_way else done,
        layout.text(f"**{heading}**"),
        *(_row(texts, item, room, offered) for item in items[:_ITEMS]),
        layout.text(layout.small(texts("articles-more", count=rest))) if rest > 0 else None,
        cards.chooser(texts, there),
        layout.row(cards.paste(texts)) if paste else None,
        _cancel_all(texts, under_way),
    )


def status(texts: Texts, item: Progress, room: int = _SENTENCE) -> str:
    """Return, in Markdown, how far an article is, in `room` characters for what went wrong."""
    told = texts(f"article-{item.state}")
    if item.sentence is not None:
        return line(item.sentence, room)
    if item.thin is not None:
        return f"{told} {texts(f'thin-{item.thin}')}"
    if item.card is None:
        return told
    same = None if item.similar is None else cards.same_as(texts, item.similar)
    return layout.joined((told, cards.size(texts, item.card), same))


def _row(texts: Texts, item: Progress, room: int, offered: set[ArticleId]) -> Item:
    """Return an article's line; `offered` are those whose text can be pasted by a line above."""
    name = item.name if item.card is None else item.card.title
    shown = line(name, cards.NAME) or texts("untitled")
    told = f"**{shown}**\n{layout.small(status(texts, item, room))}"
    button = _button(texts, item)
    if item.card is not None and button is not None:  # two links may lead to one article
        button = None if item.card.id in offered else button
        offered.add(item.card.id)
    return layout.text(told) if button is None else layout.note(told, button)


def _button(texts: Texts, item: Progress) -> layout.Button | None:
    if item.job is not None and item.state in UNDER_WAY:
        return layout.button(texts("button-cancel"), "cancel-job", item.job)
    if not _pastes(item):
        return None
    if item.card is not None:
        return cards.paste(texts, item.card)
    style = discord.ButtonStyle.primary
    return layout.button(texts("button-paste"), "paste", item.job, style=style)


def _pastes(item: Progress) -> bool:
    """Say whether an article has a button of its own for pasting its text."""
    if item.card is not None:
        return item.thin is not None and item.card.url is not None
    return item.pasteable and item.job is not None


def _cancel_all(texts: Texts, under_way: Sequence[Progress]) -> Item | None:
    jobs = [item.job for item in under_way if item.job is not None]
    if len(jobs) < 2:
        return None
    return layout.row(layout.button(texts("button-cancel-all"), "cancel-jobs", jobs[0]))
