"""Which articles somebody means who types a part of an id, a title or a link."""

from collections.abc import Iterable

from index.models import ArticleCard

_SHORTEST_PREFIX = 4  # of an id; fewer characters would catch articles by accident


def find_cards(cards: Iterable[ArticleCard], text: str) -> list[ArticleCard]:
    """Return the articles that `text` may mean, the likeliest first.

    An id counts more than a title, a title more than a link; the whole more than its beginning,
    that more than some part, and a part more than the same words in another order.
    """
    wanted = " ".join(text.casefold().split())
    if not wanted:
        return []
    ranked = [(_rank(card, wanted), card) for card in cards]
    found = [(rank, card) for rank, card in ranked if rank is not None]
    return [card for _, card in sorted(found, key=lambda pair: pair[0])]


def _rank(card: ArticleCard, wanted: str) -> int | None:
    title = " ".join(card.title.casefold().split())
    link = (card.url or "").casefold()
    tests = (
        card.id == wanted,
        title == wanted,
        link == wanted,
        len(wanted) >= _SHORTEST_PREFIX and card.id.startswith(wanted),
        title.startswith(wanted),
        wanted in title,
        wanted in link,
        all(word in title for word in wanted.split()),
    )
    return next((rank for rank, holds in enumerate(tests) if holds), None)
