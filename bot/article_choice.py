"""Which article of a corpus a person means: offered while they type, checked when they send."""

from discord import app_commands

from bot.errors import Refused
from bot.render import limits
from bot.render.layout import fitted
from index.catalogue.catalogue import Catalogue
from index.errors import UnknownArticle
from index.models import ArticleCard, ArticleId, Corpus

_NAMED = 3  # titles that are listed where several fit
_SHOWN = 100  # characters of what was typed, and of titles, in a sentence


async def choices(
    catalogue: Catalogue, corpus: Corpus, typed: str
) -> list[app_commands.Choice[str]]:
    """Return the articles to offer for what was typed so far: best first, else the newest."""
    if typed.strip():
        offered = await catalogue.find(corpus, typed, limit=limits.CHOICES)
    else:
        offered = await catalogue.latest(corpus, limit=limits.CHOICES)
    titles = [card.title for card in offered]
    return [
        app_commands.Choice(name=_name(card, alone=titles.count(card.title) == 1), value=card.id)
        for card in offered
    ]


async def chosen(catalogue: Catalogue, corpus: Corpus, value: str) -> ArticleCard:
    """Return the article with that id, or the one that was meant by words typed without choosing.

    Raises:
        Refused: "no-such-article" or "several-articles": none fits in this corpus, or several do.
    """
    try:
        return await catalogue.card(corpus, ArticleId(value))
    except UnknownArticle:
        cards = await catalogue.find(corpus, value)
    wanted = value.strip().casefold()
    whole = [
        card for card in cards if wanted in (card.title.casefold(), (card.url or "").casefold())
    ]
    if len(whole) == 1 or len(cards) == 1:
        return (whole or cards)[0]
    typed = fitted(value, _SHOWN)
    if not cards:
        raise Refused("no-such-article", article=typed)
    titles = "; ".join(f"“{fitted(card.title, _SHOWN)}”" for card in cards[:_NAMED])
    raise Refused("several-articles", article=typed, titles=titles)


async def known(catalogue: Catalogue, corpus: Corpus, article_id: str) -> ArticleCard:
    """Return the article that a button is about.

    Raises:
        Refused: "article-gone": this corpus has no such article, or no longer.
    """
    try:
        return await catalogue.card(corpus, ArticleId(article_id))
    except UnknownArticle:
        raise Refused("article-gone") from None


def _name(card: ArticleCard, *, alone: bool) -> str:
    """Return what to call an article in the list, told from others of the same title."""
    if alone:
        return fitted(card.title, limits.CHOICE_NAME)
    told = " · ".join(part for part in (card.site, card.published or card.added[:10]) if part)
    mark = f" ({fitted(told, limits.CHOICE_NAME // 2)})"
    return fitted(card.title, limits.CHOICE_NAME - limits.length(mark)) + mark
