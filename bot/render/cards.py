"""What messages say of an article, in whichever of them it stands."""

from collections.abc import Sequence

import discord

from bot.localisation import Texts
from bot.render import layout
from bot.render.layout import Item
from bot.render.markdown import line
from index.models import ArticleCard

NAME = 90  # characters
_TITLE = 250


def title(texts: Texts, card: ArticleCard, most: int = _TITLE) -> str:
    """Return an article's title, in Markdown."""
    return line(card.title, most) or texts("untitled")


def facts(texts: Texts, card: ArticleCard) -> str:
    """Return, in Markdown, where an article is from and how much there is of it."""
    published = None if card.published is None else line(texts.date(card.published), NAME)
    origin = layout.joined(
        (
            line(card.site, NAME) if card.site else None,
            line(card.author, NAME) if card.author else None,
            published,
        )
    )
    below = layout.small(size(texts, card))
    return f"{origin}\n{below}" if origin else below


def size(texts: Texts, card: ArticleCard) -> str:
    """Return, in Markdown, how much there is of an article, and in which language."""
    return layout.joined(
        (
            texts("article-words", count=card.words),
            texts("article-passages", count=card.passages),
            line(texts.language_name(card.language), NAME),
        )
    )


def same_as(texts: Texts, similar: ArticleCard) -> str:
    """Return, in Markdown, that an article says much the same as `similar`."""
    site = f" ({line(similar.site, NAME)})" if similar.site else ""
    return texts("article-similar", title=f"*{title(texts, similar, NAME)}*{site}")


def chooser(texts: Texts, cards: Sequence[ArticleCard]) -> Item | None:
    """Return a select that shows one of several articles; None where there is none."""
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


def paste(texts: Texts, card: ArticleCard | None = None) -> layout.Button:
    """Return the button for pasting a text, which takes the place of what `card` has."""
    about = () if card is None else (card.id,)
    style = discord.ButtonStyle.primary
    return layout.button(texts("button-paste"), "add", *about, style=style)
