"""The articles that a question is about."""

from bot.messages.links import links_in
from bot.records.models import AnswerRecord
from index.catalogue import Catalogue
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


async def article_summarised(catalogue: Catalogue, record: AnswerRecord) -> ArticleCard | None:
    """Return the article of a summary; None for an answer, and if the article is gone."""
    if record.kind != "summary" or not record.citations:
        return None
    try:
        return await catalogue.card(record.corpus, record.citations[0].article_id)
    except UnknownArticle:
        return None
