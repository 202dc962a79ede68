"""The articles that a question is about."""

from collections.abc import Sequence

from bot.messages.links import links_in
from bot.records.models import AnswerRecord
from index.catalogue.catalogue import Catalogue
from index.errors import UnknownArticle
from index.models import ArticleCard, Corpus


async def articles_linked(
    catalogue: Catalogue, corpus: Corpus, text: str
) -> tuple[ArticleCard, ...]:
    """Return the articles of `corpus` that are linked in a text, each once."""
    linked: dict[str, ArticleCard] = {}
    for link in links_in(text):
        card = await catalogue.card_with_link(corpus, link)
        if card is not None:
            linked[card.id] = card
    return tuple(linked.values())


def without_links(text: str) -> str:
    """Return a text without the links in it."""
    for link in links_in(text):
        text = text.replace(f"<{link}>", " ").replace(link, " ")
    return " ".join(text.split())


async def article_followed(
    catalogue: Catalogue, parent: AnswerRecord, linked: Sequence[ArticleCard]
) -> ArticleCard | None:
    """Return the only article that a follow-up is about; None for all.

    Args:
        catalogue: has the articles.
        parent: what is followed up; its article counts if it is still there.
        linked: the articles that the question links to, which go before that one.
    """
    if linked:
        return linked[0] if len(linked) == 1 else None
    if parent.article_id is None:
        return None
    try:
        return await catalogue.card(parent.corpus, parent.article_id)
    except UnknownArticle:
        return None
